namespace Silk.NET.Vulkan;

/// <summary>Vulkan's <c>VkDescriptorSetLayoutBinding</c>.</summary>
public unsafe struct DescriptorSetLayoutBinding
{
    public uint Binding;
    public DescriptorType DescriptorType;
    public uint DescriptorCount;
    public ShaderStageFlags StageFlags;
    public Sampler* PImmutableSamplers;

    public DescriptorSetLayoutBinding(
        uint? binding = null,
        DescriptorType? descriptorType = null,
        uint? descriptorCount = null,
        ShaderStageFlags? stageFlags = null,
        Sampler* pImmutableSamplers = null)
        : this()
    {
        Binding = binding.GetValueOrDefault();
        DescriptorType = descriptorType.GetValueOrDefault();
        DescriptorCount = descriptorCount.GetValueOrDefault();
        StageFlags = stageFlags.GetValueOrDefault();
        PImmutableSamplers = pImmutableSamplers;
    }
}

/// <summary>Vulkan's <c>VkDescriptorSetLayoutCreateInfo</c>.</summary>
public unsafe struct DescriptorSetLayoutCreateInfo
{
    public StructureType SType;
    public void* PNext;
    public DescriptorSetLayoutCreateFlags Flags;
    public uint BindingCount;
    public DescriptorSetLayoutBinding* PBindings;

    public DescriptorSetLayoutCreateInfo(
        StructureType? sType = StructureType.DescriptorSetLayoutCreateInfo,
        void* pNext = null,
        DescriptorSetLayoutCreateFlags? flags = null,
        uint? bindingCount = null,
        DescriptorSetLayoutBinding* pBindings = null)
        : this()
    {
        SType = sType.GetValueOrDefault();
        PNext = pNext;
        Flags = flags.GetValueOrDefault();
        BindingCount = bindingCount.GetValueOrDefault();
        PBindings = pBindings;
    }
}

/// <summary>Vulkan's <c>VkDescriptorPoolSize</c>.</summary>
public struct DescriptorPoolSize
{
    public DescriptorType Type;
    public uint DescriptorCount;

    public DescriptorPoolSize(DescriptorType? type = null, uint? descriptorCount = null)
        : this()
    {
        Type = type.GetValueOrDefault();
        DescriptorCount = descriptorCount.GetValueOrDefault();
    }
}

/// <summary>Vulkan's <c>VkDescriptorPoolCreateInfo</c>.</summary>
public unsafe struct DescriptorPoolCreateInfo
{
    public StructureType SType;
    public void* PNext;
    public DescriptorPoolCreateFlags Flags;
    public uint MaxSets;
    public uint PoolSizeCount;
    public DescriptorPoolSize* PPoolSizes;

    public DescriptorPoolCreateInfo(
        StructureType? sType = StructureType.DescriptorPoolCreateInfo,
        void* pNext = null,
        DescriptorPoolCreateFlags? flags = null,
        uint? maxSets = null,
        uint? poolSizeCount = null,
        DescriptorPoolSize* pPoolSizes = null)
        : this()
    {
        SType = sType.GetValueOrDefault();
        PNext = pNext;
        Flags = flags.GetValueOrDefault();
        MaxSets = maxSets.GetValueOrDefault();
        PoolSizeCount = poolSizeCount.GetValueOrDefault();
        PPoolSizes = pPoolSizes;
    }
}

/// <summary>Vulkan's <c>VkDescriptorSetAllocateInfo</c>.</summary>
public unsafe struct DescriptorSetAllocateInfo
{
    public StructureType SType;
    public void* PNext;
    public DescriptorPool DescriptorPool;
    public uint DescriptorSetCount;
    public DescriptorSetLayout* PSetLayouts;

    public DescriptorSetAllocateInfo(
        StructureType? sType = StructureType.DescriptorSetAllocateInfo,
        void* pNext = null,
        DescriptorPool? descriptorPool = null,
        uint? descriptorSetCount = null,
        DescriptorSetLayout* pSetLayouts = null)
        : this()
    {
        SType = sType.GetValueOrDefault();
        PNext = pNext;
        DescriptorPool = descriptorPool.GetValueOrDefault();
        DescriptorSetCount = descriptorSetCount.GetValueOrDefault();
        PSetLayouts = pSetLayouts;
    }
}

