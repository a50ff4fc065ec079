using System;
using System.Linq;
using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Modelwright.Runtime.TorchSharp;

/// <summary>Whether a device can hold what is to be put on it, as far as that can be known before.</summary>
internal static class WeightMemory
{
    public static MemoryTable Of(WeightManifest manifest, ElementFormat format)
    {
        ElementBlocks stored = new(format);
        return new MemoryTable([new MemoryUse("weights", manifest.Slots.Sum(slot => slot.Rows * slot.Instances.Count * stored.PackedRowBytes(slot.Columns)))]);
    }

    /// <summary>On the CPU the machine's memory is known; for CUDA this version of TorchSharp does not say, and the allocation itself must fail.</summary>
    /// <exception cref="OutOfDeviceMemoryException">It cannot.</exception>
    public static void Require(Device device, MemoryTable uses)
    {
        long available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (device.type == DeviceType.CPU && uses.Total > available)
        {
            throw new OutOfDeviceMemoryException(device.ToString(), uses.Total, available, uses);
        }
    }

    public static bool IsExhausted(ExternalException e) =>
        e.Message.Contains("out of memory", StringComparison.OrdinalIgnoreCase) || e.Message.Contains("can't allocate memory", StringComparison.OrdinalIgnoreCase);
}
