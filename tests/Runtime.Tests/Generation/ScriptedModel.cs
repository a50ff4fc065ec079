using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;

namespace Modelwright.Runtime.Tests;

/// <summary>A model whose likeliest next token is given by a function of the tokens before. It checks what it is fed as a real session does, and counts.</summary>
internal sealed class ScriptedModel(Func<IReadOnlyList<int>, int> next, int maxContext = 4096) : ICausalLanguageModel
{
    public const int Padding = 255;

    /// <summary>A model that writes <paramref name="text"/> after any prompt that ends with '>', then token 0.</summary>
    public static ScriptedModel Writing(string text, int maxContext = 4096) => new(Script(text), maxContext);

    public static Func<IReadOnlyList<int>, int> Script(string text)
    {
        int[] script = [.. Encoding.UTF8.GetBytes(text).Select(static b => (int)b)];
        return tokens =>
        {
            int written = tokens.Count - 1 - tokens.ToList().LastIndexOf('>');
            return written < script.Length ? script[written] : 0;
        };
    }

    public ModelInfo Info { get; init; } = new("Scripted", "scripted", VocabularySize: 256, MaxPositions: 4096, BeginningToken: null, EndTokens: [0], PaddingToken: Padding);

    public int MaxContext => maxContext;

    public ITextTokenizer? Tokenizer { get; init; } = new LetterTokenizer();

    public GenerationDefaults GenerationDefaults { get; init; } = GenerationDefaults.None;

    /// <summary>The token that padding columns must be fed as.</summary>
    public int PaddingFed { get; init; } = Padding;

    /// <summary>Columns of each forward pass, over all sessions.</summary>
    public List<int> Passes { get; } = [];

    public List<SessionOptions> Sessions { get; } = [];

    public int DisposedSessions { get; private set; }

    /// <summary>How positions were asked to be counted, over all sessions.</summary>
    public List<PositionCounting> Counted { get; } = [];

    /// <summary>Called before each forward pass.</summary>
    public Action<CancellationToken>? OnForward { get; init; }

    public IModelSession CreateSession(SessionOptions options)
    {
        Sessions.Add(options);
        return new Session(this, options);
    }

    public void Dispose()
    {
    }

    private sealed class Session(ScriptedModel model, SessionOptions options) : IModelSession
    {
        private readonly List<int>[] _rows = [.. Enumerable.Range(0, options.BatchSize).Select(static _ => new List<int>())];
        private int[] _padding = new int[options.BatchSize];

        public int BatchSize => options.BatchSize;

        public int Length => _rows[0].Count;

        public int Capacity => options.Capacity == 0 ? model.MaxContext : options.Capacity;

        public void Forward(ReadOnlySpan<int> tokens, Span<float> logits, OutputRows rows, CancellationToken cancellationToken)
        {
            model.OnForward?.Invoke(cancellationToken);
            int columns = tokens.Length / BatchSize;
            Assert.True(columns > 0, "an empty pass");
            Assert.Equal(OutputRows.Last, rows);
            Assert.Equal(BatchSize * model.Info.VocabularySize, logits.Length);
            if (Length + columns > Capacity)
            {
                throw new ContextOverflowException(Length + columns, Capacity);
            }

            model.Passes.Add(columns);
            for (int row = 0; row < BatchSize; row++)
            {
                _rows[row].AddRange(tokens.Slice(row * columns, columns));
                Assert.All(_rows[row].Take(_padding[row]), token => Assert.Equal(model.PaddingFed, token));
                Span<float> line = logits.Slice(row * model.Info.VocabularySize, model.Info.VocabularySize);
                line.Fill(-5);
                line[model.Next([.. _rows[row].Skip(_padding[row])])] = 5;
            }
        }

        public TowerInfo Tower { get; } = new("text", 1, 1, [new ExitInfo("logits", 256)]);

        public void Forward(ModelInput input, ReadOnlySpan<ModelOutput> outputs, CancellationToken cancellationToken) =>
            Forward(input.Tokens, outputs[0].Destination.Span, outputs[0].Rows, cancellationToken);

        public void Reset(ReadOnlySpan<int> leftPadding, PositionCounting positions)
        {
            model.Counted.Add(positions);
            _padding = leftPadding.IsEmpty ? new int[BatchSize] : leftPadding.ToArray();
            foreach (List<int> row in _rows)
            {
                row.Clear();
            }
        }

        public void Dispose() => model.DisposedSessions++;
    }

    private Func<IReadOnlyList<int>, int> Next => next;
}
