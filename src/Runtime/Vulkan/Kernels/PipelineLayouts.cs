using System;
using System.Collections.Generic;
using System.Threading;
using Silk.NET.Vulkan;

namespace Modelwright.Runtime.Vulkan;

/// <summary>The pipeline layouts of a device: one for each number of storage buffers, with or without push constants.</summary>
internal sealed unsafe class PipelineLayouts(VulkanDevice device) : IDisposable
{
    /// <summary>Words of push constants: two of a window, or four of a key segment and then the window's.</summary>
    public const int ConstantWords = 6;

    /// <summary>Bytes of push constants.</summary>
    public const uint ConstantBytes = ConstantWords * sizeof(uint);

    private readonly Lock _gate = new();
    private readonly Dictionary<(int Buffers, bool Constants), KernelLayout> _layouts = [];

    public KernelLayout Get(int buffers, bool constants)
    {
        lock (_gate)
        {
            if (!_layouts.TryGetValue((buffers, constants), out KernelLayout? layout))
            {
                layout = Create(buffers, constants);
                _layouts.Add((buffers, constants), layout);
            }

            return layout;
        }
    }

    public void Dispose()
    {
        foreach (KernelLayout layout in _layouts.Values)
        {
            device.Api.DestroyPipelineLayout(device.Handle, layout.Pipeline, null);
            device.Api.DestroyDescriptorSetLayout(device.Handle, layout.Set, null);
        }

        _layouts.Clear();
    }

    private KernelLayout Create(int buffers, bool constants)
    {
        DescriptorSetLayoutBinding* bindings = stackalloc DescriptorSetLayoutBinding[buffers];
        for (int i = 0; i < buffers; i++)
        {
            bindings[i] = new DescriptorSetLayoutBinding(
                binding: (uint)i, descriptorType: DescriptorType.StorageBuffer, descriptorCount: 1, stageFlags: ShaderStageFlags.ComputeBit);
        }

        DescriptorSetLayoutCreateInfo setInfo = new(bindingCount: (uint)buffers, pBindings: bindings);
        DescriptorSetLayout set;
        device.Check(device.Api.CreateDescriptorSetLayout(device.Handle, &setInfo, null, &set), "creating a descriptor set layout");

        PushConstantRange range = new(ShaderStageFlags.ComputeBit, offset: 0, size: ConstantBytes);
        PipelineLayoutCreateInfo info = new(
            setLayoutCount: 1,
            pSetLayouts: &set,
            pushConstantRangeCount: constants ? 1u : 0u,
            pPushConstantRanges: constants ? &range : null);
        PipelineLayout pipeline;
        device.Check(device.Api.CreatePipelineLayout(device.Handle, &info, null, &pipeline), "creating a pipeline layout");
        return new KernelLayout(set, pipeline, buffers, constants);
    }
}

/// <summary>How a kernel's buffers are bound.</summary>
internal sealed record KernelLayout(DescriptorSetLayout Set, PipelineLayout Pipeline, int Buffers, bool Constants);
