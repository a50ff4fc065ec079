using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace Modelwright.Runtime.Tests;

/// <summary>A model whose next token depends on every token before and its place, with sessions that return and fork as all backends' do.</summary>
/// <param name="recurrent">Whether its states cannot be cut back.</param>
internal sealed class SummingModel(bool recurrent) : ICausalLanguageModel
{
    private const int Vocabulary = 97;

    private static readonly TowerInfo OneHead = new("text", Width: 1, LayerCount: 1, [new ExitInfo("logits", Vocabulary)]);

    public ModelInfo Info { get; } = new("Summing", "summing", Vocabulary, MaxPositions: 64, BeginningToken: null, EndTokens: [0], PaddingToken: null);

    public int MaxContext => 64;

    public ITextTokenizer? Tokenizer => null;

    public GenerationDefaults GenerationDefaults => GenerationDefaults.None;

    /// <summary>Columns of each pass, over all sessions.</summary>
    public List<int> Passes { get; } = [];

    /// <summary>What was wanted of each.</summary>
    public List<OutputRows> Wanted { get; } = [];

    public int Sessions { get; private set; }

    public int Disposed { get; private set; }

    /// <summary>Copies of states that were freed.</summary>
    public int Freed { get; private set; }

    /// <summary>Whether passes fail.</summary>
    public bool Fails { get; set; }

    public IModelSession CreateSession(SessionOptions options)
    {
        Sessions++;
        return new Session(this, options.Capacity == 0 ? MaxContext : options.Capacity);
    }

    public void Dispose()
    {
    }

    private bool IsRecurrent => recurrent;

    private sealed class Session(SummingModel model, int capacity) : ModelSession(OneHead, Vocabulary, batchSize: 1, capacity, chunk: 64, rotary: null)
    {
        private readonly List<int> _seen = [];

        public override long Bytes => 77;

        protected override bool IsRecurrent => model.IsRecurrent;

        protected override void Run(ModelInput input, SessionPiece piece, PassOutputs outputs, CancellationToken cancellationToken)
        {
            model.Passes.Add(piece.Count);
            model.Wanted.Add(outputs[0].Rows);
            if (!model.IsRecurrent)
            {
                _seen.RemoveRange(Length, _seen.Count - Length);
            }

            Assert.Equal(Length, _seen.Count);
            _seen.AddRange(input.Tokens);
            _ = model.Fails ? throw new TimeoutException() : 0;
            if (outputs.Destination(0) is { Length: > 0 } logits)
            {
                logits.Clear();
                logits[1 + (_seen.Select(static (token, place) => token * (place + 1)).Sum() % (Vocabulary - 1))] = 1;
            }
        }

        protected override void Clear() => _seen.Clear();

        protected override void Release() => model.Disposed++;

        protected override (IDisposable States, long Bytes) SaveStates() => (new Saved([.. _seen], model), 8);

        protected override void LoadStates(IDisposable states)
        {
            _seen.Clear();
            _seen.AddRange(((Saved)states).Tokens);
        }

        protected override ModelSession Copy()
        {
            Session copy = new(model, Capacity);
            copy._seen.AddRange(_seen);
            return copy;
        }
    }

    private sealed class Saved(int[] tokens, SummingModel model) : IDisposable
    {
        public int[] Tokens => tokens;

        public void Dispose() => model.Freed++;
    }
}
