using System;

namespace Silk.NET.Vulkan;

public unsafe partial class Vk
{
    /// <summary>Calls Vulkan's <c>vkCreateDescriptorSetLayout</c>.</summary>
    public Result CreateDescriptorSetLayout(
        Device device,
        DescriptorSetLayoutCreateInfo* pCreateInfo,
        AllocationCallbacks* pAllocator,
        DescriptorSetLayout* pSetLayout) =>
        ((delegate* unmanaged<Device, DescriptorSetLayoutCreateInfo*, AllocationCallbacks*, DescriptorSetLayout*, Result>)Load(EntryPoint.CreateDescriptorSetLayout))(device, pCreateInfo, pAllocator, pSetLayout);

    /// <summary>Calls Vulkan's <c>vkCreateDescriptorSetLayout</c>.</summary>
    public Result CreateDescriptorSetLayout(
        Device device,
        DescriptorSetLayoutCreateInfo* pCreateInfo,
        AllocationCallbacks* pAllocator,
        out DescriptorSetLayout pSetLayout)
    {
        fixed (DescriptorSetLayout* setLayout = &pSetLayout)
        {
            return CreateDescriptorSetLayout(device, pCreateInfo, pAllocator, setLayout);
        }
    }

    /// <summary>Calls Vulkan's <c>vkCreateDescriptorSetLayout</c>.</summary>
    public Result CreateDescriptorSetLayout(
        Device device,
        ref readonly DescriptorSetLayoutCreateInfo pCreateInfo,
        AllocationCallbacks* pAllocator,
        DescriptorSetLayout* pSetLayout)
    {
        fixed (DescriptorSetLayoutCreateInfo* createInfo = &pCreateInfo)
        {
            return CreateDescriptorSetLayout(device, createInfo, pAllocator, pSetLayout);
        }
    }

    /// <summary>Calls Vulkan's <c>vkCreateDescriptorSetLayout</c>.</summary>
    public Result CreateDescriptorSetLayout(
        Device device,
        ref readonly DescriptorSetLayoutCreateInfo pCreateInfo,
        AllocationCallbacks* pAllocator,
        out DescriptorSetLayout pSetLayout)
    {
        fixed (DescriptorSetLayoutCreateInfo* createInfo = &pCreateInfo)
        fixed (DescriptorSetLayout* setLayout = &pSetLayout)
        {
            return CreateDescriptorSetLayout(device, createInfo, pAllocator, setLayout);
        }
    }

    /// <summary>Calls Vulkan's <c>vkDestroyDescriptorSetLayout</c>.</summary>
    public void DestroyDescriptorSetLayout(Device device, DescriptorSetLayout descriptorSetLayout, AllocationCallbacks* pAllocator) =>
        ((delegate* unmanaged<Device, DescriptorSetLayout, AllocationCallbacks*, void>)Load(EntryPoint.DestroyDescriptorSetLayout))(device, descriptorSetLayout, pAllocator);

    /// <summary>Calls Vulkan's <c>vkCreateDescriptorPool</c>.</summary>
    public Result CreateDescriptorPool(
        Device device,
        DescriptorPoolCreateInfo* pCreateInfo,
        AllocationCallbacks* pAllocator,
        DescriptorPool* pDescriptorPool) =>
        ((delegate* unmanaged<Device, DescriptorPoolCreateInfo*, AllocationCallbacks*, DescriptorPool*, Result>)Load(EntryPoint.CreateDescriptorPool))(device, pCreateInfo, pAllocator, pDescriptorPool);

    /// <summary>Calls Vulkan's <c>vkCreateDescriptorPool</c>.</summary>
    public Result CreateDescriptorPool(
        Device device,
        DescriptorPoolCreateInfo* pCreateInfo,
        AllocationCallbacks* pAllocator,
        out DescriptorPool pDescriptorPool)
    {
        fixed (DescriptorPool* descriptorPool = &pDescriptorPool)
        {
            return CreateDescriptorPool(device, pCreateInfo, pAllocator, descriptorPool);
        }
    }

