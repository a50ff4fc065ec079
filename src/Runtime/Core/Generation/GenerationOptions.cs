using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Modelwright.Runtime;

/// <summary>
/// How to continue a text. What is left open (<see langword="null"/>) is taken from the checkpoint's <see cref="GenerationDefaults"/>, and where that is silent too, is off.
/// Greedy choice is temperature 0. Temperature left open means: the file's where the file samples; else 1 where <see cref="TopK"/>, <see cref="TopP"/> or <see cref="MinP"/> is given here; else 0.
/// </summary>
public sealed record GenerationOptions
{
    /// <summary>What <see cref="MaxTokens"/> is where neither the options nor the file say.</summary>
    public const int FallbackMaxTokens = 256;

    /// <summary>Tokens to generate at most, from 1 up.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>0 for the likeliest token always; larger flattens the distribution.</summary>
    public float? Temperature { get; init; }

    /// <summary>Draw among the k likeliest tokens only; 0 for all.</summary>
    public int? TopK { get; init; }

    /// <summary>Draw among the likeliest tokens that together have this probability, above 0 and at most 1; 1 for all.</summary>
    public float? TopP { get; init; }

    /// <summary>Draw among tokens at least this many times as likely as the likeliest, from 0 to 1; 0 for all.</summary>
    public float? MinP { get; init; }

    /// <summary>Divides the positive logits, and multiplies the negative ones, of tokens that the sequence already has; above 0, 1 for none.</summary>
    public float? RepetitionPenalty { get; init; }

    /// <summary>Where the random numbers start: the same seed gives the same tokens for the same logits, on every platform. Left open: another seed each time.</summary>
    public ulong? Seed { get; init; }

    /// <summary>Texts that end generation; they are not part of the result, wherever token borders fall in them. For text, not for tokens.</summary>
    public IReadOnlyList<string> StopStrings { get; init; } = [];

    /// <summary>Tokens that end generation beside the model's end tokens; they are not part of the result.</summary>
    public IReadOnlyList<int> StopTokens { get; init; } = [];

    /// <summary>Never choose one of the model's end tokens (their logits become -∞), so that exactly <see cref="MaxTokens"/> are generated.</summary>
    public bool IgnoreEndTokens { get; init; }

    /// <summary>Whether special tokens spelled out in a prompt text become these tokens. Turn it off for text from outside. Default true.</summary>
    public bool AllowSpecialTokens { get; init; } = true;

    /// <summary>Told how many tokens were read and generated, how fast, and why generation ended.</summary>
    public Action<GenerationStatistics>? Completed { get; init; }

    /// <summary>Checks every option by itself.</summary>
    /// <exception cref="GenerationOptionsException">One is outside its range.</exception>
    public void Validate()
    {
        Check(nameof(MaxTokens), MaxTokens, MaxTokens is null or >= 1, "1 or more");
        Check(nameof(Temperature), Temperature, Temperature is null || (Temperature >= 0 && float.IsFinite(Temperature.Value)), "a finite number from 0 up");
        Check(nameof(TopK), TopK, TopK is null or >= 0, "0 (all) or more");
        Check(nameof(TopP), TopP, TopP is null or (> 0 and <= 1), "above 0 and at most 1");
        Check(nameof(MinP), MinP, MinP is null or (>= 0 and <= 1), "0 to 1");
        Check(
            nameof(RepetitionPenalty),
            RepetitionPenalty,
            RepetitionPenalty is null || (RepetitionPenalty > 0 && float.IsFinite(RepetitionPenalty.Value)),
            "a finite number above 0");
        Check(nameof(StopStrings), "a list with an empty text", !StopStrings.Any(string.IsNullOrEmpty), "texts of one character or more");
        Check(nameof(StopTokens), StopTokens.Count > 0 ? StopTokens.Min() : 0, StopTokens.All(static token => token >= 0), "token ids from 0 up");
    }

    /// <summary>The options with everything decided.</summary>
    internal GenerationPlan Resolve(GenerationDefaults defaults, ModelInfo model)
    {
        Validate();
        bool asksForSampling = TopK is not null || TopP is not null || MinP is not null;
        float fallback = defaults.Sample ? defaults.Temperature ?? 1f : asksForSampling ? 1f : 0f;
        SamplingSettings sampling = new(
            Temperature ?? fallback,
            TopK ?? defaults.TopK ?? 0,
            TopP ?? defaults.TopP ?? 1f,
            MinP ?? defaults.MinP ?? 0f,
            RepetitionPenalty ?? defaults.RepetitionPenalty ?? 1f);
        IReadOnlyList<int> ends = defaults.EndTokens.Count > 0 ? defaults.EndTokens : model.EndTokens;
        return new GenerationPlan(
            MaxTokens ?? defaults.MaxTokens ?? FallbackMaxTokens,
            sampling,
            Seed ?? (ulong)Random.Shared.NextInt64(),
            IgnoreEndTokens ? [.. StopTokens] : [.. ends, .. StopTokens],
            IgnoreEndTokens ? [.. ends.Where(token => token >= 0 && token < model.VocabularySize)] : []);
    }

    private static void Check(string option, object? value, bool allowed, string wanted)
    {
        if (!allowed)
        {
            throw new GenerationOptionsException(option, Convert.ToString(value, CultureInfo.InvariantCulture) ?? "nothing", wanted);
        }
    }
}
