using System;
using System.IO;
using System.Runtime.InteropServices;
using Silk.NET.Core;
using Silk.NET.Core.Contexts;
using Silk.NET.Core.Loader;
using Silk.NET.Core.Native;

namespace Silk.NET.Vulkan;

/// <summary>
/// The part of Vulkan that a compute runtime calls. One object serves one device: functions of a device are looked up
/// in <see cref="CurrentDevice"/>, which saves the loader's own step on every call.
/// </summary>
public unsafe partial class Vk : NativeAPI
{
    public const uint True = 1;
    public const uint False = 0;
    public const uint QueueFamilyIgnored = ~0u;
    public const ulong WholeSize = ~0ul;

    private readonly nint[] _functions = new nint[EntryPointCount];
    private delegate* unmanaged<Instance, byte*, nint> _getInstanceProcAddr;
    private delegate* unmanaged<Device, byte*, nint> _getDeviceProcAddr;
    private Instance? _currentInstance;
    private Device? _currentDevice;

    public Vk(INativeContext ctx)
        : base(ctx)
    {
    }

    public static Version32 Version10 { get; } = MakeVersion(1, 0);

    public static Version32 Version11 { get; } = MakeVersion(1, 1);

    public static Version32 Version12 { get; } = MakeVersion(1, 2);

    public static Version32 Version13 { get; } = MakeVersion(1, 3);

    /// <summary>Set by a successful <c>CreateInstance</c>; setting it forgets the functions that were looked up.</summary>
    public Instance? CurrentInstance
    {
        get => _currentInstance;
        set
        {
            _currentInstance = value;
            Array.Clear(_functions);
        }
    }

    /// <summary>Set by a successful <c>CreateDevice</c>; setting it forgets the functions that were looked up.</summary>
    public Device? CurrentDevice
    {
        get => _currentDevice;
        set
        {
            _currentDevice = value;
            Array.Clear(_functions);
        }
    }

    /// <exception cref="FileNotFoundException">This machine has no Vulkan loader.</exception>
    public static Vk GetApi() => new(new DefaultNativeContext(LoaderName));

    public static Version32 MakeVersion(uint major, uint minor, uint patch = 0) => new(major, minor, patch);

    private static string LoaderName =>
        OperatingSystem.IsWindows() ? "vulkan-1.dll" : OperatingSystem.IsMacOS() ? "libvulkan.1.dylib" : "libvulkan.so.1";

    private nint Load(EntryPoint function)
    {
        nint address = _functions[(int)function];
        return address != 0 ? address : LoadSlowly(function);
    }

    private nint LoadSlowly(EntryPoint function)
    {
        string name = "vk" + function;
        nint text = SilkMarshal.StringToPtr(name, NativeStringEncoding.UTF8);
        try
        {
            nint address = Find(function, (byte*)text);
            if (address == 0)
            {
                throw new SymbolLoadingException(name);
            }

            // Destroying ends what the table was made for, and these two are called once: they are not kept.
            return function is EntryPoint.DestroyDevice or EntryPoint.DestroyInstance ? address : _functions[(int)function] = address;
        }
        finally
        {
            SilkMarshal.Free(text);
        }
    }

    private nint Find(EntryPoint function, byte* name)
    {
        if (_getInstanceProcAddr is null)
        {
            _getInstanceProcAddr = (delegate* unmanaged<Instance, byte*, nint>)Context.GetProcAddress("vkGetInstanceProcAddr");
            _getDeviceProcAddr = (delegate* unmanaged<Device, byte*, nint>)Context.GetProcAddress("vkGetDeviceProcAddr");
        }

        nint address = 0;
        if (function >= FirstOfDevice && _currentDevice is Device device)
        {
            address = _getDeviceProcAddr(device, name);
        }

        if (address == 0 && _currentInstance is Instance instance)
        {
            address = _getInstanceProcAddr(instance, name);
        }

        return address != 0 ? address : _getInstanceProcAddr(default, name);
    }
}
