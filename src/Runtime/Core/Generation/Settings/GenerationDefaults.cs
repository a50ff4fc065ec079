using System.Collections.Generic;

namespace Modelwright.Runtime;

/// <summary>
/// What a checkpoint's <c>generation_config.json</c> asks for. A value here is used where <see cref="GenerationOptions"/> leave theirs open.
/// </summary>
public sealed partial record GenerationDefaults : GenerationSettings
{
    /// <summary>The file's name, beside the checkpoint.</summary>
    public const string FileName = "generation_config.json";

    /// <summary>What holds without a file: greedy, nothing else.</summary>
    public static GenerationDefaults None { get; } = new();

    /// <summary><c>do_sample</c>; false is greedy.</summary>
    public bool Sample { get; init; }

    /// <summary><c>eos_token_id</c>, one or many; empty where the file does not say.</summary>
    public IReadOnlyList<int> EndTokens { get; init; } = [];

    /// <summary><c>pad_token_id</c>.</summary>
    public int? PaddingToken { get; init; }

    /// <summary><c>stop_strings</c>, one or many; used where <see cref="GenerationOptions.StopStrings"/> are empty.</summary>
    public IReadOnlyList<string> StopStrings { get; init; } = [];

    /// <summary>What of the file has no effect, and why: odd values that were left out, settings that Modelwright does not have.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Why the file could not be read, where loading a model went on without it.</summary>
    internal GenerationConfigException? Fault { get; init; }
}