    /// <summary>Calls Vulkan's <c>vkCreateDescriptorPool</c>.</summary>
    public Result CreateDescriptorPool(
        Device device,
        ref readonly DescriptorPoolCreateInfo pCreateInfo,
        AllocationCallbacks* pAllocator,
        DescriptorPool* pDescriptorPool)
    {
        fixed (DescriptorPoolCreateInfo* createInfo = &pCreateInfo)
        {
            return CreateDescriptorPool(device, createInfo, pAllocator, pDescriptorPool);
        }
    }

    /// <summary>Calls Vulkan's <c>vkCreateDescriptorPool</c>.</summary>
    public Result CreateDescriptorPool(
        Device device,
        ref readonly DescriptorPoolCreateInfo pCreateInfo,
        AllocationCallbacks* pAllocator,
        out DescriptorPool pDescriptorPool)
    {
        fixed (DescriptorPoolCreateInfo* createInfo = &pCreateInfo)
        fixed (DescriptorPool* descriptorPool = &pDescriptorPool)
        {
            return CreateDescriptorPool(device, createInfo, pAllocator, descriptorPool);
        }
    }

    /// <summary>Calls Vulkan's <c>vkDestroyDescriptorPool</c>.</summary>
    public void DestroyDescriptorPool(Device device, DescriptorPool descriptorPool, AllocationCallbacks* pAllocator) =>
        ((delegate* unmanaged<Device, DescriptorPool, AllocationCallbacks*, void>)Load(EntryPoint.DestroyDescriptorPool))(device, descriptorPool, pAllocator);

    /// <summary>Calls Vulkan's <c>vkAllocateDescriptorSets</c>.</summary>
    public Result AllocateDescriptorSets(Device device, DescriptorSetAllocateInfo* pAllocateInfo, DescriptorSet* pDescriptorSets) =>
        ((delegate* unmanaged<Device, DescriptorSetAllocateInfo*, DescriptorSet*, Result>)Load(EntryPoint.AllocateDescriptorSets))(device, pAllocateInfo, pDescriptorSets);

    /// <summary>Calls Vulkan's <c>vkAllocateDescriptorSets</c>.</summary>
    public Result AllocateDescriptorSets(Device device, DescriptorSetAllocateInfo* pAllocateInfo, out DescriptorSet pDescriptorSets)
    {
        fixed (DescriptorSet* descriptorSets = &pDescriptorSets)
        {
            return AllocateDescriptorSets(device, pAllocateInfo, descriptorSets);
        }
    }

    /// <summary>Calls Vulkan's <c>vkAllocateDescriptorSets</c>.</summary>
    public Result AllocateDescriptorSets(
        Device device,
        ref readonly DescriptorSetAllocateInfo pAllocateInfo,
        DescriptorSet* pDescriptorSets)
    {
        fixed (DescriptorSetAllocateInfo* allocateInfo = &pAllocateInfo)
        {
            return AllocateDescriptorSets(device, allocateInfo, pDescriptorSets);
        }
    }

    /// <summary>Calls Vulkan's <c>vkAllocateDescriptorSets</c>.</summary>
    public Result AllocateDescriptorSets(
        Device device,
        ref readonly DescriptorSetAllocateInfo pAllocateInfo,
        out DescriptorSet pDescriptorSets)
    {
        fixed (DescriptorSetAllocateInfo* allocateInfo = &pAllocateInfo)
        fixed (DescriptorSet* descriptorSets = &pDescriptorSets)
        {
            return AllocateDescriptorSets(device, allocateInfo, descriptorSets);
        }
    }

    /// <summary>Calls Vulkan's <c>vkFreeDescriptorSets</c>.</summary>
    public Result FreeDescriptorSets(Device device, DescriptorPool descriptorPool, uint descriptorSetCount, DescriptorSet* pDescriptorSets) =>
        ((delegate* unmanaged<Device, DescriptorPool, uint, DescriptorSet*, Result>)Load(EntryPoint.FreeDescriptorSets))(device, descriptorPool, descriptorSetCount, pDescriptorSets);

