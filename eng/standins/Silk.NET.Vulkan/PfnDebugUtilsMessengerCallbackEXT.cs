using System;
using System.Runtime.InteropServices;
using Silk.NET.Core;

namespace Silk.NET.Vulkan;

/// <summary>Takes a message of the loader, a layer or a driver; gives <see cref="Vk.False"/>, always.</summary>
public unsafe delegate uint DebugUtilsMessengerCallbackFunctionEXT(
    DebugUtilsMessageSeverityFlagsEXT messageSeverity,
    DebugUtilsMessageTypeFlagsEXT messageTypes,
    DebugUtilsMessengerCallbackDataEXT* pCallbackData,
    void* pUserData);

/// <summary>The address of a <see cref="DebugUtilsMessengerCallbackFunctionEXT"/>. Whoever gives a delegate keeps it alive.</summary>
public readonly unsafe struct PfnDebugUtilsMessengerCallbackEXT
{
    private readonly void* _handle;

    public PfnDebugUtilsMessengerCallbackEXT(
        delegate* unmanaged[Cdecl]<DebugUtilsMessageSeverityFlagsEXT, DebugUtilsMessageTypeFlagsEXT, DebugUtilsMessengerCallbackDataEXT*, void*, Bool32> ptr)
    {
        _handle = ptr;
    }

    public PfnDebugUtilsMessengerCallbackEXT(DebugUtilsMessengerCallbackFunctionEXT func)
    {
        _handle = (void*)Marshal.GetFunctionPointerForDelegate(func);
    }

    public static implicit operator nint(PfnDebugUtilsMessengerCallbackEXT pfn) => (nint)pfn._handle;

    public static implicit operator PfnDebugUtilsMessengerCallbackEXT(DebugUtilsMessengerCallbackFunctionEXT func) => new(func);

    public static implicit operator PfnDebugUtilsMessengerCallbackEXT(
        delegate* unmanaged[Cdecl]<DebugUtilsMessageSeverityFlagsEXT, DebugUtilsMessageTypeFlagsEXT, DebugUtilsMessengerCallbackDataEXT*, void*, Bool32> func) =>
        new(func);
}
