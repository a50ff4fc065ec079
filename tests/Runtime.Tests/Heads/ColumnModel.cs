using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace Modelwright.Runtime.Tests;

/// <summary>A model of any head, whose exit at a column is a function of the tokens up to it, padding left out.</summary>
internal class ColumnModel(int width, Func<IReadOnlyList<int>, float[]> column, LabelSet? labels = null, int? padding = ScriptedModel.Padding, int maxContext = 64, ITextTokenizer? tokenizer = null)
    : ICausalLanguageModel, IHiddenStateModel, ISequenceClassifier, ITokenClassifier, IQuestionAnswerer
{
    public ModelInfo Info { get; } = new("Columns", "columns", VocabularySize: 256, MaxPositions: 64, BeginningToken: null, EndTokens: [0], PaddingToken: padding);

    public int MaxContext => maxContext;

    public ITextTokenizer? Tokenizer { get; } = tokenizer ?? new LetterTokenizer();

    public GenerationDefaults GenerationDefaults => GenerationDefaults.None;

    public LabelSet Labels => labels ?? new LabelSet(["none"], null);

    /// <summary>Rows of results that were asked for, pass by pass.</summary>
    public List<long> Asked { get; } = [];

    public virtual IModelSession CreateSession(SessionOptions options)
    {
        Assert.InRange(options.Capacity, 0, maxContext);
        return new Session(this, options);
    }

    public void Dispose()
    {
    }

    /// <summary>Padding has no numbers: whoever reads it sees that at once.</summary>
    private float[] At(IReadOnlyList<int> tokens) => tokens.Count > 0 ? column(tokens) : [.. Enumerable.Repeat(float.NaN, width)];

    private sealed class Session(ColumnModel model, SessionOptions options) : IModelSession
    {
        private int[] _padding = new int[options.BatchSize];

        public int BatchSize => options.BatchSize;

        public int Length { get; private set; }

        public int Capacity => options.Capacity;

        public TowerInfo Tower { get; } = new("text", 1, 1, [new ExitInfo("head", model.ModelWidth)]);

        public void Forward(ReadOnlySpan<int> tokens, Span<float> output, OutputRows rows, CancellationToken cancellationToken)
        {
            int columns = tokens.Length / BatchSize;
            Assert.InRange(columns, 1, Capacity - Length);
            Length += columns;
            model.Asked.Add(rows.Count(BatchSize, columns));
            int[] chosen = rows == OutputRows.All ? [.. Enumerable.Range(0, BatchSize).SelectMany(_ => Enumerable.Range(0, columns))] : rows.Columns.ToArray();
            int each = chosen.Length / BatchSize;
            for (int i = 0; i < chosen.Length; i++)
            {
                Assert.InRange(chosen[i], 0, columns - 1);
                int row = i / each;
                int[] line = tokens.Slice(row * columns, columns).ToArray();
                model.At([.. line.Take(chosen[i] + 1).Skip(_padding[row])]).CopyTo(output[(i * model.ModelWidth)..]);
            }
        }

        public void Forward(ModelInput input, ReadOnlySpan<ModelOutput> outputs, CancellationToken cancellationToken) =>
            Forward(input.Tokens, outputs[0].Destination.Span, outputs[0].Rows, cancellationToken);

        public void Reset(ReadOnlySpan<int> leftPadding, PositionCounting positions)
        {
            _padding = leftPadding.IsEmpty ? new int[BatchSize] : leftPadding.ToArray();
            Length = 0;
        }

        public void Dispose()
        {
        }
    }

    private int ModelWidth => width;
}
