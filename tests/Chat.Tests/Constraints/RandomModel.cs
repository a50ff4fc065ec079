using System;
using System.Linq;
using System.Threading;
using Modelwright.Runtime;

namespace Modelwright.Chat.Tests;

/// <summary>A model of random opinions: each token's logit is a hash of the seed, the place and the token. It likes quotes, so that its texts come to an end.</summary>
internal sealed class RandomModel(ITextTokenizer tokenizer, ulong seed, int end, int maxContext = 4096) : ICausalLanguageModel
{
    private readonly int[] _quotes = [.. Enumerable.Range(0, tokenizer.VocabularySize).Where(token => tokenizer.BytesOf(token).Contains((byte)'"'))];

    public string Name { get; init; } = "Random";

    /// <summary>Whether every place has the same opinions, so that tokens come again.</summary>
    public bool Repeats { get; init; }

    public ModelInfo Info => new(Name, "random", tokenizer.VocabularySize, maxContext, BeginningToken: null, EndTokens: [end], PaddingToken: null);

    public int MaxContext => maxContext;

    public ITextTokenizer Tokenizer => tokenizer;

    public GenerationDefaults GenerationDefaults { get; init; } = new();

    public IModelSession CreateSession(SessionOptions options) => new Session(this, seed, options.Capacity);

    public void Dispose()
    {
    }

    private sealed class Session(RandomModel model, ulong seed, int capacity) : IModelSession
    {
        public int BatchSize => 1;

        public int Length { get; private set; }

        public int Capacity => capacity == 0 ? model.MaxContext : capacity;

        public void Forward(ReadOnlySpan<int> tokens, Span<float> logits, OutputRows rows = default, CancellationToken cancellationToken = default)
        {
            Length += tokens.Length;
            ulong state = (seed * 0x9E3779B97F4A7C15) ^ (ulong)(model.Repeats ? 1 : Length);
            for (int i = 0; i < Math.Min(logits.Length, model.Info.VocabularySize); i++)
            {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                logits[i] = (state >> 40) * (4f / (1 << 24));
            }

            foreach (int quote in model._quotes)
            {
                logits[quote] += 5;
            }
        }

        public bool CanCrop => true;

        public void Crop(int length) => Length = length;

        public TowerInfo Tower { get; } = new("text", 1, 1, [new ExitInfo("logits", 1)]);

        public void Forward(ModelInput input, ReadOnlySpan<ModelOutput> outputs, CancellationToken cancellationToken = default) =>
            Forward(input.Tokens, outputs[0].Destination.Span, outputs[0].Rows, cancellationToken);

        public void Reset(ReadOnlySpan<int> leftPadding = default, PositionCounting positions = PositionCounting.FromFirstToken) => Length = 0;

        public void Dispose()
        {
        }
    }
}
