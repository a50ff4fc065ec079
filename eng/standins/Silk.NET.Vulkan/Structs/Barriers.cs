namespace Silk.NET.Vulkan;

/// <summary>Vulkan's <c>VkMemoryBarrier</c>.</summary>
public unsafe struct MemoryBarrier
{
    public StructureType SType;
    public void* PNext;
    public AccessFlags SrcAccessMask;
    public AccessFlags DstAccessMask;

    public MemoryBarrier(
        StructureType? sType = StructureType.MemoryBarrier,
        void* pNext = null,
        AccessFlags? srcAccessMask = null,
        AccessFlags? dstAccessMask = null)
        : this()
    {
        SType = sType.GetValueOrDefault();
        PNext = pNext;
        SrcAccessMask = srcAccessMask.GetValueOrDefault();
        DstAccessMask = dstAccessMask.GetValueOrDefault();
    }
}

/// <summary>Vulkan's <c>VkBufferMemoryBarrier</c>.</summary>
public unsafe struct BufferMemoryBarrier
{
    public StructureType SType;
    public void* PNext;
    public AccessFlags SrcAccessMask;
    public AccessFlags DstAccessMask;
    public uint SrcQueueFamilyIndex;
    public uint DstQueueFamilyIndex;
    public Buffer Buffer;
    public ulong Offset;
    public ulong Size;

    public BufferMemoryBarrier(
        StructureType? sType = StructureType.BufferMemoryBarrier,
        void* pNext = null,
        AccessFlags? srcAccessMask = null,
        AccessFlags? dstAccessMask = null,
        uint? srcQueueFamilyIndex = null,
        uint? dstQueueFamilyIndex = null,
        Buffer? buffer = null,
        ulong? offset = null,
        ulong? size = null)
        : this()
    {
        SType = sType.GetValueOrDefault();
        PNext = pNext;
        SrcAccessMask = srcAccessMask.GetValueOrDefault();
        DstAccessMask = dstAccessMask.GetValueOrDefault();
        SrcQueueFamilyIndex = srcQueueFamilyIndex.GetValueOrDefault();
        DstQueueFamilyIndex = dstQueueFamilyIndex.GetValueOrDefault();
        Buffer = buffer.GetValueOrDefault();
        Offset = offset.GetValueOrDefault();
        Size = size.GetValueOrDefault();
    }
}

/// <summary>Vulkan's <c>VkImageSubresourceRange</c>.</summary>
public struct ImageSubresourceRange
{
    public ImageAspectFlags AspectMask;
    public uint BaseMipLevel;
    public uint LevelCount;
    public uint BaseArrayLayer;
    public uint LayerCount;

    public ImageSubresourceRange(
        ImageAspectFlags? aspectMask = null,
        uint? baseMipLevel = null,
        uint? levelCount = null,
        uint? baseArrayLayer = null,
        uint? layerCount = null)
        : this()
    {
        AspectMask = aspectMask.GetValueOrDefault();
        BaseMipLevel = baseMipLevel.GetValueOrDefault();
        LevelCount = levelCount.GetValueOrDefault();
        BaseArrayLayer = baseArrayLayer.GetValueOrDefault();
        LayerCount = layerCount.GetValueOrDefault();
    }
}

/// <summary>Vulkan's <c>VkImageMemoryBarrier</c>.</summary>
public unsafe struct ImageMemoryBarrier
{
    public StructureType SType;
    public void* PNext;
    public AccessFlags SrcAccessMask;
    public AccessFlags DstAccessMask;
    public ImageLayout OldLayout;
    public ImageLayout NewLayout;
    public uint SrcQueueFamilyIndex;
    public uint DstQueueFamilyIndex;
    public Image Image;
    public ImageSubresourceRange SubresourceRange;

    public ImageMemoryBarrier(
        StructureType? sType = StructureType.ImageMemoryBarrier,
        void* pNext = null,
        AccessFlags? srcAccessMask = null,
        AccessFlags? dstAccessMask = null,
        ImageLayout? oldLayout = null,
        ImageLayout? newLayout = null,
        uint? srcQueueFamilyIndex = null,
        uint? dstQueueFamilyIndex = null,
        Image? image = null,
        ImageSubresourceRange? subresourceRange = null)
        : this()
    {
        SType = sType.GetValueOrDefault();
        PNext = pNext;
        SrcAccessMask = srcAccessMask.GetValueOrDefault();
        DstAccessMask = dstAccessMask.GetValueOrDefault();
        OldLayout = oldLayout.GetValueOrDefault();
        NewLayout = newLayout.GetValueOrDefault();
        SrcQueueFamilyIndex = srcQueueFamilyIndex.GetValueOrDefault();
        DstQueueFamilyIndex = dstQueueFamilyIndex.GetValueOrDefault();
        Image = image.GetValueOrDefault();
        SubresourceRange = subresourceRange.GetValueOrDefault();
    }
}
