using System;
using System.Collections.Generic;

namespace Modelwright.Runtime;

/// <summary>Plans what pictures take beside a model and its session.</summary>
internal static class VisionMemory
{
    /// <param name="plan">The model and its session.</param>
    /// <param name="tower">What the vision tower takes and gives.</param>
    /// <param name="images">Pictures whose features are kept at once.</param>
    /// <param name="pixels">Pixels of each.</param>
    /// <param name="uses">What the tower takes for so many patches.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public static MemoryPlan Add(MemoryPlan plan, VisionTowerInfo tower, int images, long pixels, Func<int, IReadOnlyList<MemoryUse>> uses)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(images);
        ArgumentOutOfRangeException.ThrowIfNegative(pixels);
        if (images == 0 || pixels == 0)
        {
            return plan;
        }

        // Pictures are cut in whole blocks of merged patches; a call takes several, or a large one alone.
        long side = (long)tower.PatchSize * tower.MergeSize;
        long tokens = (pixels + (side * side) - 1) / (side * side);
        long patches = tokens * tower.Merged;
        int rows = checked((int)Math.Max(patches, Math.Min(images * patches, VisionEncoder.CallPatches / patches * patches)));
        MemoryUse features = new(FormattableString.Invariant($"vision features ({images})"), images * tokens * tower.FeatureWidth * (1 + tower.DeepStackLayers.Count) * sizeof(float));
        return plan with { Scratch = [.. plan.Scratch, .. uses(rows)], Io = [.. plan.Io, features] };
    }
}
