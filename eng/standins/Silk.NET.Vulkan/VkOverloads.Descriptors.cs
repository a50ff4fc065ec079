using System;

namespace Silk.NET.Vulkan;

/// <content>Forms that take spans.</content>
public static unsafe partial class VkOverloads
{
    public static Result CreateDescriptorSetLayout(
        this Vk thisApi,
        Device device,
        DescriptorSetLayoutCreateInfo* pCreateInfo,
        AllocationCallbacks* pAllocator,
        Span<DescriptorSetLayout> pSetLayout)
    {
        fixed (DescriptorSetLayout* setLayout = pSetLayout)
        {
            return thisApi.CreateDescriptorSetLayout(device, pCreateInfo, pAllocator, setLayout);
        }
    }

    public static Result CreateDescriptorSetLayout(
        this Vk thisApi,
        Device device,
        ReadOnlySpan<DescriptorSetLayoutCreateInfo> pCreateInfo,
        AllocationCallbacks* pAllocator,
        DescriptorSetLayout* pSetLayout)
    {
        fixed (DescriptorSetLayoutCreateInfo* createInfo = pCreateInfo)
        {
            return thisApi.CreateDescriptorSetLayout(device, createInfo, pAllocator, pSetLayout);
        }
    }

    public static Result CreateDescriptorSetLayout(
        this Vk thisApi,
        Device device,
        ReadOnlySpan<DescriptorSetLayoutCreateInfo> pCreateInfo,
        AllocationCallbacks* pAllocator,
        Span<DescriptorSetLayout> pSetLayout)
    {
        fixed (DescriptorSetLayoutCreateInfo* createInfo = pCreateInfo)
        fixed (DescriptorSetLayout* setLayout = pSetLayout)
        {
            return thisApi.CreateDescriptorSetLayout(device, createInfo, pAllocator, setLayout);
        }
    }

    public static Result CreateDescriptorPool(
        this Vk thisApi,
        Device device,
        DescriptorPoolCreateInfo* pCreateInfo,
        AllocationCallbacks* pAllocator,
        Span<DescriptorPool> pDescriptorPool)
    {
        fixed (DescriptorPool* descriptorPool = pDescriptorPool)
        {
            return thisApi.CreateDescriptorPool(device, pCreateInfo, pAllocator, descriptorPool);
        }
    }

    public static Result CreateDescriptorPool(
        this Vk thisApi,
        Device device,
        ReadOnlySpan<DescriptorPoolCreateInfo> pCreateInfo,
        AllocationCallbacks* pAllocator,
        DescriptorPool* pDescriptorPool)
    {
        fixed (DescriptorPoolCreateInfo* createInfo = pCreateInfo)
        {
            return thisApi.CreateDescriptorPool(device, createInfo, pAllocator, pDescriptorPool);
        }
    }

    public static Result CreateDescriptorPool(
        this Vk thisApi,
        Device device,
        ReadOnlySpan<DescriptorPoolCreateInfo> pCreateInfo,
        AllocationCallbacks* pAllocator,
        Span<DescriptorPool> pDescriptorPool)
    {
        fixed (DescriptorPoolCreateInfo* createInfo = pCreateInfo)
        fixed (DescriptorPool* descriptorPool = pDescriptorPool)
        {
            return thisApi.CreateDescriptorPool(device, createInfo, pAllocator, descriptorPool);
        }
    }

    public static Result AllocateDescriptorSets(
        this Vk thisApi,
        Device device,
        DescriptorSetAllocateInfo* pAllocateInfo,
        Span<DescriptorSet> pDescriptorSets)
    {
        fixed (DescriptorSet* descriptorSets = pDescriptorSets)
        {
            return thisApi.AllocateDescriptorSets(device, pAllocateInfo, descriptorSets);
        }
    }

    public static Result AllocateDescriptorSets(
        this Vk thisApi,
        Device device,
        ReadOnlySpan<DescriptorSetAllocateInfo> pAllocateInfo,
        DescriptorSet* pDescriptorSets)
    {
        fixed (DescriptorSetAllocateInfo* allocateInfo = pAllocateInfo)
        {
            return thisApi.AllocateDescriptorSets(device, allocateInfo, pDescriptorSets);
        }
    }

    public static Result AllocateDescriptorSets(
        this Vk thisApi,
        Device device,
        ReadOnlySpan<DescriptorSetAllocateInfo> pAllocateInfo,
        Span<DescriptorSet> pDescriptorSets)
    {
        fixed (DescriptorSetAllocateInfo* allocateInfo = pAllocateInfo)
        fixed (DescriptorSet* descriptorSets = pDescriptorSets)
        {
            return thisApi.AllocateDescriptorSets(device, allocateInfo, descriptorSets);
        }
    }

    public static Result FreeDescriptorSets(
        this Vk thisApi,
        Device device,
        DescriptorPool descriptorPool,
        uint descriptorSetCount,
        ReadOnlySpan<DescriptorSet> pDescriptorSets)
    {
        fixed (DescriptorSet* descriptorSets = pDescriptorSets)
        {
            return thisApi.FreeDescriptorSets(device, descriptorPool, descriptorSetCount, descriptorSets);
        }
    }

    public static void UpdateDescriptorSets(
        this Vk thisApi,
        Device device,
        uint descriptorWriteCount,
        WriteDescriptorSet* pDescriptorWrites,
        uint descriptorCopyCount,
        ReadOnlySpan<CopyDescriptorSet> pDescriptorCopies)
    {
        fixed (CopyDescriptorSet* descriptorCopies = pDescriptorCopies)
        {
            thisApi.UpdateDescriptorSets(device, descriptorWriteCount, pDescriptorWrites, descriptorCopyCount, descriptorCopies);
        }
    }

    public static void UpdateDescriptorSets(
        this Vk thisApi,
        Device device,
        uint descriptorWriteCount,
        ReadOnlySpan<WriteDescriptorSet> pDescriptorWrites,
        uint descriptorCopyCount,
        CopyDescriptorSet* pDescriptorCopies)
    {
        fixed (WriteDescriptorSet* descriptorWrites = pDescriptorWrites)
        {
            thisApi.UpdateDescriptorSets(device, descriptorWriteCount, descriptorWrites, descriptorCopyCount, pDescriptorCopies);
        }
    }

    public static void UpdateDescriptorSets(
        this Vk thisApi,
        Device device,
        uint descriptorWriteCount,
        ReadOnlySpan<WriteDescriptorSet> pDescriptorWrites,
        uint descriptorCopyCount,
        ReadOnlySpan<CopyDescriptorSet> pDescriptorCopies)
    {
        fixed (WriteDescriptorSet* descriptorWrites = pDescriptorWrites)
        fixed (CopyDescriptorSet* descriptorCopies = pDescriptorCopies)
        {
            thisApi.UpdateDescriptorSets(device, descriptorWriteCount, descriptorWrites, descriptorCopyCount, descriptorCopies);
        }
    }
}
