using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using Modelwright.Runtime;

namespace Modelwright.Chat.Tests;

/// <summary>A model that answers what it is told to, whatever it is asked, and remembers what that was.</summary>
internal sealed class ScriptedModel(params string[] answers) : ICausalLanguageModel, IChatModel
{
    private readonly Queue<string> _answers = new(answers);

    public static ChatTemplate ChatTemplate { get; } = ChatTemplate.Load(Path.Combine(TemplateGoldens.Chat, "qwen3", "template.jinja"));

    public List<string> Prompts { get; } = [];

    public ModelInfo Info { get; } = new("Scripted", "qwen3", Qwen3Tokenizer.Instance.VocabularySize, MaxPositions: 4096, BeginningToken: null, EndTokens: [End], PaddingToken: null);

    public int MaxContext => 4096;

    public ITextTokenizer Tokenizer => Qwen3Tokenizer.Instance;

    public GenerationDefaults GenerationDefaults { get; } = new();

    public bool IsDisposed { get; private set; }

    private static int End => Qwen3Tokenizer.Instance.SpecialTokens["<|im_end|>"];

    public IModelSession CreateSession(SessionOptions options) => new Session(this, options.Capacity);

    public void Dispose() => IsDisposed = true;

    private sealed class Session(ScriptedModel model, int capacity) : IModelSession
    {
        private readonly List<int> _tokens = [];
        private int[] _script = [];
        private int _next;

        public int BatchSize => 1;

        public int Length => _tokens.Count;

        public int Capacity => capacity == 0 ? model.MaxContext : capacity;

        public void Forward(ReadOnlySpan<int> tokens, Span<float> logits, OutputRows rows = default, CancellationToken cancellationToken = default)
        {
            cancellationToken.ThrowIfCancellationRequested();
            bool begins = _tokens.Count == 0 || tokens.Length > 1; // steps of an answer are single tokens
            _tokens.AddRange(tokens);
            if (begins)
            {
                (_script, _next) = ([.. model.Tokenizer.Encode(model._answers.Dequeue()), End], 0);
                model.Prompts.Add(model.Tokenizer.Decode(_tokens));
            }

            if (logits.Length > 0)
            {
                logits.Clear();
                logits[_script[Math.Min(_next++, _script.Length - 1)]] = 1;
            }
        }

        public TowerInfo Tower { get; } = new("text", 1, 1, [new ExitInfo("logits", 1)]);

        public void Forward(ModelInput input, ReadOnlySpan<ModelOutput> outputs, CancellationToken cancellationToken = default) =>
            Forward(input.Tokens, outputs[0].Destination.Span, outputs[0].Rows, cancellationToken);

        public void Reset(ReadOnlySpan<int> leftPadding = default, PositionCounting positions = PositionCounting.FromFirstToken) => _tokens.Clear();

        public void Dispose()
        {
        }
    }
}
