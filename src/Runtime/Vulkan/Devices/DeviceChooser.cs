using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Silk.NET.Vulkan;

namespace Modelwright.Runtime.Vulkan;

/// <summary>Picks the device that a model runs on, and says what one lacks that cannot run it.</summary>
internal static class DeviceChooser
{
    /// <summary>A kernel binds up to this many storage buffers.</summary>
    private const int StorageBuffers = 12;

    /// <summary>The device wanted by a number in Vulkan's order or by part of its name; the best there is where nothing is wanted.</summary>
    public static DeviceCapabilities Choose(IReadOnlyList<DeviceCapabilities> devices, string? wanted)
    {
        List<string> found = [.. devices.Select(static d => FormattableString.Invariant($"{d.Info.Index}: {d.Info.Name}"))];
        if (string.IsNullOrWhiteSpace(wanted))
        {
            return devices.OrderBy(static d => Missing(d).Count > 0).ThenBy(static d => d.Info.Type).FirstOrDefault()
                ?? throw new DeviceNotFoundException("any Vulkan device", found);
        }

        // "4090" is no index that any machine has, but part of a name.
        return (int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out int index)
                ? devices.FirstOrDefault(d => d.Info.Index == index)
                : null)
            ?? devices.FirstOrDefault(d => d.Info.Name.Contains(wanted.Trim(), StringComparison.OrdinalIgnoreCase))
            ?? throw new DeviceNotFoundException($"a device '{wanted}' (an index or part of a name)", found);
    }

    public static void Require(DeviceCapabilities device)
    {
        IReadOnlyList<string> missing = Missing(device);
        if (missing.Count > 0)
        {
            throw new DeviceFeatureMissingException(device.Info.Name, missing, "the model's compute kernels");
        }
    }

    /// <summary>What a device lacks that the kernels need.</summary>
    public static IReadOnlyList<string> Missing(DeviceCapabilities device)
    {
        List<string> missing = [];
        Need(device.ApiVersion >= (uint)Vk.Version12, $"Vulkan 1.2 (it offers {device.Info.ApiVersion})");
        Need(device.ComputeFamily is not null, "a compute queue");
        Need(device.SubgroupsInCompute, "subgroups in compute shaders");
        Need(device.SubgroupOperations.HasFlag(SubgroupFeatureFlags.ArithmeticBit), "subgroup arithmetic");
        Need(device.SubgroupOperations.HasFlag(SubgroupFeatureFlags.ShuffleBit), "subgroup shuffle");
        Need(device.MaxSubgroupSize is >= 4 and <= 128 || device.MinSubgroupSize is >= 4 and <= 128, "subgroups of 4 to 128 invocations");
        Need(device.MaxStorageBuffersPerStage >= StorageBuffers, FormattableString.Invariant($"{StorageBuffers} storage buffers a kernel"));
        return missing;

        void Need(bool present, string name)
        {
            if (!present)
            {
                missing.Add(name);
            }
        }
    }
}
