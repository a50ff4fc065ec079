namespace Silk.NET.Vulkan;

/// <summary>Vulkan's <c>VkApplicationInfo</c>.</summary>
public unsafe struct ApplicationInfo
{
    public StructureType SType;
    public void* PNext;
    public byte* PApplicationName;
    public uint ApplicationVersion;
    public byte* PEngineName;
    public uint EngineVersion;
    public uint ApiVersion;

    public ApplicationInfo(
        StructureType? sType = StructureType.ApplicationInfo,
        void* pNext = null,
        byte* pApplicationName = null,
        uint? applicationVersion = null,
        byte* pEngineName = null,
        uint? engineVersion = null,
        uint? apiVersion = null)
        : this()
    {
        SType = sType.GetValueOrDefault();
        PNext = pNext;
        PApplicationName = pApplicationName;
        ApplicationVersion = applicationVersion.GetValueOrDefault();
        PEngineName = pEngineName;
        EngineVersion = engineVersion.GetValueOrDefault();
        ApiVersion = apiVersion.GetValueOrDefault();
    }
}

/// <summary>Vulkan's <c>VkInstanceCreateInfo</c>.</summary>
public unsafe struct InstanceCreateInfo
{
    public StructureType SType;
    public void* PNext;
    public InstanceCreateFlags Flags;
    public ApplicationInfo* PApplicationInfo;
    public uint EnabledLayerCount;
    public byte** PpEnabledLayerNames;
    public uint EnabledExtensionCount;
    public byte** PpEnabledExtensionNames;

    public InstanceCreateInfo(
        StructureType? sType = StructureType.InstanceCreateInfo,
        void* pNext = null,
        InstanceCreateFlags? flags = null,
        ApplicationInfo* pApplicationInfo = null,
        uint? enabledLayerCount = null,
        byte** ppEnabledLayerNames = null,
        uint? enabledExtensionCount = null,
        byte** ppEnabledExtensionNames = null)
        : this()
    {
        SType = sType.GetValueOrDefault();
        PNext = pNext;
        Flags = flags.GetValueOrDefault();
        PApplicationInfo = pApplicationInfo;
        EnabledLayerCount = enabledLayerCount.GetValueOrDefault();
        PpEnabledLayerNames = ppEnabledLayerNames;
        EnabledExtensionCount = enabledExtensionCount.GetValueOrDefault();
        PpEnabledExtensionNames = ppEnabledExtensionNames;
    }
}

/// <summary>Vulkan's <c>VkLayerProperties</c>.</summary>
public unsafe struct LayerProperties
{
    public fixed byte LayerName[256];
    public uint SpecVersion;
    public uint ImplementationVersion;
    public fixed byte Description[256];

    public LayerProperties(uint? specVersion = null, uint? implementationVersion = null)
        : this()
    {
        SpecVersion = specVersion.GetValueOrDefault();
        ImplementationVersion = implementationVersion.GetValueOrDefault();
    }
}

/// <summary>Vulkan's <c>VkExtensionProperties</c>.</summary>
public unsafe struct ExtensionProperties
{
    public fixed byte ExtensionName[256];
    public uint SpecVersion;

    public ExtensionProperties(uint? specVersion = null)
        : this()
    {
        SpecVersion = specVersion.GetValueOrDefault();
    }
}
