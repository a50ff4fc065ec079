using System;
using Silk.NET.Core;

namespace Silk.NET.Vulkan;

/// <content>Forms that take spans.</content>
public static unsafe partial class VkOverloads
{
    public static Result CreateDevice(
        this Vk thisApi,
        PhysicalDevice physicalDevice,
        DeviceCreateInfo* pCreateInfo,
        AllocationCallbacks* pAllocator,
        Span<Device> pDevice)
    {
        fixed (Device* device = pDevice)
        {
            return thisApi.CreateDevice(physicalDevice, pCreateInfo, pAllocator, device);
        }
    }

    public static Result CreateDevice(
        this Vk thisApi,
        PhysicalDevice physicalDevice,
        ReadOnlySpan<DeviceCreateInfo> pCreateInfo,
        AllocationCallbacks* pAllocator,
        Device* pDevice)
    {
        fixed (DeviceCreateInfo* createInfo = pCreateInfo)
        {
            return thisApi.CreateDevice(physicalDevice, createInfo, pAllocator, pDevice);
        }
    }

    public static Result CreateDevice(
        this Vk thisApi,
        PhysicalDevice physicalDevice,
        ReadOnlySpan<DeviceCreateInfo> pCreateInfo,
        AllocationCallbacks* pAllocator,
        Span<Device> pDevice)
    {
        fixed (DeviceCreateInfo* createInfo = pCreateInfo)
        fixed (Device* device = pDevice)
        {
            return thisApi.CreateDevice(physicalDevice, createInfo, pAllocator, device);
        }
    }

    public static PfnVoidFunction GetDeviceProcAddr(this Vk thisApi, Device device, ReadOnlySpan<byte> pName)
    {
        fixed (byte* name = pName)
        {
            return thisApi.GetDeviceProcAddr(device, name);
        }
    }

    public static void GetDeviceQueue(this Vk thisApi, Device device, uint queueFamilyIndex, uint queueIndex, Span<Queue> pQueue)
    {
        fixed (Queue* queue = pQueue)
        {
            thisApi.GetDeviceQueue(device, queueFamilyIndex, queueIndex, queue);
        }
    }
}
