using System;

namespace Silk.NET.Vulkan;

/// <summary>Vulkan's <c>VkMemoryAllocateInfo</c>.</summary>
public unsafe struct MemoryAllocateInfo
{
    public StructureType SType;
    public void* PNext;
    public ulong AllocationSize;
    public uint MemoryTypeIndex;

    public MemoryAllocateInfo(
        StructureType? sType = StructureType.MemoryAllocateInfo,
        void* pNext = null,
        ulong? allocationSize = null,
        uint? memoryTypeIndex = null)
        : this()
    {
        SType = sType.GetValueOrDefault();
        PNext = pNext;
        AllocationSize = allocationSize.GetValueOrDefault();
        MemoryTypeIndex = memoryTypeIndex.GetValueOrDefault();
    }
}

/// <summary>Vulkan's <c>VkMemoryRequirements</c>.</summary>
public struct MemoryRequirements
{
    public ulong Size;
    public ulong Alignment;
    public uint MemoryTypeBits;

    public MemoryRequirements(ulong? size = null, ulong? alignment = null, uint? memoryTypeBits = null)
        : this()
    {
        Size = size.GetValueOrDefault();
        Alignment = alignment.GetValueOrDefault();
        MemoryTypeBits = memoryTypeBits.GetValueOrDefault();
    }
}

/// <summary>Vulkan's <c>VkMappedMemoryRange</c>.</summary>
public unsafe struct MappedMemoryRange
{
    public StructureType SType;
    public void* PNext;
    public DeviceMemory Memory;
    public ulong Offset;
    public ulong Size;

    public MappedMemoryRange(
        StructureType? sType = StructureType.MappedMemoryRange,
        void* pNext = null,
        DeviceMemory? memory = null,
        ulong? offset = null,
        ulong? size = null)
        : this()
    {
        SType = sType.GetValueOrDefault();
        PNext = pNext;
        Memory = memory.GetValueOrDefault();
        Offset = offset.GetValueOrDefault();
        Size = size.GetValueOrDefault();
    }
}

/// <summary>Vulkan's <c>VkMemoryType</c>.</summary>
public struct MemoryType
{
    public MemoryPropertyFlags PropertyFlags;
    public uint HeapIndex;

    public MemoryType(MemoryPropertyFlags? propertyFlags = null, uint? heapIndex = null)
        : this()
    {
        PropertyFlags = propertyFlags.GetValueOrDefault();
        HeapIndex = heapIndex.GetValueOrDefault();
    }
}

/// <summary>Vulkan's <c>VkMemoryHeap</c>.</summary>
public struct MemoryHeap
{
    public ulong Size;
    public MemoryHeapFlags Flags;

    public MemoryHeap(ulong? size = null, MemoryHeapFlags? flags = null)
        : this()
    {
        Size = size.GetValueOrDefault();
        Flags = flags.GetValueOrDefault();
    }
}

/// <summary>Vulkan's <c>VkPhysicalDeviceMemoryProperties</c>.</summary>
public struct PhysicalDeviceMemoryProperties
{
    public uint MemoryTypeCount;
    public MemoryTypesBuffer MemoryTypes;
    public uint MemoryHeapCount;
    public MemoryHeapsBuffer MemoryHeaps;

    public PhysicalDeviceMemoryProperties(uint? memoryTypeCount = null, uint? memoryHeapCount = null)
        : this()
    {
        MemoryTypeCount = memoryTypeCount.GetValueOrDefault();
        MemoryHeapCount = memoryHeapCount.GetValueOrDefault();
    }

    /// <summary>32 entries, in place.</summary>
    public struct MemoryTypesBuffer
    {
        public MemoryType Element0;
        public MemoryType Element1;
        public MemoryType Element2;
        public MemoryType Element3;
        public MemoryType Element4;
        public MemoryType Element5;
        public MemoryType Element6;
        public MemoryType Element7;
        public MemoryType Element8;
        public MemoryType Element9;
        public MemoryType Element10;
        public MemoryType Element11;
        public MemoryType Element12;
        public MemoryType Element13;
        public MemoryType Element14;
        public MemoryType Element15;
        public MemoryType Element16;
        public MemoryType Element17;
        public MemoryType Element18;
        public MemoryType Element19;
        public MemoryType Element20;
        public MemoryType Element21;
        public MemoryType Element22;
        public MemoryType Element23;
        public MemoryType Element24;
        public MemoryType Element25;
        public MemoryType Element26;
        public MemoryType Element27;
        public MemoryType Element28;
        public MemoryType Element29;
        public MemoryType Element30;
        public MemoryType Element31;

        /// <exception cref="ArgumentOutOfRangeException">There are 32 entries.</exception>
        public unsafe ref MemoryType this[int index]
        {
            get
            {
                ArgumentOutOfRangeException.ThrowIfNegative(index);
                ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, 32);
                fixed (MemoryType* entries = &Element0)
                {
                    return ref entries[index];
                }
            }
        }
    }

    /// <summary>16 entries, in place.</summary>
    public struct MemoryHeapsBuffer
    {
        public MemoryHeap Element0;
        public MemoryHeap Element1;
        public MemoryHeap Element2;
        public MemoryHeap Element3;
        public MemoryHeap Element4;
        public MemoryHeap Element5;
        public MemoryHeap Element6;
        public MemoryHeap Element7;
        public MemoryHeap Element8;
        public MemoryHeap Element9;
        public MemoryHeap Element10;
        public MemoryHeap Element11;
        public MemoryHeap Element12;
        public MemoryHeap Element13;
        public MemoryHeap Element14;
        public MemoryHeap Element15;

        /// <exception cref="ArgumentOutOfRangeException">There are 16 entries.</exception>
        public unsafe ref MemoryHeap this[int index]
        {
            get
            {
                ArgumentOutOfRangeException.ThrowIfNegative(index);
                ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, 16);
                fixed (MemoryHeap* entries = &Element0)
                {
                    return ref entries[index];
                }
            }
        }
    }
}

/// <summary>Vulkan's <c>VkPhysicalDeviceMemoryProperties2</c>.</summary>
public unsafe struct PhysicalDeviceMemoryProperties2
{
    public StructureType SType;
    public void* PNext;
    public PhysicalDeviceMemoryProperties MemoryProperties;

    public PhysicalDeviceMemoryProperties2(
        StructureType? sType = StructureType.PhysicalDeviceMemoryProperties2,
        void* pNext = null,
        PhysicalDeviceMemoryProperties? memoryProperties = null)
        : this()
    {
        SType = sType.GetValueOrDefault();
        PNext = pNext;
        MemoryProperties = memoryProperties.GetValueOrDefault();
    }
}

/// <summary>Vulkan's <c>VkPhysicalDeviceMemoryBudgetPropertiesEXT</c>.</summary>
public unsafe struct PhysicalDeviceMemoryBudgetPropertiesEXT
{
    public StructureType SType;
    public void* PNext;
    public fixed ulong HeapBudget[16];
    public fixed ulong HeapUsage[16];

    public PhysicalDeviceMemoryBudgetPropertiesEXT(
        StructureType? sType = StructureType.PhysicalDeviceMemoryBudgetPropertiesExt,
        void* pNext = null)
        : this()
    {
        SType = sType.GetValueOrDefault();
        PNext = pNext;
    }
}

/// <summary>Vulkan's <c>VkAllocationCallbacks</c>: only ever a null pointer here, so its fields are left out.</summary>
public struct AllocationCallbacks;
