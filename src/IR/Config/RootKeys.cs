using System.Collections.Generic;
using System.Linq;

namespace Modelwright.IR;

/// <summary>Keys that stand in the root of a composite config and in its text config, or in the wrong one of the two. Hugging Face pushes none of them down.</summary>
internal static class RootKeys
{
    /// <summary>Keys whose value in the root counts where the text config has none.</summary>
    private static readonly string[] OfBoth =
        [ConfigKeys.BosTokenId, ConfigKeys.EosTokenId, ConfigKeys.PadTokenId, ConfigKeys.DType, ConfigKeys.TorchDType];

    /// <summary>Keys that each of the two has for itself, or that others compare.</summary>
    private static readonly string[] OfEach = [ConfigKeys.ModelType, ConfigKeys.Architectures, ConfigKeys.TieWordEmbeddings];

    /// <summary>The root's word; the text config's own is worth a warning where it says something else.</summary>
    public static bool TiedEmbeddings(ConfigReader config, ConfigReader textConfig)
    {
        const string Key = ConfigKeys.TieWordEmbeddings;
        bool tied = config.Bool(Key, fallback: false);
        if (textConfig.Find(Key) is JsonBoolean own && own.Value != tied)
        {
            textConfig.Report(MessageId.OverriddenKey, Key, own.Text, Key, config.Find(Key)?.Text ?? "false, its default");
        }

        return tied;
    }

    /// <summary>Reports keys of the text model that stand in the root: one that disagrees with the text config, or that is missing there.</summary>
    public static void Check(ConfigReader config, ConfigReader textConfig)
    {
        IEnumerable<string> shared = config.Json.Members.Select(static m => m.Name).Distinct().Where(textConfig.Asked.Contains).Except(OfEach);
        foreach (string key in shared.ToList())
        {
            JsonValue value = config.Find(key)!;
            if (textConfig.Json.Find(key) is JsonValue inner)
            {
                if (inner.Text != value.Text)
                {
                    config.Report(MessageId.OverriddenKey, key, value.Text, textConfig.Name(key), inner.Text);
                }
            }
            else if (!OfBoth.Contains(key))
            {
                config.Report(MessageId.IgnoredKey, key, value.Text, $"it belongs in '{ConfigKeys.TextConfig}'");
            }
        }
    }

    /// <summary>The special tokens, of the root where the text config has none.</summary>
    public static SpecialTokens Tokens(ConfigReader config, ModelSpec spec)
    {
        SpecialTokens root = SpecialTokensBinder.Bind(config, spec.VocabularySize);
        SpecialTokens own = spec.Tokens;
        return new SpecialTokens(own.Beginning ?? root.Beginning, own.Ends.Count > 0 ? own.Ends : root.Ends, own.Padding ?? root.Padding);
    }
}
