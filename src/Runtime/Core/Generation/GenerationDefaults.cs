using System.Collections.Generic;

namespace Modelwright.Runtime;

/// <summary>
/// What a checkpoint's <c>generation_config.json</c> asks for. A value here is used where <see cref="GenerationOptions"/> leave theirs open.
/// </summary>
public sealed partial record GenerationDefaults
{
    /// <summary>The file's name, beside the checkpoint.</summary>
    public const string FileName = "generation_config.json";

    /// <summary>What holds without a file: greedy, nothing else.</summary>
    public static GenerationDefaults None { get; } = new();

    /// <summary><c>do_sample</c>; false is greedy.</summary>
    public bool Sample { get; init; }

    /// <summary><c>temperature</c>.</summary>
    public float? Temperature { get; init; }

    /// <summary><c>top_k</c>; 0 for all.</summary>
    public int? TopK { get; init; }

    /// <summary><c>top_p</c>.</summary>
    public float? TopP { get; init; }

    /// <summary><c>min_p</c>.</summary>
    public float? MinP { get; init; }

    /// <summary><c>repetition_penalty</c>.</summary>
    public float? RepetitionPenalty { get; init; }

    /// <summary><c>max_new_tokens</c>.</summary>
    public int? MaxTokens { get; init; }

    /// <summary><c>eos_token_id</c>, one or many; empty where the file does not say.</summary>
    public IReadOnlyList<int> EndTokens { get; init; } = [];

    /// <summary><c>pad_token_id</c>.</summary>
    public int? PaddingToken { get; init; }
}
