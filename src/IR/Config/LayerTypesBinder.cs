using System.Collections.Generic;
using System.Linq;

namespace Modelwright.IR;

/// <summary>Reads <c>layer_types</c>.</summary>
internal static class LayerTypesBinder
{
    public const string Full = "full_attention";
    public const string Sliding = "sliding_attention";
    public const string Linear = "linear_attention";

    /// <summary>The layers' mixers by the names a family has; null where the key is absent or null, or a message says what is wrong.</summary>
    public static IReadOnlyList<MixerKind>? Bind(ConfigReader config, int layers, string modelType, IReadOnlyList<Word<MixerKind>> words)
    {
        if (config.Strings(ConfigKeys.LayerTypes) is not IReadOnlyList<string> types)
        {
            return null;
        }

        bool sound = types.Count == layers;
        if (!sound)
        {
            config.Report(
                MessageId.WrongLength,
                ConfigKeys.LayerTypes,
                ConfigReader.Invariant(types.Count),
                ConfigReader.Invariant(layers),
                $"one for each layer of '{ConfigKeys.NumHiddenLayers}'");
        }

        List<MixerKind> mixers = [];
        for (int i = 0; i < types.Count; i++)
        {
            if (words.FirstOrDefault(word => word.Text == types[i]) is Word<MixerKind> found)
            {
                mixers.Add(found.Meaning);
            }
            else
            {
                sound = false;
                config.Messages.Report(
                    MessageId.UnsupportedLayerType,
                    config.ItemPointer(ConfigKeys.LayerTypes, i),
                    config.ItemName(ConfigKeys.LayerTypes, i),
                    $"\"{types[i]}\"",
                    modelType,
                    ConfigReader.Listed(words.Select(static word => word.Text)));
            }
        }

        return sound ? mixers : null;
    }
}
