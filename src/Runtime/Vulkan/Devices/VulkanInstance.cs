using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using Silk.NET.Core.Native;
using Silk.NET.Vulkan;

namespace Modelwright.Runtime.Vulkan;

/// <summary>The connection to Vulkan. Each device has one of its own: the binding's tables serve one device each.</summary>
internal sealed unsafe class VulkanInstance : IDisposable
{
    private const string ValidationLayer = "VK_LAYER_KHRONOS_validation";

    private readonly GCHandle _log;
    private readonly DebugMessenger? _messenger;

    private VulkanInstance(Vk vk, Instance handle, ValidationLog? log, GCHandle logHandle)
    {
        Api = vk;
        Handle = handle;
        Log = log;
        _log = logHandle;
        _messenger = log is null ? null : new DebugMessenger(vk, handle, logHandle);
    }

    public Vk Api { get; }

    public Instance Handle { get; }

    /// <summary>The validation layer's messages; <see langword="null"/> without the layer. Still readable after disposal, when it tells of leaks.</summary>
    public ValidationLog? Log { get; }

    public static VulkanInstance Create(bool validation)
    {
        Vk vk = OpenLoader(Vk.GetApi);
        uint version = RequireVersion(vk);
        if (!validation)
        {
            return new VulkanInstance(vk, Create(vk, version, [], [], null), log: null, default);
        }

        RequireValidationLayer(vk);
        ValidationLog log = new();
        GCHandle handle = GCHandle.Alloc(log);
        try
        {
            ValidationFeatureEnableEXT synchronization = ValidationFeatureEnableEXT.SynchronizationValidationExt;
            DebugUtilsMessengerCreateInfoEXT messenger = DebugMessenger.Describe(handle);
            ValidationFeaturesEXT features = new(
                pNext: &messenger,
                enabledValidationFeatureCount: 1,
                pEnabledValidationFeatures: &synchronization);
            Instance instance = Create(vk, version, [ValidationLayer], [DebugMessenger.ExtensionName], &features);
            return new VulkanInstance(vk, instance, log, handle);
        }
        catch
        {
            handle.Free();
            throw;
        }
    }

    public IReadOnlyList<PhysicalDevice> Devices()
    {
        uint count = 0;
        Result result = Api.EnumeratePhysicalDevices(Handle, &count, null);
        PhysicalDevice[] devices = new PhysicalDevice[count];
        fixed (PhysicalDevice* first = devices)
        {
            if (result == Result.Success && count > 0)
            {
                result = Api.EnumeratePhysicalDevices(Handle, &count, first);
            }
        }

        return result is Result.Success or Result.Incomplete
            ? devices
            : throw new VulkanUnavailableException($"{result} when asking for devices", "a Vulkan driver");
    }

    public void Dispose()
    {
        _messenger?.Dispose();
        Api.DestroyInstance(Handle, null);
        if (_log.IsAllocated)
        {
            _log.Free();
        }
    }

    /// <param name="open">How the binding finds the loader; tests put a machine without one in its place.</param>
    internal static Vk OpenLoader(Func<Vk> open)
    {
        try
        {
            return open();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The binding's loader throws types of its own for a missing library.
            throw new VulkanUnavailableException(
                $"no Vulkan loader ({e.Message})",
                "the loader and a driver (on Debian and Ubuntu the packages libvulkan1 and mesa-vulkan-drivers; on Windows the graphics driver brings both)",
                e);
        }
    }

    /// <summary>The version to ask for: 1.3 where the loader knows it (subgroup size control is part of it), else 1.2.</summary>
    private static uint RequireVersion(Vk vk)
    {
        uint version = 0;
        Result result = vk.EnumerateInstanceVersion(&version);
        if (result != Result.Success || version < (uint)Vk.Version12)
        {
            throw new VulkanUnavailableException($"a loader for Vulkan {version >> 22}.{(version >> 12) & 0x3FF}", "Vulkan 1.2 or newer");
        }

        return version >= (uint)Vk.Version13 ? Vk.Version13 : Vk.Version12;
    }

    private static void RequireValidationLayer(Vk vk)
    {
        uint count = 0;
        vk.EnumerateInstanceLayerProperties(&count, null);
        LayerProperties[] layers = new LayerProperties[count];
        fixed (LayerProperties* first = layers)
        {
            vk.EnumerateInstanceLayerProperties(&count, first);
            for (uint i = 0; i < count; i++)
            {
                if (Marshal.PtrToStringUTF8((nint)first[i].LayerName) == ValidationLayer)
                {
                    return;
                }
            }
        }

        throw new VulkanUnavailableException(
            $"no layer {ValidationLayer}",
            "the validation layer that the options or MODELWRIGHT_VALIDATION ask for (on Debian and Ubuntu the package vulkan-validationlayers)");
    }

    private static Instance Create(Vk vk, uint version, string[] layers, string[] extensions, void* next)
    {
        byte* name = (byte*)SilkMarshal.StringToPtr("Modelwright");
        byte** layerNames = (byte**)SilkMarshal.StringArrayToPtr(layers);
        byte** extensionNames = (byte**)SilkMarshal.StringArrayToPtr(extensions);
        try
        {
            ApplicationInfo application = new(pApplicationName: name, pEngineName: name, apiVersion: version);
            InstanceCreateInfo info = new(
                pNext: next,
                pApplicationInfo: &application,
                enabledLayerCount: (uint)layers.Length,
                ppEnabledLayerNames: layerNames,
                enabledExtensionCount: (uint)extensions.Length,
                ppEnabledExtensionNames: extensionNames);
            Instance instance;
            Result result = vk.CreateInstance(&info, null, &instance);
            if (result != Result.Success)
            {
                throw new VulkanUnavailableException($"{result} from the loader", "a Vulkan driver (on Debian and Ubuntu the package mesa-vulkan-drivers)");
            }

            vk.CurrentInstance = instance;
            return instance;
        }
        finally
        {
            SilkMarshal.Free((nint)name);
            SilkMarshal.Free((nint)layerNames);
            SilkMarshal.Free((nint)extensionNames);
        }
    }
}
