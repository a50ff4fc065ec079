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
            Check(config, ConfigKeys.PadTokenId, padding, vocabulary);
        }

        Check(config, ConfigKeys.BosTokenId, beginning, vocabulary);
        foreach (int end in ends)
        {
            Check(config, ConfigKeys.EosTokenId, end, vocabulary);
        }

        return new SpecialTokens(InVocabulary(beginning, vocabulary), [.. ends.Where(end => InVocabulary(end, vocabulary) is not null)], InVocabulary(padding, vocabulary));
    }

    private static void Check(ConfigReader config, string key, int? token, int vocabulary)
    {
        if (token is int value && InVocabulary(value, vocabulary) is null)
        {
            config.Report(MessageId.TokenOutsideVocabulary, key, ConfigReader.Invariant(value), ConfigReader.Invariant(vocabulary));
        }
    }

    private static int? InVocabulary(int? token, int vocabulary) => token >= 0 && token < vocabulary ? token : null;
}
