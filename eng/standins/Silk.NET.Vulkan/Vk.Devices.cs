using Silk.NET.Core;
using Silk.NET.Core.Native;

namespace Silk.NET.Vulkan;

public unsafe partial class Vk
{
    /// <summary>Calls Vulkan's <c>vkCreateDevice</c>.</summary>
    public Result CreateDevice(
        PhysicalDevice physicalDevice,
        DeviceCreateInfo* pCreateInfo,
        AllocationCallbacks* pAllocator,
        Device* pDevice)
    {
        Result result = ((delegate* unmanaged<PhysicalDevice, DeviceCreateInfo*, AllocationCallbacks*, Device*, Result>)Load(EntryPoint.CreateDevice))(physicalDevice, pCreateInfo, pAllocator, pDevice);
        if (result == Result.Success)
        {
            CurrentDevice = *pDevice;
        }

        return result;
    }

    /// <summary>Calls Vulkan's <c>vkCreateDevice</c>.</summary>
    public Result CreateDevice(
        PhysicalDevice physicalDevice,
        DeviceCreateInfo* pCreateInfo,
        AllocationCallbacks* pAllocator,
        out Device pDevice)
    {
        fixed (Device* device = &pDevice)
        {
            return CreateDevice(physicalDevice, pCreateInfo, pAllocator, device);
        }
    }

    /// <summary>Calls Vulkan's <c>vkCreateDevice</c>.</summary>
    public Result CreateDevice(
        PhysicalDevice physicalDevice,
        ref readonly DeviceCreateInfo pCreateInfo,
        AllocationCallbacks* pAllocator,
        Device* pDevice)
    {
        fixed (DeviceCreateInfo* createInfo = &pCreateInfo)
        {
            return CreateDevice(physicalDevice, createInfo, pAllocator, pDevice);
        }
    }

    /// <summary>Calls Vulkan's <c>vkCreateDevice</c>.</summary>
    public Result CreateDevice(
        PhysicalDevice physicalDevice,
        ref readonly DeviceCreateInfo pCreateInfo,
        AllocationCallbacks* pAllocator,
        out Device pDevice)
    {
        fixed (DeviceCreateInfo* createInfo = &pCreateInfo)
        fixed (Device* device = &pDevice)
        {
            return CreateDevice(physicalDevice, createInfo, pAllocator, device);
        }
    }

    /// <summary>Calls Vulkan's <c>vkDestroyDevice</c>.</summary>
    public void DestroyDevice(Device device, AllocationCallbacks* pAllocator)
    {
        ((delegate* unmanaged<Device, AllocationCallbacks*, void>)Load(EntryPoint.DestroyDevice))(device, pAllocator);
        if (CurrentDevice?.Handle == device.Handle)
        {
            CurrentDevice = null;
        }
    }

    /// <summary>Calls Vulkan's <c>vkDeviceWaitIdle</c>.</summary>
    public Result DeviceWaitIdle(Device device) =>
        ((delegate* unmanaged<Device, Result>)Load(EntryPoint.DeviceWaitIdle))(device);

    /// <summary>Calls Vulkan's <c>vkGetDeviceProcAddr</c>.</summary>
    public PfnVoidFunction GetDeviceProcAddr(Device device, byte* pName) =>
        new((delegate* unmanaged[Cdecl]<void>)((delegate* unmanaged<Device, byte*, nint>)Load(EntryPoint.GetDeviceProcAddr))(device, pName));

    /// <summary>Calls Vulkan's <c>vkGetDeviceProcAddr</c>.</summary>
    public PfnVoidFunction GetDeviceProcAddr(Device device, string pName)
    {
        byte* name = (byte*)SilkMarshal.StringToPtr(pName, NativeStringEncoding.UTF8);
        try
        {
            return GetDeviceProcAddr(device, name);
        }
        finally
        {
            SilkMarshal.Free((nint)name);
        }
    }

    /// <summary>Calls Vulkan's <c>vkGetDeviceQueue</c>.</summary>
    public void GetDeviceQueue(Device device, uint queueFamilyIndex, uint queueIndex, Queue* pQueue) =>
        ((delegate* unmanaged<Device, uint, uint, Queue*, void>)Load(EntryPoint.GetDeviceQueue))(device, queueFamilyIndex, queueIndex, pQueue);

    /// <summary>Calls Vulkan's <c>vkGetDeviceQueue</c>.</summary>
    public void GetDeviceQueue(Device device, uint queueFamilyIndex, uint queueIndex, out Queue pQueue)
    {
        fixed (Queue* queue = &pQueue)
        {
            GetDeviceQueue(device, queueFamilyIndex, queueIndex, queue);
        }
    }

    /// <summary>Calls Vulkan's <c>vkGetDeviceQueue</c>.</summary>
    public Queue GetDeviceQueue(Device device, uint queueFamilyIndex, uint queueIndex)
    {
        Queue result = default;
        GetDeviceQueue(device, queueFamilyIndex, queueIndex, &result);

        return result;
    }
}
