namespace Modelwright.IR.Tests;

/// <summary>A small vision tower whose sizes all differ: patches of 6, 7 heads, a feature width that is no multiple of 4.</summary>
internal static class TinyVision
{
    public static VisionSpec Spec { get; } = new(
        Depth: 3, HiddenSize: 84, Heads: 7, DenseWidth: 50, Activation.GeluTanh, Channels: 3, PatchSize: 6, TemporalPatchSize: 2, MergeSize: 2, OutputSize: 30, Positions: 25,
        DeepStackLayers: [2, 0]);

    public static VisionSpec WithoutDeepStack { get; } = Spec with { DeepStackLayers = [] };
}
