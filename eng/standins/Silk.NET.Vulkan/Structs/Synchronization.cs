namespace Silk.NET.Vulkan;

/// <summary>Vulkan's <c>VkFenceCreateInfo</c>.</summary>
public unsafe struct FenceCreateInfo
{
    public StructureType SType;
    public void* PNext;
    public FenceCreateFlags Flags;

    public FenceCreateInfo(StructureType? sType = StructureType.FenceCreateInfo, void* pNext = null, FenceCreateFlags? flags = null)
        : this()
    {
        SType = sType.GetValueOrDefault();
        PNext = pNext;
        Flags = flags.GetValueOrDefault();
    }
}

/// <summary>Vulkan's <c>VkSemaphoreCreateInfo</c>.</summary>
public unsafe struct SemaphoreCreateInfo
{
    public StructureType SType;
    public void* PNext;
    public uint Flags;

    public SemaphoreCreateInfo(StructureType? sType = StructureType.SemaphoreCreateInfo, void* pNext = null, uint? flags = null)
        : this()
    {
        SType = sType.GetValueOrDefault();
        PNext = pNext;
        Flags = flags.GetValueOrDefault();
    }
}

/// <summary>Vulkan's <c>VkSemaphoreTypeCreateInfo</c>.</summary>
public unsafe struct SemaphoreTypeCreateInfo
{
    public StructureType SType;
    public void* PNext;
    public SemaphoreType SemaphoreType;
    public ulong InitialValue;

    public SemaphoreTypeCreateInfo(
        StructureType? sType = StructureType.SemaphoreTypeCreateInfo,
        void* pNext = null,
        SemaphoreType? semaphoreType = null,
        ulong? initialValue = null)
        : this()
    {
        SType = sType.GetValueOrDefault();
        PNext = pNext;
        SemaphoreType = semaphoreType.GetValueOrDefault();
        InitialValue = initialValue.GetValueOrDefault();
    }
}

/// <summary>Vulkan's <c>VkTimelineSemaphoreSubmitInfo</c>.</summary>
public unsafe struct TimelineSemaphoreSubmitInfo
{
    public StructureType SType;
    public void* PNext;
    public uint WaitSemaphoreValueCount;
    public ulong* PWaitSemaphoreValues;
    public uint SignalSemaphoreValueCount;
    public ulong* PSignalSemaphoreValues;

    public TimelineSemaphoreSubmitInfo(
        StructureType? sType = StructureType.TimelineSemaphoreSubmitInfo,
        void* pNext = null,
        uint? waitSemaphoreValueCount = null,
        ulong* pWaitSemaphoreValues = null,
        uint? signalSemaphoreValueCount = null,
        ulong* pSignalSemaphoreValues = null)
        : this()
    {
        SType = sType.GetValueOrDefault();
        PNext = pNext;
        WaitSemaphoreValueCount = waitSemaphoreValueCount.GetValueOrDefault();
        PWaitSemaphoreValues = pWaitSemaphoreValues;
        SignalSemaphoreValueCount = signalSemaphoreValueCount.GetValueOrDefault();
        PSignalSemaphoreValues = pSignalSemaphoreValues;
    }
}

/// <summary>Vulkan's <c>VkSemaphoreWaitInfo</c>.</summary>
public unsafe struct SemaphoreWaitInfo
{
    public StructureType SType;
    public void* PNext;
    public SemaphoreWaitFlags Flags;
    public uint SemaphoreCount;
    public Semaphore* PSemaphores;
    public ulong* PValues;

    public SemaphoreWaitInfo(
        StructureType? sType = StructureType.SemaphoreWaitInfo,
        void* pNext = null,
        SemaphoreWaitFlags? flags = null,
        uint? semaphoreCount = null,
        Semaphore* pSemaphores = null,
        ulong* pValues = null)
        : this()
    {
        SType = sType.GetValueOrDefault();
        PNext = pNext;
        Flags = flags.GetValueOrDefault();
        SemaphoreCount = semaphoreCount.GetValueOrDefault();
        PSemaphores = pSemaphores;
        PValues = pValues;
    }
}

/// <summary>Vulkan's <c>VkSemaphoreSignalInfo</c>.</summary>
public unsafe struct SemaphoreSignalInfo
{
    public StructureType SType;
    public void* PNext;
    public Semaphore Semaphore;
    public ulong Value;

    public SemaphoreSignalInfo(
        StructureType? sType = StructureType.SemaphoreSignalInfo,
        void* pNext = null,
        Semaphore? semaphore = null,
        ulong? value = null)
        : this()
    {
        SType = sType.GetValueOrDefault();
        PNext = pNext;
        Semaphore = semaphore.GetValueOrDefault();
        Value = value.GetValueOrDefault();
    }
}
