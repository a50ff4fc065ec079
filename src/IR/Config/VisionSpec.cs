namespace Modelwright.IR;

/// <summary>The vision tower (<c>vision_config</c>).</summary>
/// <param name="Depth">Blocks (<c>depth</c>).</param>
/// <param name="HiddenSize">Width of the residual stream.</param>
/// <param name="Heads">Attention heads; each is HiddenSize / Heads wide.</param>
/// <param name="DenseWidth">Width of the feed-forward part (<c>intermediate_size</c>).</param>
/// <param name="Activation">Of the feed-forward part (<c>hidden_act</c>); mergers have erf GELU whatever it is.</param>
/// <param name="Channels">Channels of a picture (<c>in_channels</c>).</param>
/// <param name="PatchSize">Pixels along a side of a patch.</param>
/// <param name="TemporalPatchSize">Frames of a patch.</param>
/// <param name="MergeSize">Patches along a side that become one feature (<c>spatial_merge_size</c>).</param>
/// <param name="OutputSize">Width of a feature (<c>out_hidden_size</c>).</param>
/// <param name="Positions">Rows of the table of positions, a square (<c>num_position_embeddings</c>).</param>
/// <param name="DeepStackLayers">Blocks after which features of a further level are read (<c>deepstack_visual_indexes</c>), in the list's order; empty without DeepStack.</param>
internal sealed record VisionSpec(
    int Depth,
    int HiddenSize,
    int Heads,
    int DenseWidth,
    Activation Activation,
    int Channels,
    int PatchSize,
    int TemporalPatchSize,
    int MergeSize,
    int OutputSize,
    int Positions,
    EquatableArray<int> DeepStackLayers)
{
    /// <summary>Size of a head.</summary>
    public int HeadDim => HiddenSize / Heads;

    /// <summary>Numbers of a patch.</summary>
    public int PatchLength => Channels * TemporalPatchSize * PatchSize * PatchSize;

    /// <summary>Patches that become one feature.</summary>
    public int Merged => MergeSize * MergeSize;

    /// <summary>Width of the patches of one feature together.</summary>
    public int MergedWidth => Merged * HiddenSize;
}
