using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;

namespace Modelwright.Runtime.Vulkan;

/// <summary>How weights are cut that are too large to bind.</summary>
/// <param name="Limit">Bytes of one window at most.</param>
/// <param name="RowsTogether">For each slot that every kernel can take in windows: the rows that must stay together. Slots that are not here are never cut.</param>
internal sealed record WindowRules(long Limit, IReadOnlyDictionary<int, int> RowsTogether)
{
    /// <summary>What a device allows.</summary>
    public static WindowRules Of(DeviceCapabilities device, VulkanModelDefinition definition, long? limit) =>
        new(limit ?? LargestBinding(device), definition.WindowRows);

    /// <summary>Nothing is cut.</summary>
    public static WindowRules None { get; } = new(long.MaxValue, ReadOnlyDictionary<int, int>.Empty);

    /// <summary>The largest buffer that a kernel can bind and the device can allocate.</summary>
    public static long LargestBinding(DeviceCapabilities device) => Math.Min(device.MaxStorageBufferRange, device.MaxAllocation);

    /// <summary>The windows of a slot, as first row and rows. What does not fit stays whole: binding it is refused where it is allocated.</summary>
    public IReadOnlyList<(int First, int Rows)> Cut(int slot, int rows, long rowBytes)
    {
        if (rows * rowBytes <= Limit || !RowsTogether.TryGetValue(slot, out int together) || together * rowBytes > Limit)
        {
            return [(0, rows)];
        }

        int most = (int)(Limit / rowBytes / together) * together;
        List<(int First, int Rows)> windows = [];
        for (int first = 0; first < rows; first += most)
        {
            windows.Add((first, Math.Min(most, rows - first)));
        }

        return windows;
    }
}
