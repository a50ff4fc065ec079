using System;
using System.Collections.Generic;
using System.IO;
using Modelwright.Runtime;

namespace Modelwright.Chat.Tests;

/// <summary>A model that answers what it is told to, whatever it is asked, and remembers what that was and what of it was computed.</summary>
internal class ScriptedModel(params string[] answers) : ICausalLanguageModel, IChatModel
{
    private readonly Queue<string> _answers = new(answers);

    public static ChatTemplate ChatTemplate { get; } = ChatTemplate.Load(Path.Combine(TemplateGoldens.Chat, "qwen3", "template.jinja"));

    /// <summary>Each prompt, whole, as its session has it.</summary>
    public List<string> Prompts { get; } = [];

    /// <summary>How many tokens of each prompt were computed.</summary>
    public List<int> Computed { get; } = [];

    /// <summary>Sessions that were made and not disposed.</summary>
    public int Sessions { get; set; }

    /// <summary>Copies of recurrent states that were made.</summary>
    public List<SessionSnapshot> Snapshots { get; } = [];

    /// <summary>What its sessions remember.</summary>
    public ScriptedStates States { get; init; } = ScriptedStates.Opaque;

    /// <summary>Whether it writes tags by their tokens, or spells them in others.</summary>
    public bool WritesTags { get; init; } = true;

    public virtual ModelInfo Info { get; } = new("Scripted", "qwen3", Qwen3Tokenizer.Instance.VocabularySize, MaxPositions: 4096, BeginningToken: null, EndTokens: [End], PaddingToken: null);

    public int MaxContext => 4096;

    public ITextTokenizer Tokenizer => Qwen3Tokenizer.Instance;

    public GenerationDefaults GenerationDefaults { get; } = new();

    public bool IsDisposed { get; private set; }

    public static int End => Qwen3Tokenizer.Instance.SpecialTokens["<|im_end|>"];

    public string NextAnswer() => _answers.Dequeue();

    public IModelSession CreateSession(SessionOptions options) => new ScriptedSession(this, options.Capacity == 0 ? MaxContext : options.Capacity);

    public void Dispose() => IsDisposed = true;

    /// <summary>Columns are about to be computed.</summary>
    public virtual void Look(ModelInput input)
    {
    }
}