/// <summary>Vulkan's <c>VkDescriptorBufferInfo</c>.</summary>
public struct DescriptorBufferInfo
{
    public Buffer Buffer;
    public ulong Offset;
    public ulong Range;

    public DescriptorBufferInfo(Buffer? buffer = null, ulong? offset = null, ulong? range = null)
        : this()
    {
        Buffer = buffer.GetValueOrDefault();
        Offset = offset.GetValueOrDefault();
        Range = range.GetValueOrDefault();
    }
}

/// <summary>Vulkan's <c>VkDescriptorImageInfo</c>.</summary>
public struct DescriptorImageInfo
{
    public Sampler Sampler;
    public ImageView ImageView;
    public ImageLayout ImageLayout;

    public DescriptorImageInfo(Sampler? sampler = null, ImageView? imageView = null, ImageLayout? imageLayout = null)
        : this()
    {
        Sampler = sampler.GetValueOrDefault();
        ImageView = imageView.GetValueOrDefault();
        ImageLayout = imageLayout.GetValueOrDefault();
    }
}

/// <summary>Vulkan's <c>VkWriteDescriptorSet</c>.</summary>
public unsafe struct WriteDescriptorSet
{
    public StructureType SType;
    public void* PNext;
    public DescriptorSet DstSet;
    public uint DstBinding;
    public uint DstArrayElement;
    public uint DescriptorCount;
    public DescriptorType DescriptorType;
    public DescriptorImageInfo* PImageInfo;
    public DescriptorBufferInfo* PBufferInfo;
    public BufferView* PTexelBufferView;

    public WriteDescriptorSet(
        StructureType? sType = StructureType.WriteDescriptorSet,
        void* pNext = null,
        DescriptorSet? dstSet = null,
        uint? dstBinding = null,
        uint? dstArrayElement = null,
        uint? descriptorCount = null,
        DescriptorType? descriptorType = null,
        DescriptorImageInfo* pImageInfo = null,
        DescriptorBufferInfo* pBufferInfo = null,
        BufferView* pTexelBufferView = null)
        : this()
    {
        SType = sType.GetValueOrDefault();
        PNext = pNext;
        DstSet = dstSet.GetValueOrDefault();
        DstBinding = dstBinding.GetValueOrDefault();
        DstArrayElement = dstArrayElement.GetValueOrDefault();
        DescriptorCount = descriptorCount.GetValueOrDefault();
        DescriptorType = descriptorType.GetValueOrDefault();
        PImageInfo = pImageInfo;
        PBufferInfo = pBufferInfo;
        PTexelBufferView = pTexelBufferView;
    }
}

/// <summary>Vulkan's <c>VkCopyDescriptorSet</c>.</summary>
public unsafe struct CopyDescriptorSet
{
    public StructureType SType;
    public void* PNext;
    public DescriptorSet SrcSet;
    public uint SrcBinding;
    public uint SrcArrayElement;
    public DescriptorSet DstSet;
    public uint DstBinding;
    public uint DstArrayElement;
    public uint DescriptorCount;

    public CopyDescriptorSet(
        StructureType? sType = StructureType.CopyDescriptorSet,
        void* pNext = null,
        DescriptorSet? srcSet = null,
        uint? srcBinding = null,
        uint? srcArrayElement = null,
        DescriptorSet? dstSet = null,
        uint? dstBinding = null,
        uint? dstArrayElement = null,
        uint? descriptorCount = null)
        : this()
    {
        SType = sType.GetValueOrDefault();
        PNext = pNext;
        SrcSet = srcSet.GetValueOrDefault();
        SrcBinding = srcBinding.GetValueOrDefault();
        SrcArrayElement = srcArrayElement.GetValueOrDefault();
        DstSet = dstSet.GetValueOrDefault();
        DstBinding = dstBinding.GetValueOrDefault();
        DstArrayElement = dstArrayElement.GetValueOrDefault();
        DescriptorCount = descriptorCount.GetValueOrDefault();
    }
}
