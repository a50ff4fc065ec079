using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;

namespace Modelwright.Runtime.Vulkan;

/// <summary>How weights and states are cut that are too large to bind.</summary>
/// <param name="Limit">Bytes of one window at most.</param>
/// <param name="RowsTogether">For each slot that every kernel can take in windows: the rows that stay together. Slots that are not here are never cut.</param>
/// <param name="Parts">For slots of which those rows are cut too where they are too many: the rows that stay together then.</param>
internal sealed record WindowRules(long Limit, IReadOnlyDictionary<int, int> RowsTogether, IReadOnlyDictionary<int, int>? Parts = null)
{
    /// <summary>What a device allows.</summary>
    public static WindowRules Of(DeviceCapabilities device, VulkanModelDefinition definition, long? limit) =>
        new(limit ?? LargestBinding(device), definition.WindowRows, definition.WindowParts);

    /// <summary>Nothing is cut.</summary>
    public static WindowRules None { get; } = new(long.MaxValue, ReadOnlyDictionary<int, int>.Empty);

    /// <summary>The largest buffer that a kernel can bind and the device can allocate.</summary>
    public static long LargestBinding(DeviceCapabilities device) => Math.Min(device.MaxStorageBufferRange, device.MaxAllocation);

    /// <summary>The windows of a weight's rows, as first row and rows. What does not fit stays whole: binding it is refused where it is allocated.</summary>
    /// <param name="slot">The weight's number.</param>
    /// <param name="rows">Its rows, or those of one format.</param>
    /// <param name="rowBytes">Bytes of one.</param>
    public IReadOnlyList<(long First, long Rows)> Cut(int slot, int rows, long rowBytes) =>
        RowsTogether.TryGetValue(slot, out int together) ? Cut(rows, rowBytes, together, Parts?.GetValueOrDefault(slot, together) ?? together) : [(0, rows)];

    /// <summary>Windows of whole items; where an item does not fit in one, of multiples of <paramref name="part"/> rows of one item.</summary>
    /// <param name="rows">All rows, a multiple of <paramref name="item"/> or with a shorter item at the end.</param>
    /// <param name="rowBytes">Bytes of a row.</param>
    /// <param name="item">Rows of an item.</param>
    /// <param name="part">Rows that stay together in any case.</param>
    public IReadOnlyList<(long First, long Rows)> Cut(long rows, long rowBytes, long item, long part)
    {
        long most = Limit / Math.Max(1, rowBytes);
        if (rows <= most || most < part)
        {
            return [(0, rows)];
        }

        List<(long First, long Rows)> windows = [];
        long step = most >= item ? most / item * item : most / part * part;
        for (long first = 0; first < rows; first += windows[^1].Rows)
        {
            long end = most >= item ? rows : Math.Min(rows, ((first / item) + 1) * item);
            windows.Add((first, Math.Min(step, end - first)));
        }

        return windows;
    }
}
