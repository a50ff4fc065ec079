using Silk.NET.Vulkan;

namespace Modelwright.Runtime.Vulkan;

/// <summary>Chooses memory types. Host-visible memory is always coherent: the specification promises a type that is, and nothing needs flushing then.</summary>
internal static class MemoryTypes
{
    private const MemoryPropertyFlags Local = MemoryPropertyFlags.DeviceLocalBit;
    private const MemoryPropertyFlags Visible = MemoryPropertyFlags.HostVisibleBit | MemoryPropertyFlags.HostCoherentBit;
    private const MemoryPropertyFlags Cached = MemoryPropertyFlags.HostCachedBit;

    public static int Choose(VulkanDevice device, uint allowed, MemoryUsage usage)
    {
        MemoryPropertyFlags[] wishes = usage switch
        {
            MemoryUsage.Device when device.SharesMemory => [Local | Visible | Cached, Local | Visible, Local, MemoryPropertyFlags.None],
            MemoryUsage.Device => [Local, MemoryPropertyFlags.None],
            MemoryUsage.Upload => [Visible],
            _ => [Visible | Cached, Visible],
        };
        foreach (MemoryPropertyFlags wish in wishes)
        {
            if (Find(device.Capabilities.Memory, allowed, wish, exact: usage == MemoryUsage.Device && !device.SharesMemory) is { } found)
            {
                return found;
            }
        }

        foreach (MemoryPropertyFlags wish in wishes)
        {
            if (Find(device.Capabilities.Memory, allowed, wish, exact: false) is { } found)
            {
                return found;
            }
        }

        throw new DeviceFeatureMissingException(device.Info.Name, [$"memory for {usage}"], "the model's buffers");
    }

    /// <summary>The first type that has the wish. An exact one is not host-visible beyond it: on a graphics card that part is small.</summary>
    private static int? Find(PhysicalDeviceMemoryProperties memory, uint allowed, MemoryPropertyFlags wish, bool exact)
    {
        for (int i = 0; i < (int)memory.MemoryTypeCount; i++)
        {
            MemoryPropertyFlags flags = memory.MemoryTypes[i].PropertyFlags;
            bool tooMuch = exact && (flags & ~wish & MemoryPropertyFlags.HostVisibleBit) != 0;
            if ((allowed >> i & 1) != 0 && (flags & wish) == wish && !tooMuch)
            {
                return i;
            }
        }

        return null;
    }
}
