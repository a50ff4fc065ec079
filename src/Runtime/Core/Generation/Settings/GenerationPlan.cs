using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Modelwright.Runtime;

/// <summary>Options, the file's defaults and the model's tokens put together: nothing is left open.</summary>
internal sealed partial record GenerationPlan(
    int? MaxTokens,
    int MaxLength,
    SamplingSettings Sampling,
    ulong Seed,
    HashSet<int> StopTokens,
    IReadOnlyList<string> StopStrings)
{
    /// <summary>What changes the logits, in order.</summary>
    public IReadOnlyList<ILogitsProcessor> Processors { get; private init; } = [];

    /// <summary>Tokens that may follow a prompt.</summary>
    /// <exception cref="GenerationOptionsException">The prompt has all the length there may be already.</exception>
    public int Budget(int promptLength) => MaxTokens ?? (promptLength < MaxLength
        ? MaxLength - promptLength
        : throw new GenerationOptionsException(
            nameof(MaxLength),
            MaxLength.ToString(CultureInfo.InvariantCulture),
            string.Create(CultureInfo.InvariantCulture, $"more than the {promptLength} tokens of the prompt, or MaxTokens in its place")));

    /// <summary>Columns that a prompt and what follows it need: the last token generated is never fed.</summary>
    public long Columns(int promptLength) => Math.Max(1, promptLength + Math.Max(0, Budget(promptLength) - 1L));

    /// <summary>A sampler for one of several sequences: each draws its own numbers.</summary>
    public Sampler CreateSampler(int vocabularySize, int row = 0) => new(Sampling, Seed + (ulong)row, vocabularySize);

    public static GenerationPlan Of(GenerationOptions options, GenerationDefaults defaults, ModelInfo model)
    {
        options.Validate();
        IReadOnlyList<int> modelEnds = defaults.EndTokens.Count > 0 ? defaults.EndTokens : model.EndTokens;
        int? maxTokens = options.MaxTokens ?? (options.MaxLength is null ? defaults.MaxTokens : null);
        int? maxLength = options.MaxLength ?? defaults.MaxLength;
        GenerationPlan plan = new(
            maxTokens ?? (maxLength is null ? GenerationOptions.FallbackMaxTokens : null),
            maxLength ?? int.MaxValue,
            SamplingOf(options, defaults),
            options.Seed ?? (ulong)Random.Shared.NextInt64(),
            options.IgnoreEndTokens ? [.. options.StopTokens] : [.. modelEnds, .. options.StopTokens],
            options.StopStrings.Count > 0 ? options.StopStrings : defaults.StopStrings);
        return plan with { Processors = [.. plan.BuiltIn(options, defaults, modelEnds, model.VocabularySize), .. options.LogitsProcessors] };
    }

    private static SamplingSettings SamplingOf(GenerationOptions options, GenerationDefaults defaults)
    {
        bool asksForSampling = options.TopK is not null || options.TopP is not null || options.MinP is not null
            || options.TypicalP is not null || options.EpsilonCutoff is not null || options.EtaCutoff is not null;
        float fallback = defaults.Sample ? defaults.Temperature ?? 1f : asksForSampling ? 1f : 0f;
        return new SamplingSettings(
            options.Temperature ?? fallback,
            options.TopK ?? defaults.TopK ?? 0,
            options.TopP ?? defaults.TopP ?? 1f,
            options.MinP ?? defaults.MinP ?? 0f,
            options.TypicalP ?? defaults.TypicalP ?? 1f,
            options.EpsilonCutoff ?? defaults.EpsilonCutoff ?? 0f,
            options.EtaCutoff ?? defaults.EtaCutoff ?? 0f);
    }
}
