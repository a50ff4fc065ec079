using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace Modelwright.Runtime;

/// <summary>From the members of a <c>generation_config.json</c> to <see cref="GenerationDefaults"/>; remembers which were asked for, so that the others can be named.</summary>
internal sealed partial class GenerationConfigReader(string path, JsonElement root)
{
    private readonly HashSet<string> _asked = [];
    private readonly List<string> _warnings = [];

    public GenerationDefaults Read()
    {
        GenerationDefaults defaults = new()
        {
            Sample = Value("do_sample") is { } sample && Bool("do_sample", sample),
            Temperature = Number("temperature", SettingRanges.Temperature),
            TopK = Integer("top_k"),
            TopP = Number("top_p", SettingRanges.TopP),
            MinP = Number("min_p", SettingRanges.MinP),
            TypicalP = Number("typical_p", SettingRanges.TypicalP),
            EpsilonCutoff = Number("epsilon_cutoff", SettingRanges.Cutoff),
            EtaCutoff = Number("eta_cutoff", SettingRanges.Cutoff),
            RepetitionPenalty = Number("repetition_penalty", SettingRanges.RepetitionPenalty),
            PresencePenalty = Number("presence_penalty", SettingRanges.Penalty),
            FrequencyPenalty = Number("frequency_penalty", SettingRanges.Penalty),
            NoRepeatNgramSize = Integer("no_repeat_ngram_size"),
            BadWords = BadWords(),
            SequenceBiases = SequenceBiases(),
            SuppressTokens = Tokens("suppress_tokens"),
            BeginSuppressTokens = Tokens("begin_suppress_tokens"),
            ForcedEndTokens = Tokens("forced_eos_token_id"),
            MaxTokens = Integer("max_new_tokens"),
            MaxLength = Integer("max_length"),
            MinTokens = Integer("min_new_tokens"),
            MinLength = Integer("min_length"),
            EndTokens = Tokens("eos_token_id") ?? [],
            PaddingToken = Integer("pad_token_id"),
            StopStrings = StopStrings(),
        };
        NameTheRest();
        return defaults with { Warnings = [.. _warnings] };
    }

    /// <summary>Names every other setting that asks for something.</summary>
    private void NameTheRest()
    {
        foreach (JsonProperty property in root.EnumerateObject().Where(property => !_asked.Contains(property.Name)))
        {
            if (!UnsupportedSettings.AsksForNothing(property.Name, property.Value))
            {
                string text = Short(property.Value);
                _warnings.Add(UnsupportedSettings.IsKnown(property.Name)
                    ? $"'{property.Name}' is {text}: this way of generating is not supported, and goes without it."
                    : $"'{property.Name}' is {text}: this setting is not known and has no effect.");
            }
        }
    }

    private IReadOnlyList<IReadOnlyList<int>>? BadWords()
    {
        const string key = "bad_words_ids";
        return Value(key) is not { } value ? null
            : [.. Items(key, value, "a list of lists of tokens").Select(word => Sequence(key, word)).Where(static word => word.Count > 0)];
    }

    /// <summary>A list of <c>[[tokens], bias]</c>; Hugging Face's other form, a dictionary of tuples, has no spelling in JSON but its empty one.</summary>
    private IReadOnlyList<SequenceBias>? SequenceBiases()
    {
        const string key = "sequence_bias";
        if (Value(key) is not { } value || (value.ValueKind == JsonValueKind.Object && !value.EnumerateObject().Any()))
        {
            return null;
        }

        return [.. Items(key, value, "a list of pairs: a list of tokens, and a number").Select(item =>
            item.ValueKind == JsonValueKind.Array && item.GetArrayLength() == 2
                && item[1].ValueKind == JsonValueKind.Number && item[1].TryGetSingle(out float bias) && float.IsFinite(bias)
                && Sequence(key, item[0]) is { Count: > 0 } tokens
                ? new SequenceBias(tokens, bias)
                : throw Wrong(key, item, "a list of tokens, and a number"))];
    }

    private IReadOnlyList<string> StopStrings()
    {
        const string key = "stop_strings";
        return Value(key) switch
        {
            null => [],
            { ValueKind: JsonValueKind.String } one => [Text(key, one)],
            { } many => [.. Items(key, many, "a text or a list of texts").Select(item => Text(key, item))],
        };
    }
}
