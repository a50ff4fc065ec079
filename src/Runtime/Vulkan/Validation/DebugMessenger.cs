using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Silk.NET.Core;
using Silk.NET.Core.Native;
using Silk.NET.Vulkan;

namespace Modelwright.Runtime.Vulkan;

/// <summary>
/// Carries the validation layer's messages to a <see cref="ValidationLog"/>.
/// Called through function pointers: the binding's wrapper for VK_EXT_debug_utils is in another package.
/// </summary>
internal sealed unsafe class DebugMessenger : IDisposable
{
    public const string ExtensionName = "VK_EXT_debug_utils";

    private readonly Vk _vk;
    private readonly Instance _instance;
    private readonly ulong _handle;

    public DebugMessenger(Vk vk, Instance instance, GCHandle log)
    {
        _vk = vk;
        _instance = instance;
        DebugUtilsMessengerCreateInfoEXT info = Describe(log);
        ulong handle = 0;
        delegate* unmanaged<Instance, DebugUtilsMessengerCreateInfoEXT*, void*, ulong*, Result> create =
            (delegate* unmanaged<Instance, DebugUtilsMessengerCreateInfoEXT*, void*, ulong*, Result>)Address("vkCreateDebugUtilsMessengerEXT");
        Result result = create(instance, &info, null, &handle);
        if (result != Result.Success)
        {
            throw new VulkanUnavailableException($"{result} from the debug messenger", "a validation layer that reports its messages");
        }

        _handle = handle;
    }

    /// <summary>What the messenger hears: warnings and errors of every kind but the loader's own chatter.</summary>
    public static DebugUtilsMessengerCreateInfoEXT Describe(GCHandle log) => new(
        messageSeverity: DebugUtilsMessageSeverityFlagsEXT.WarningBitExt | DebugUtilsMessageSeverityFlagsEXT.ErrorBitExt,
        messageType: DebugUtilsMessageTypeFlagsEXT.ValidationBitExt | DebugUtilsMessageTypeFlagsEXT.PerformanceBitExt,
        pfnUserCallback: new PfnDebugUtilsMessengerCallbackEXT(&Receive),
        pUserData: (void*)GCHandle.ToIntPtr(log));

    public void Dispose()
    {
        delegate* unmanaged<Instance, ulong, void*, void> destroy =
            (delegate* unmanaged<Instance, ulong, void*, void>)Address("vkDestroyDebugUtilsMessengerEXT");
        destroy(_instance, _handle, null);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static Bool32 Receive(
        DebugUtilsMessageSeverityFlagsEXT severity,
        DebugUtilsMessageTypeFlagsEXT type,
        DebugUtilsMessengerCallbackDataEXT* data,
        void* user)
    {
        if (GCHandle.FromIntPtr((nint)user).Target is ValidationLog log)
        {
            log.Add(Marshal.PtrToStringUTF8((nint)data->PMessage) ?? "");
        }

        return false;
    }

    private nint Address(string name)
    {
        byte* text = (byte*)SilkMarshal.StringToPtr(name);
        try
        {
            return _vk.GetInstanceProcAddr(_instance, text);
        }
        finally
        {
            SilkMarshal.Free((nint)text);
        }
    }
}
