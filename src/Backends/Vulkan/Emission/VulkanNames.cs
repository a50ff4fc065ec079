namespace Modelwright.Backends.Vulkan;

/// <summary>Names of the Vulkan runtime, qualified because the user's own may be the same.</summary>
internal static class VulkanNames
{
    public const string Namespace = "global::Modelwright.Runtime.Vulkan.";
    public const string Model = Namespace + "VulkanModel";
    public const string VisionModel = Namespace + "VulkanVisionModel";
    public const string Definition = Namespace + "VulkanModelDefinition";
    public const string LoadOptions = Namespace + "VulkanLoadOptions";
    public const string Memory = Namespace + "VulkanMemory";
    public const string TowerFunctions = Namespace + "TowerFunctions";
    public const string EncoderFunctions = Namespace + "EncoderFunctions";
    public const string Recorder = Namespace + "Recorder";
    public const string Kernel = Namespace + "KernelDefinition";
    public const string KernelClass = RuntimeNames.Contract + "KernelClass";
    public const string BindingAccess = RuntimeNames.Contract + "BindingAccess";
    public const string Extent = RuntimeNames.Contract + "Extent";
    public const string GridUnit = RuntimeNames.Contract + "GridUnit";
    public const string Scratch = Namespace + "ScratchDefinition";
    public const string ScratchUnit = RuntimeNames.Contract + "ScratchUnit";
    public const string State = Namespace + "StateDefinition";
}
