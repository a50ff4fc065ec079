using System.Collections.Generic;

namespace Modelwright.IR;

/// <summary>The text model of Qwen3.5 (transformers' <c>configuration_qwen3_5.py</c>): a dense MLP in every layer.</summary>
internal sealed class Qwen3_5Binder(Family family) : HybridBinder(family, Defaults)
{
    /// <summary>Of both Qwen3.5 families.</summary>
    public static readonly RopeDefaults Rope = new(HeadRotation.Partial, Sections: new RopeSections(11, 11, 10));

    private static readonly HybridDefaults Defaults = new(
        new TextDefaults(HiddenSize: 4096, DenseWidth: 12288, Layers: 32, Heads: 16) { Vocabulary = 248320 }, KeyValueHeads: 4, Rope);

    public override IReadOnlyList<IgnoredKey> IgnoredKeys { get; } =
    [
        .. IgnoredInQwen3_5,
        .. IgnoredKey.All("no layer of this model type has experts", ConfigKeys.DecoderSparseStep, ConfigKeys.MlpOnlyLayers),
    ];

    private protected override SparseModel? Sparse(ConfigReader config, int layers) => null;
}
