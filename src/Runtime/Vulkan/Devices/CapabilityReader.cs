using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using Silk.NET.Vulkan;

namespace Modelwright.Runtime.Vulkan;

/// <summary>Asks a physical device what it has.</summary>
internal static unsafe class CapabilityReader
{
    private const string SubgroupSizeExtension = "VK_EXT_subgroup_size_control";
    private const string MemoryBudgetExtension = "VK_EXT_memory_budget";

    public static DeviceCapabilities Read(Vk vk, PhysicalDevice device, int index)
    {
        PhysicalDeviceDriverProperties driver = new(pNext: null);
        PhysicalDeviceSubgroupProperties subgroup = new(pNext: &driver);
        PhysicalDeviceSubgroupSizeControlProperties sizes = new(pNext: &subgroup);
        PhysicalDeviceMaintenance3Properties maintenance = new(pNext: &sizes);
        PhysicalDeviceProperties2 properties = new(pNext: &maintenance);
        vk.GetPhysicalDeviceProperties2(device, &properties);

        HashSet<string> extensions = Extensions(vk, device);
        uint version = properties.Properties.ApiVersion;
        bool sizeControlKnown = version >= (uint)Vk.Version13 || extensions.Contains(SubgroupSizeExtension);
        PhysicalDeviceSubgroupSizeControlFeatures sizeFeatures = new(pNext: null);
        if (sizeControlKnown)
        {
            PhysicalDeviceFeatures2 features = new(pNext: &sizeFeatures);
            vk.GetPhysicalDeviceFeatures2(device, &features);
        }

        bool sizeControl = sizeFeatures.SubgroupSizeControl && sizes.RequiredSubgroupSizeStages.HasFlag(ShaderStageFlags.ComputeBit);
        PhysicalDeviceMemoryProperties memory;
        vk.GetPhysicalDeviceMemoryProperties(device, &memory);
        PhysicalDeviceLimits limits = properties.Properties.Limits;
        List<string> enabled = [];
        if (sizeControlKnown && version < (uint)Vk.Version13)
        {
            enabled.Add(SubgroupSizeExtension);
        }

        bool budget = extensions.Contains(MemoryBudgetExtension);
        if (budget)
        {
            enabled.Add(MemoryBudgetExtension);
        }

        return new DeviceCapabilities(Describe(&properties.Properties, &driver, memory, index), device)
        {
            ApiVersion = version,
            VendorId = properties.Properties.VendorID,
            ComputeFamily = ComputeFamily(vk, device),
            SubgroupSize = subgroup.SubgroupSize,
            MinSubgroupSize = sizeControl ? sizes.MinSubgroupSize : subgroup.SubgroupSize,
            MaxSubgroupSize = sizeControl ? sizes.MaxSubgroupSize : subgroup.SubgroupSize,
            SubgroupOperations = subgroup.SupportedOperations,
            SubgroupsInCompute = subgroup.SupportedStages.HasFlag(ShaderStageFlags.ComputeBit),
            SubgroupSizeControl = sizeControl,
            FullSubgroups = sizeFeatures.ComputeFullSubgroups,
            MaxStorageBufferRange = limits.MaxStorageBufferRange,
            MaxStorageBuffersPerStage = (int)Math.Min(limits.MaxPerStageDescriptorStorageBuffers, limits.MaxDescriptorSetStorageBuffers),
            OffsetAlignment = (long)limits.MinStorageBufferOffsetAlignment,
            MaxAllocation = (long)Math.Min(maintenance.MaxMemoryAllocationSize, long.MaxValue),
            MaxGroupInvocations = (int)limits.MaxComputeWorkGroupInvocations,
            MaxGroups = (int)Math.Min(
                int.MaxValue,
                Math.Min(limits.MaxComputeWorkGroupCount[0], Math.Min(limits.MaxComputeWorkGroupCount[1], limits.MaxComputeWorkGroupCount[2]))),
            MemoryBudget = budget,
            Memory = memory,
            Extensions = enabled,
        };
    }

    private static VulkanDeviceInfo Describe(
        PhysicalDeviceProperties* properties, PhysicalDeviceDriverProperties* driver, PhysicalDeviceMemoryProperties memory, int index)
    {
        VulkanDeviceType type = properties->DeviceType switch
        {
            PhysicalDeviceType.DiscreteGpu => VulkanDeviceType.Discrete,
            PhysicalDeviceType.IntegratedGpu => VulkanDeviceType.Integrated,
            PhysicalDeviceType.VirtualGpu => VulkanDeviceType.Virtual,
            PhysicalDeviceType.Cpu => VulkanDeviceType.Cpu,
            _ => VulkanDeviceType.Other,
        };
        uint version = properties->ApiVersion;
        return new VulkanDeviceInfo(
            index,
            Text(properties->DeviceName),
            type,
            type == VulkanDeviceType.Cpu ? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes : LargestLocalHeap(memory),
            $"{Text(driver->DriverName)} {Text(driver->DriverInfo)}",
            FormattableString.Invariant($"{version >> 22}.{(version >> 12) & 0x3FF}.{version & 0xFFF}"));
    }

    private static long LargestLocalHeap(PhysicalDeviceMemoryProperties memory)
    {
        long largest = 0;
        for (int i = 0; i < (int)memory.MemoryHeapCount; i++)
        {
            MemoryHeap heap = memory.MemoryHeaps[i];
            if (heap.Flags.HasFlag(MemoryHeapFlags.DeviceLocalBit))
            {
                largest = Math.Max(largest, (long)heap.Size);
            }
        }

        return largest;
    }

    private static uint? ComputeFamily(Vk vk, PhysicalDevice device)
    {
        uint count = 0;
        vk.GetPhysicalDeviceQueueFamilyProperties(device, &count, null);
        QueueFamilyProperties[] families = new QueueFamilyProperties[count];
        fixed (QueueFamilyProperties* first = families)
        {
            vk.GetPhysicalDeviceQueueFamilyProperties(device, &count, first);
        }

        int index = Array.FindIndex(families, static f => f.QueueFlags.HasFlag(QueueFlags.ComputeBit));
        return index < 0 ? null : (uint)index;
    }

    private static HashSet<string> Extensions(Vk vk, PhysicalDevice device)
    {
        uint count = 0;
        vk.EnumerateDeviceExtensionProperties(device, (byte*)null, &count, null);
        ExtensionProperties[] extensions = new ExtensionProperties[count];
        HashSet<string> names = [];
        fixed (ExtensionProperties* first = extensions)
        {
            vk.EnumerateDeviceExtensionProperties(device, (byte*)null, &count, first);
            for (uint i = 0; i < count; i++)
            {
                names.Add(Text(first[i].ExtensionName));
            }
        }

        return names;
    }

    private static string Text(byte* name) => Marshal.PtrToStringUTF8((nint)name) ?? "";
}
