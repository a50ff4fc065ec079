using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO.Enumeration;
using System.Linq;

namespace Modelwright.Runtime;

/// <summary>
/// What a tensor means that is in a checkpoint and not in the model: nothing (tables that can be computed, counters, parts for training), something to be told,
/// or that the checkpoint computes something else than the model.
/// </summary>
/// <param name="manifest">The model's weights.</param>
/// <param name="known">The model's names for all of them.</param>
/// <param name="ignored">Patterns of the checkpoint's names that the user lets go.</param>
internal sealed class UnusedTensors(WeightManifest manifest, IReadOnlyCollection<string> known, IReadOnlyList<string> ignored)
{
    private static readonly string[] Harmless = ["*.inv_freq", "*rotary_emb.*", "*.num_batches_tracked", "*.position_ids", "mtp.*", "*.mtp.*"];

    /// <summary>How PEFT's ways of tuning name their parts.</summary>
    private static readonly string[] Adapters =
    [
        "lora_", "base_layer", "modules_to_save", "hada_", "lokr_", "oft_", "boft_", "ia3_", "vera_", "vblora_", "randlora_", "delora_", "gralora_", "fourierft_", "bone_", "hra_", "c3a_", "shira_",
        "road_", "trainable_tokens_",
    ];

    private static readonly string[] Quantization =
    [
        "*_scale", "*_scales", "*_scale_inv", "*_scale_2", "*.scale", "*.scales", "*_zero_point", "*_zeros", "*.qzeros", "*.zeros", "*.g_idx", "*_g_idx", "*.qweight", "*_packed", "*.biases",
        "*.SCB", "*.absmax", "*.quant_map", "*.nested_absmax", "*.nested_quant_map", "*quant_state*",
    ];

    private const string LayerPlaceholder = "{layer}";

    private readonly Dictionary<string, int> _layers = Count(manifest, LayerPlaceholder, static (slot, _) => 1 + slot.Instances.Max());

    private readonly Dictionary<string, int> _experts = Count(manifest, "{expert}", static (_, source) => source.Experts);

    /// <summary>Whether nobody needs to hear of it.</summary>
    /// <param name="stored">The checkpoint's name.</param>
    /// <param name="names">The model's names it may stand for.</param>
    public bool IsHarmless(string stored, IReadOnlyList<string> names) =>
        ignored.Any(pattern => Matches(pattern, stored))
        || names.Any(name => manifest.IgnoredKeys.Any(beginning => name.StartsWith(beginning, StringComparison.Ordinal)))
        || Harmless.Any(pattern => Matches(pattern, stored));

    /// <summary>Why the model computes something else than the checkpoint with such a tensor means; null where that is not known.</summary>
    /// <param name="stored">The checkpoint's name.</param>
    /// <param name="names">The model's names it may stand for.</param>
    public string? Conflict(string stored, IReadOnlyList<string> names)
    {
        const string bias = "bias";
        if (stored.Split('.').Any(static segment => Adapters.Any(word => segment.StartsWith(word, StringComparison.Ordinal))))
        {
            return "an adapter beside the weights, which is not merged into them";
        }

        if (Quantization.Any(pattern => Matches(pattern, stored)))
        {
            return "a scale or table of quantized weights";
        }

        if (names.Any(name => name.EndsWith("." + bias, StringComparison.Ordinal) && known.Contains(name[..^bias.Length] + "weight")))
        {
            return "a bias where the model adds none";
        }

        return names.Select(SurplusOf).FirstOrDefault(static surplus => surplus is not null);
    }

    private static bool Matches(string pattern, string name) => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false);

    /// <summary>One of the model's repeated parts, with a number past the last.</summary>
    private string? SurplusOf(string name) => Surplus("a layer", name, _layers) ?? Surplus("an expert", name, _experts);

    private static string? Surplus(string what, string name, IReadOnlyDictionary<string, int> counts)
    {
        foreach ((string root, int count) in counts)
        {
            if (name.StartsWith(root, StringComparison.Ordinal) && int.TryParse(name[root.Length..].Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= count)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{what} too many: the model has {count}");
            }
        }

        return null;
    }

    /// <summary>What stands before a number in the model's names, and how many numbers there are.</summary>
    private static Dictionary<string, int> Count(WeightManifest manifest, string placeholder, Func<WeightSlot, WeightSource, int> count) => manifest.Slots
        .SelectMany(slot => slot.Alternatives.SelectMany(static way => way.Sources).SelectMany(source => Roots(slot, source, placeholder).Select(root => (root, Count: count(slot, source)))))
        .GroupBy(static pair => pair.root, static pair => pair.Count, StringComparer.Ordinal)
        .ToDictionary(static group => group.Key, static group => group.Max(), StringComparer.Ordinal);

    private static IEnumerable<string> Roots(WeightSlot slot, WeightSource source, string placeholder) =>
        source.Key.IndexOf(placeholder, StringComparison.Ordinal) is > 0 and int at
            ? slot.Instances.Select(layer => source.Key[..at].Replace(LayerPlaceholder, layer.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)).Distinct()
            : [];
}
