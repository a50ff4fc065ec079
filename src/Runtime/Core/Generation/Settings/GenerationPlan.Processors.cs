using System.Collections.Generic;
using System.Linq;

namespace Modelwright.Runtime;

/// <content>The built-in processors, in the order of Hugging Face's <c>_get_logits_processor</c>.</content>
internal sealed partial record GenerationPlan
{
    private IEnumerable<ILogitsProcessor> BuiltIn(GenerationOptions options, GenerationDefaults defaults, IReadOnlyList<int> modelEnds, int vocabularySize)
    {
        if ((options.SequenceBiases ?? defaults.SequenceBiases) is { Count: > 0 } biases)
        {
            yield return new SequenceBiasProcessor(biases);
        }

        if ((options.RepetitionPenalty ?? defaults.RepetitionPenalty ?? 1f) is not 1f and float repetition)
        {
            yield return new RepetitionPenaltyProcessor(repetition);
        }

        (float frequency, float presence) = (options.FrequencyPenalty ?? defaults.FrequencyPenalty ?? 0f, options.PresencePenalty ?? defaults.PresencePenalty ?? 0f);
        if (frequency != 0 || presence != 0)
        {
            yield return new OccurrencePenaltyProcessor(frequency, presence);
        }

        if ((options.NoRepeatNgramSize ?? defaults.NoRepeatNgramSize) is > 0 and int size)
        {
            yield return new NoRepeatProcessor(size);
        }

        if ((options.BadWords ?? defaults.BadWords) is { Count: > 0 } words)
        {
            yield return SequenceBiasProcessor.Forbid(words, modelEnds);
        }

        foreach (ILogitsProcessor processor in Ends(options, defaults, modelEnds, vocabularySize).Concat(Suppressed(options, defaults)))
        {
            yield return processor;
        }
    }

    private IEnumerable<ILogitsProcessor> Ends(GenerationOptions options, GenerationDefaults defaults, IReadOnlyList<int> modelEnds, int vocabularySize)
    {
        if ((options.MinLength ?? defaults.MinLength) is > 0 and int length)
        {
            yield return new SuppressProcessor(StopTokens, context => context.Tokens.Length < length);
        }

        if ((options.MinTokens ?? defaults.MinTokens) is > 0 and int tokens)
        {
            yield return new SuppressProcessor(StopTokens, context => context.Generated.Length < tokens);
        }

        if (options.IgnoreEndTokens)
        {
            yield return new SuppressProcessor([.. modelEnds]);
        }
        else if ((options.ForcedEndTokens ?? defaults.ForcedEndTokens)?.Where(token => token < vocabularySize).ToList() is { Count: > 0 } forced)
        {
            yield return new ForcedEndProcessor(forced, Budget);
        }
    }

    private static IEnumerable<ILogitsProcessor> Suppressed(GenerationOptions options, GenerationDefaults defaults)
    {
        if ((options.SuppressTokens ?? defaults.SuppressTokens) is { Count: > 0 } always)
        {
            yield return new SuppressProcessor(always);
        }

        if ((options.BeginSuppressTokens ?? defaults.BeginSuppressTokens) is { Count: > 0 } first)
        {
            yield return new SuppressProcessor(first, static context => context.Generated.Length == 0);
        }
    }
}
