namespace Silk.NET.Vulkan;

/// <summary>Vulkan's <c>VkDebugUtilsLabelEXT</c>.</summary>
public unsafe struct DebugUtilsLabelEXT
{
    public StructureType SType;
    public void* PNext;
    public byte* PLabelName;
    public fixed float Color[4];

    public DebugUtilsLabelEXT(StructureType? sType = StructureType.DebugUtilsLabelExt, void* pNext = null, byte* pLabelName = null)
        : this()
    {
        SType = sType.GetValueOrDefault();
        PNext = pNext;
        PLabelName = pLabelName;
    }
}

/// <summary>Vulkan's <c>VkDebugUtilsObjectNameInfoEXT</c>.</summary>
public unsafe struct DebugUtilsObjectNameInfoEXT
{
    public StructureType SType;
    public void* PNext;
    public ObjectType ObjectType;
    public ulong ObjectHandle;
    public byte* PObjectName;

    public DebugUtilsObjectNameInfoEXT(
        StructureType? sType = StructureType.DebugUtilsObjectNameInfoExt,
        void* pNext = null,
        ObjectType? objectType = null,
        ulong? objectHandle = null,
        byte* pObjectName = null)
        : this()
    {
        SType = sType.GetValueOrDefault();
        PNext = pNext;
        ObjectType = objectType.GetValueOrDefault();
        ObjectHandle = objectHandle.GetValueOrDefault();
        PObjectName = pObjectName;
    }
}

/// <summary>Vulkan's <c>VkDebugUtilsMessengerCallbackDataEXT</c>.</summary>
public unsafe struct DebugUtilsMessengerCallbackDataEXT
{
    public StructureType SType;
    public void* PNext;
    public uint Flags;
    public byte* PMessageIdName;
    public int MessageIdNumber;
    public byte* PMessage;
    public uint QueueLabelCount;
    public DebugUtilsLabelEXT* PQueueLabels;
    public uint CmdBufLabelCount;
    public DebugUtilsLabelEXT* PCmdBufLabels;
    public uint ObjectCount;
    public DebugUtilsObjectNameInfoEXT* PObjects;

    public DebugUtilsMessengerCallbackDataEXT(
        StructureType? sType = StructureType.DebugUtilsMessengerCallbackDataExt,
        void* pNext = null,
        uint? flags = null,
        byte* pMessageIdName = null,
        int? messageIdNumber = null,
        byte* pMessage = null,
        uint? queueLabelCount = null,
        DebugUtilsLabelEXT* pQueueLabels = null,
        uint? cmdBufLabelCount = null,
        DebugUtilsLabelEXT* pCmdBufLabels = null,
        uint? objectCount = null,
        DebugUtilsObjectNameInfoEXT* pObjects = null)
        : this()
    {
        SType = sType.GetValueOrDefault();
        PNext = pNext;
        Flags = flags.GetValueOrDefault();
        PMessageIdName = pMessageIdName;
        MessageIdNumber = messageIdNumber.GetValueOrDefault();
        PMessage = pMessage;
        QueueLabelCount = queueLabelCount.GetValueOrDefault();
        PQueueLabels = pQueueLabels;
        CmdBufLabelCount = cmdBufLabelCount.GetValueOrDefault();
        PCmdBufLabels = pCmdBufLabels;
        ObjectCount = objectCount.GetValueOrDefault();
        PObjects = pObjects;
    }
}

/// <summary>Vulkan's <c>VkDebugUtilsMessengerCreateInfoEXT</c>.</summary>
public unsafe struct DebugUtilsMessengerCreateInfoEXT
{
    public StructureType SType;
    public void* PNext;
    public uint Flags;
    public DebugUtilsMessageSeverityFlagsEXT MessageSeverity;
    public DebugUtilsMessageTypeFlagsEXT MessageType;
    public PfnDebugUtilsMessengerCallbackEXT PfnUserCallback;
    public void* PUserData;

    public DebugUtilsMessengerCreateInfoEXT(
        StructureType? sType = StructureType.DebugUtilsMessengerCreateInfoExt,
        void* pNext = null,
        uint? flags = null,
        DebugUtilsMessageSeverityFlagsEXT? messageSeverity = null,
        DebugUtilsMessageTypeFlagsEXT? messageType = null,
        PfnDebugUtilsMessengerCallbackEXT? pfnUserCallback = null,
        void* pUserData = null)
        : this()
    {
        SType = sType.GetValueOrDefault();
        PNext = pNext;
        Flags = flags.GetValueOrDefault();
        MessageSeverity = messageSeverity.GetValueOrDefault();
        MessageType = messageType.GetValueOrDefault();
        PfnUserCallback = pfnUserCallback.GetValueOrDefault();
        PUserData = pUserData;
    }
}

/// <summary>Vulkan's <c>VkValidationFeaturesEXT</c>.</summary>
public unsafe struct ValidationFeaturesEXT
{
    public StructureType SType;
    public void* PNext;
    public uint EnabledValidationFeatureCount;
    public ValidationFeatureEnableEXT* PEnabledValidationFeatures;
    public uint DisabledValidationFeatureCount;
    public ValidationFeatureDisableEXT* PDisabledValidationFeatures;

    public ValidationFeaturesEXT(
        StructureType? sType = StructureType.ValidationFeaturesExt,
        void* pNext = null,
        uint? enabledValidationFeatureCount = null,
        ValidationFeatureEnableEXT* pEnabledValidationFeatures = null,
        uint? disabledValidationFeatureCount = null,
        ValidationFeatureDisableEXT* pDisabledValidationFeatures = null)
        : this()
    {
        SType = sType.GetValueOrDefault();
        PNext = pNext;
        EnabledValidationFeatureCount = enabledValidationFeatureCount.GetValueOrDefault();
        PEnabledValidationFeatures = pEnabledValidationFeatures;
        DisabledValidationFeatureCount = disabledValidationFeatureCount.GetValueOrDefault();
        PDisabledValidationFeatures = pDisabledValidationFeatures;
    }
}
