using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace Modelwright.Runtime;

/// <summary>Runs a vision tower over pictures and clips: what is the same on every backend. Calls must not overlap.</summary>
/// <param name="tower">What the tower takes and gives.</param>
internal abstract class VisionEncoder(VisionTowerInfo tower)
{
    /// <summary>Patches that go through together, unless one frame has more: enough to fill a device, few enough that memory stays small.</summary>
    public const int CallPatches = 4096;

    public VisionTowerInfo Tower => tower;

    /// <summary>The most patches a frame may have.</summary>
    protected virtual int MostFramePatches => int.MaxValue;

    public IReadOnlyList<VisionFeatures> Encode(IReadOnlyList<VisionInput> inputs, IProgress<VisionProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        foreach (VisionInput input in inputs)
        {
            Check(input);
        }

        long total = inputs.Sum(static input => (long)input.Grid.Patches) * tower.Layers;
        long done = 0;
        float[][][] features = [.. inputs.Select(input => Enumerable.Range(0, 1 + tower.DeepStackLayers.Count).Select(_ => new float[input.Grid.Tokens(tower.MergeSize) * tower.FeatureWidth]).ToArray())];
        foreach (IReadOnlyList<FrameRun> frames in FrameRun.Calls(inputs, CallPatches))
        {
            cancellationToken.ThrowIfCancellationRequested();
            VisionCall call = new(tower, inputs, frames, features);
            Run(
                call,
                () =>
                {
                    done += call.Rows;
                    progress?.Report(new VisionProgress(done, total));
                },
                cancellationToken);
        }

        return [.. inputs.Select((input, i) => new VisionFeatures(
            input.Grid, tower.FeatureWidth, features[i][0], [.. features[i].Skip(1).Select(static level => (ReadOnlyMemory<float>)level)])
        {
            Timestamps = input.Timestamps,
        })];
    }

    /// <summary>Takes the call's patches through the tower and its features out.</summary>
    /// <param name="call">The patches.</param>
    /// <param name="layerDone">To be called after every block.</param>
    /// <param name="cancellationToken">To be asked between blocks.</param>
    protected abstract void Run(VisionCall call, Action layerDone, CancellationToken cancellationToken);

    private void Check(VisionInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        PatchGrid grid = input.Grid;
        if (input.RowLength != tower.PatchLength)
        {
            throw new VisionInputException(FormattableString.Invariant($"{input.RowLength} numbers a patch"), FormattableString.Invariant($"{tower.PatchLength}"));
        }

        if (grid.Frames < 1 || grid.Height < 1 || grid.Width < 1 || grid.Height % tower.MergeSize != 0 || grid.Width % tower.MergeSize != 0)
        {
            throw new VisionInputException(
                FormattableString.Invariant($"a grid of {grid.Frames} x {grid.Height} x {grid.Width}"),
                FormattableString.Invariant($"at least one frame whose sides are multiples of {tower.MergeSize}"));
        }

        if (input.Patches.Length != (long)grid.Patches * tower.PatchLength)
        {
            throw new VisionInputException(
                FormattableString.Invariant($"{input.Patches.Length} numbers for a grid of {grid.Frames} x {grid.Height} x {grid.Width}"),
                FormattableString.Invariant($"{(long)grid.Patches * tower.PatchLength}"));
        }

        if (grid.Height * grid.Width > MostFramePatches)
        {
            throw new VisionInputException(
                FormattableString.Invariant($"a frame of {grid.Height} x {grid.Width} patches"), FormattableString.Invariant($"at most {MostFramePatches} patches a frame on this device"));
        }
    }
}
