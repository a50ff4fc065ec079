using System;
using System.Collections.Generic;
using System.Threading;
using Silk.NET.Core.Native;
using Silk.NET.Vulkan;

namespace Modelwright.Runtime.Vulkan;

/// <summary>A kernel as the device runs it: a pipeline for each combination of formats that its weights have.</summary>
internal sealed unsafe class ComputeKernel : IDisposable
{
    private readonly VulkanDevice _device;
    private readonly ElementFormat _cache;
    private readonly ShaderModule _module;
    private readonly int _subgroups;
    private readonly int _rows;
    private readonly Lock _gate = new();
    private readonly Dictionary<EquatableArray<uint>, Pipeline> _pipelines = [];

    public ComputeKernel(VulkanDevice device, KernelDefinition definition, ElementFormat cache, byte[] spirv)
    {
        _device = device;
        _cache = cache;
        Definition = definition;
        Layout = device.Layouts.Get(definition.Bindings.Count + 1, definition.SegmentKeys > 0 || definition.Cut is not null || definition.States is not null);
        _subgroups = device.Profile.Subgroups(definition.Class);
        _rows = device.Profile.Rows(definition.Class);
        IsIndirect = definition.X.Extent == Extent.KeySplits || definition.Y.Extent == Extent.KeySplits || definition.Z.Extent == Extent.KeySplits;
        fixed (byte* code = spirv)
        {
            ShaderModuleCreateInfo info = new(codeSize: (nuint)spirv.Length, pCode: (uint*)code);
            ShaderModule module;
            device.Check(device.Api.CreateShaderModule(device.Handle, &info, null, &module), $"creating the kernel '{Name}'");
            _module = module;
        }
    }

    public KernelDefinition Definition { get; }

    public string Name => Definition.Name;

    public KernelLayout Layout { get; }

    /// <summary>Its grid is read from the step buffer.</summary>
    public bool IsIndirect { get; }

    /// <summary>What the formats of its bindings are to a kernel, the step buffer's first: see <see cref="FormatWord"/>.</summary>
    public static EquatableArray<uint> FormatsOf(ReadOnlySpan<BufferRange> bindings)
    {
        uint[] words = new uint[bindings.Length];
        for (int i = 0; i < words.Length; i++)
        {
            words[i] = bindings[i].Format?.Word ?? 0;
        }

        return words;
    }

    /// <summary>The pipeline for bindings of these formats; made when it is first asked for.</summary>
    public Pipeline PipelineFor(EquatableArray<uint> formats)
    {
        lock (_gate)
        {
            if (!_pipelines.TryGetValue(formats, out Pipeline pipeline))
            {
                pipeline = Create(formats);
                _pipelines.Add(formats, pipeline);
            }

            return pipeline;
        }
    }

    /// <summary>Workgroups along an axis; <paramref name="items"/> are those of the window that is bound.</summary>
    /// <exception cref="DeviceLimitException">More than the device can start.</exception>
    public uint Groups(GridAxis axis, CallShape shape, int items)
    {
        long extent = axis.Extent switch
        {
            Extent.Rows => shape.Rows,
            Extent.Batch => shape.Batch,
            Extent.Tokens => shape.Tokens,
            Extent.Window => items,
            _ => 1,
        };
        long unit = axis.Unit switch
        {
            GridUnit.Subgroup => _subgroups,
            GridUnit.Rows => (long)_subgroups * _rows,
            GridUnit.Lane => (long)_subgroups * _device.Profile.SubgroupSize,
            _ => 1,
        };
        long covered = axis.Per * unit;
        long groups = Math.Max(1, ((axis.Factor * extent) + covered - 1) / covered);
        return groups <= _device.Capabilities.MaxGroups
            ? (uint)groups
            : throw new DeviceLimitException(_device.Info.Name, $"workgroups of the kernel '{Name}' (maxComputeWorkGroupCount)", groups, _device.Capabilities.MaxGroups);
    }

    public void Dispose()
    {
        foreach (Pipeline pipeline in _pipelines.Values)
        {
            _device.Api.DestroyPipeline(_device.Handle, pipeline, null);
        }

        _device.Api.DestroyShaderModule(_device.Handle, _module, null);
    }

    private Pipeline Create(EquatableArray<uint> formats)
    {
        uint size = (uint)_device.Profile.SubgroupSize;
        List<(uint Id, uint Value)> constants =
        [
            (0, size),
            (1, (uint)_subgroups),
            (2, size * (uint)_subgroups),
            (3, (uint)CacheFormats.Row(_cache).Codes),
            (4, (uint)_rows),
        ];
        for (int i = 0; i < formats.Count; i++)
        {
            constants.Add(((uint)(FormatWord.FirstConstant + i), formats[i]));
        }

        uint* values = stackalloc uint[constants.Count];
        SpecializationMapEntry* entries = stackalloc SpecializationMapEntry[constants.Count];
        for (int i = 0; i < constants.Count; i++)
        {
            values[i] = constants[i].Value;
            entries[i] = new SpecializationMapEntry(constantID: constants[i].Id, offset: (uint)i * sizeof(uint), size: sizeof(uint));
        }

        SpecializationInfo info = new((uint)constants.Count, entries, dataSize: (nuint)constants.Count * sizeof(uint), pData: values);
        return Create(size, &info);
    }

    private Pipeline Create(uint subgroupSize, SpecializationInfo* constants)
    {
        PipelineShaderStageRequiredSubgroupSizeCreateInfo required = new(requiredSubgroupSize: subgroupSize);
        byte* entryPoint = (byte*)SilkMarshal.StringToPtr("main");
        try
        {
            ComputePipelineCreateInfo info = new(
                flags: _device.KeepsStatistics ? PipelineCreateFlags.CreateCaptureStatisticsBitKhr : 0,
                stage: new PipelineShaderStageCreateInfo(
                    pNext: _device.Capabilities.SubgroupSizeControl ? &required : null,
                    flags: _device.Capabilities.FullSubgroups ? PipelineShaderStageCreateFlags.RequireFullSubgroupsBit : 0,
                    stage: ShaderStageFlags.ComputeBit,
                    module: _module,
                    pName: entryPoint,
                    pSpecializationInfo: constants),
                layout: Layout.Pipeline);
            Pipeline pipeline;
            _device.Check(
                _device.Api.CreateComputePipelines(_device.Handle, default, 1, &info, null, &pipeline),
                $"creating the pipeline of the kernel '{Name}'");
            return pipeline;
        }
        finally
        {
            SilkMarshal.Free((nint)entryPoint);
        }
    }
}