    /// <summary>Calls Vulkan's <c>vkUpdateDescriptorSets</c>.</summary>
    public void UpdateDescriptorSets(
        Device device,
        uint descriptorWriteCount,
        WriteDescriptorSet* pDescriptorWrites,
        uint descriptorCopyCount,
        CopyDescriptorSet* pDescriptorCopies) =>
        ((delegate* unmanaged<Device, uint, WriteDescriptorSet*, uint, CopyDescriptorSet*, void>)Load(EntryPoint.UpdateDescriptorSets))(device, descriptorWriteCount, pDescriptorWrites, descriptorCopyCount, pDescriptorCopies);

    /// <summary>Calls Vulkan's <c>vkUpdateDescriptorSets</c>.</summary>
    public void UpdateDescriptorSets(
        Device device,
        uint descriptorWriteCount,
        WriteDescriptorSet* pDescriptorWrites,
        uint descriptorCopyCount,
        ref readonly CopyDescriptorSet pDescriptorCopies)
    {
        fixed (CopyDescriptorSet* descriptorCopies = &pDescriptorCopies)
        {
            UpdateDescriptorSets(device, descriptorWriteCount, pDescriptorWrites, descriptorCopyCount, descriptorCopies);
        }
    }

    /// <summary>Calls Vulkan's <c>vkUpdateDescriptorSets</c>.</summary>
    public void UpdateDescriptorSets(
        Device device,
        uint descriptorWriteCount,
        ref readonly WriteDescriptorSet pDescriptorWrites,
        uint descriptorCopyCount,
        CopyDescriptorSet* pDescriptorCopies)
    {
        fixed (WriteDescriptorSet* descriptorWrites = &pDescriptorWrites)
        {
            UpdateDescriptorSets(device, descriptorWriteCount, descriptorWrites, descriptorCopyCount, pDescriptorCopies);
        }
    }

    /// <summary>Calls Vulkan's <c>vkUpdateDescriptorSets</c>.</summary>
    public void UpdateDescriptorSets(
        Device device,
        uint descriptorWriteCount,
        ref readonly WriteDescriptorSet pDescriptorWrites,
        uint descriptorCopyCount,
        ref readonly CopyDescriptorSet pDescriptorCopies)
    {
        fixed (WriteDescriptorSet* descriptorWrites = &pDescriptorWrites)
        fixed (CopyDescriptorSet* descriptorCopies = &pDescriptorCopies)
        {
            UpdateDescriptorSets(device, descriptorWriteCount, descriptorWrites, descriptorCopyCount, descriptorCopies);
        }
    }

    /// <summary>Calls Vulkan's <c>vkUpdateDescriptorSets</c>.</summary>
    public void UpdateDescriptorSets(
        Device device,
        uint descriptorWriteCount,
        WriteDescriptorSet* pDescriptorWrites,
        ReadOnlySpan<CopyDescriptorSet> pDescriptorCopies)
    {
        fixed (CopyDescriptorSet* descriptorCopies = pDescriptorCopies)
        {
            UpdateDescriptorSets(device, descriptorWriteCount, pDescriptorWrites, (uint)pDescriptorCopies.Length, descriptorCopies);
        }
    }

    /// <summary>Calls Vulkan's <c>vkUpdateDescriptorSets</c>.</summary>
    public void UpdateDescriptorSets(
        Device device,
        ReadOnlySpan<WriteDescriptorSet> pDescriptorWrites,
        uint descriptorCopyCount,
        CopyDescriptorSet* pDescriptorCopies)
    {
        fixed (WriteDescriptorSet* descriptorWrites = pDescriptorWrites)
        {
            UpdateDescriptorSets(device, (uint)pDescriptorWrites.Length, descriptorWrites, descriptorCopyCount, pDescriptorCopies);
        }
    }

    /// <summary>Calls Vulkan's <c>vkUpdateDescriptorSets</c>.</summary>
    public void UpdateDescriptorSets(
        Device device,
        ReadOnlySpan<WriteDescriptorSet> pDescriptorWrites,
        ReadOnlySpan<CopyDescriptorSet> pDescriptorCopies)
    {
        fixed (WriteDescriptorSet* descriptorWrites = pDescriptorWrites)
        fixed (CopyDescriptorSet* descriptorCopies = pDescriptorCopies)
        {
            UpdateDescriptorSets(device, (uint)pDescriptorWrites.Length, descriptorWrites, (uint)pDescriptorCopies.Length, descriptorCopies);
        }
    }
}
