using System;
using System.Collections.Generic;

namespace Modelwright.Runtime;

/// <summary>
/// How to continue a text. What is left open (<see langword="null"/>) is taken from the checkpoint's <see cref="GenerationDefaults"/>, and where that is silent too, is off.
/// Greedy choice is temperature 0. Temperature left open means: the file's where the file samples; else 1 where a cut
/// (<see cref="GenerationSettings.TopK"/>, <see cref="GenerationSettings.TopP"/>, <see cref="GenerationSettings.MinP"/>, …) is given here; else 0.
/// </summary>
public sealed partial record GenerationOptions : GenerationSettings
{
    /// <summary>What <see cref="GenerationSettings.MaxTokens"/> is where neither the options nor the file limit the length.</summary>
    public const int FallbackMaxTokens = 256;

    /// <summary>Where the random numbers start: the same seed gives the same tokens for the same logits, on every platform. Left open: another seed each time.</summary>
    public ulong? Seed { get; init; }

    /// <summary>Texts that end generation; they are not part of the result, wherever token borders fall in them. For text, not for tokens.</summary>
    public IReadOnlyList<string> StopStrings { get; init; } = [];

    /// <summary>Tokens that end generation beside the model's end tokens; they are not part of the result.</summary>
    public IReadOnlyList<int> StopTokens { get; init; } = [];

    /// <summary>Never choose one of the model's end tokens (their logits become -∞), so that exactly <see cref="GenerationSettings.MaxTokens"/> are generated.</summary>
    public bool IgnoreEndTokens { get; init; }

    /// <summary>Further changes of logits, after those the settings ask for and in this order.</summary>
    public IReadOnlyList<ILogitsProcessor> LogitsProcessors { get; init; } = [];

    /// <summary>Whether special tokens spelled out in a prompt text become these tokens. Turn it off for text from outside. Default true.</summary>
    public bool AllowSpecialTokens { get; init; } = true;

    /// <summary>Told how many tokens were read and generated, how fast, and why generation ended.</summary>
    public Action<GenerationStatistics>? Completed { get; init; }
}
