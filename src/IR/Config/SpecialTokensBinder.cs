using System.Collections.Generic;
using System.Linq;

namespace Modelwright.IR;

/// <summary>Reads the special tokens. One outside the vocabulary can never occur, which is worth a warning; a padding token there breaks Hugging Face's embedding.</summary>
internal static class SpecialTokensBinder
{
    public static SpecialTokens Bind(ConfigReader config, int vocabulary)
    {
        int? beginning = config.OptionalInt(ConfigKeys.BosTokenId, null, int.MinValue, int.MaxValue);
        int? padding = config.OptionalInt(ConfigKeys.PadTokenId, null, int.MinValue, int.MaxValue);
        IReadOnlyList<int> ends = config.IntOrInts(ConfigKeys.EosTokenId);

        // PyTorch counts a negative padding index from the end, so -1 is the last row, and only -vocabulary is the first.
        if (padding >= vocabulary || padding < -vocabulary)
        {
            config.Report(
                MessageId.PaddingOutsideVocabulary, ConfigKeys.PadTokenId, ConfigReader.Invariant(padding.Value), ConfigReader.Invariant(vocabulary));
        }
        else
        {
            Check(config, config.Pointer(ConfigKeys.PadTokenId), ConfigKeys.PadTokenId, padding, vocabulary);
        }

        Check(config, config.Pointer(ConfigKeys.BosTokenId), ConfigKeys.BosTokenId, beginning, vocabulary);
        CheckEnds(config, ends, vocabulary);
        return new SpecialTokens(InVocabulary(beginning, vocabulary), [.. ends.Where(end => InVocabulary(end, vocabulary) is not null)], InVocabulary(padding, vocabulary));
    }

    private static void CheckEnds(ConfigReader config, IReadOnlyList<int> ends, int vocabulary)
    {
        const string Key = ConfigKeys.EosTokenId;
        bool listed = config.Find(Key) is JsonArray;
        for (int i = 0; i < ends.Count; i++)
        {
            Check(config, listed ? config.ItemPointer(Key, i) : config.Pointer(Key), listed ? config.ItemName(Key, i) : Key, ends[i], vocabulary);
        }
    }

    private static void Check(ConfigReader config, string pointer, string name, int? token, int vocabulary)
    {
        if (token is int value && InVocabulary(value, vocabulary) is null)
        {
            config.Messages.Report(MessageId.TokenOutsideVocabulary, pointer, name, ConfigReader.Invariant(value), ConfigReader.Invariant(vocabulary));
        }
    }

    private static int? InVocabulary(int? token, int vocabulary) => token >= 0 && token < vocabulary ? token : null;
}
