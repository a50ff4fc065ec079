using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Modelwright.Runtime;

public sealed partial record GenerationOptions
{
    /// <summary>Checks every option by itself.</summary>
    /// <exception cref="GenerationOptionsException">One is outside its range.</exception>
    public void Validate()
    {
        Check(nameof(Temperature), Temperature, SettingRanges.Temperature);
        Check(nameof(TopP), TopP, SettingRanges.TopP);
        Check(nameof(MinP), MinP, SettingRanges.MinP);
        Check(nameof(TypicalP), TypicalP, SettingRanges.TypicalP);
        Check(nameof(EpsilonCutoff), EpsilonCutoff, SettingRanges.Cutoff);
        Check(nameof(EtaCutoff), EtaCutoff, SettingRanges.Cutoff);
        Check(nameof(RepetitionPenalty), RepetitionPenalty, SettingRanges.RepetitionPenalty);
        Check(nameof(PresencePenalty), PresencePenalty, SettingRanges.Penalty);
        Check(nameof(FrequencyPenalty), FrequencyPenalty, SettingRanges.Penalty);
        CheckCount(nameof(MaxTokens), MaxTokens);
        CheckCount(nameof(MaxLength), MaxLength);
        CheckCount(nameof(MinTokens), MinTokens);
        CheckCount(nameof(MinLength), MinLength);
        CheckCount(nameof(TopK), TopK);
        CheckCount(nameof(NoRepeatNgramSize), NoRepeatNgramSize);
        CheckTokens(nameof(StopTokens), StopTokens);
        CheckTokens(nameof(SuppressTokens), SuppressTokens);
        CheckTokens(nameof(BeginSuppressTokens), BeginSuppressTokens);
        CheckTokens(nameof(ForcedEndTokens), ForcedEndTokens);
        CheckSequences(nameof(BadWords), BadWords);
        CheckSequences(nameof(SequenceBiases), SequenceBiases?.Select(static bias => bias.Tokens));
        if (SequenceBiases?.FirstOrDefault(static bias => float.IsNaN(bias.Bias) || float.IsPositiveInfinity(bias.Bias)) is { } wrong)
        {
            throw new GenerationOptionsException(nameof(SequenceBiases), string.Create(CultureInfo.InvariantCulture, $"a bias of {wrong.Bias}"), "numbers, or -∞");
        }

        if (StopStrings.Any(string.IsNullOrEmpty))
        {
            throw new GenerationOptionsException(nameof(StopStrings), "a list with an empty text", "texts of one character or more");
        }
    }

    private static void Check(string option, float? value, NumberRange range)
    {
        if (value is float number && !range.Contains(number))
        {
            throw new GenerationOptionsException(option, number.ToString(CultureInfo.InvariantCulture), range.Of("number"));
        }
    }

    private static void CheckCount(string option, int? value)
    {
        if (value is int number && !SettingRanges.Count.Contains(number))
        {
            throw new GenerationOptionsException(option, number.ToString(CultureInfo.InvariantCulture), SettingRanges.Count.Of("whole number"));
        }
    }

    private static void CheckTokens(string option, IEnumerable<int>? tokens)
    {
        foreach (int token in tokens ?? [])
        {
            if (token < 0)
            {
                throw new GenerationOptionsException(option, string.Create(CultureInfo.InvariantCulture, $"a list with {token}"), "token ids, which are at least 0");
            }
        }
    }

    private static void CheckSequences(string option, IEnumerable<IReadOnlyList<int>>? sequences)
    {
        foreach (IReadOnlyList<int> sequence in sequences ?? [])
        {
            CheckTokens(option, sequence);
            if (sequence.Count == 0)
            {
                throw new GenerationOptionsException(option, "a list with an empty sequence", "sequences of one token or more");
            }
        }
    }
}
