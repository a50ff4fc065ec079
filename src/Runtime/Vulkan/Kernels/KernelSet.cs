using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.ExceptionServices;
using System.Threading.Tasks;
using Silk.NET.Core.Native;
using Silk.NET.Vulkan;

namespace Modelwright.Runtime.Vulkan;

/// <summary>The pipelines of a model's kernels, made in parallel.</summary>
internal sealed unsafe class KernelSet : IDisposable
{
    private const int Workers = 2;
    private const int Constants = 6;

    private readonly ComputeKernel?[] _kernels;

    private KernelSet(int count)
    {
        _kernels = new ComputeKernel?[count];
    }

    public ComputeKernel this[int index] => _kernels[index]!;

    public static KernelSet Create(VulkanDevice device, IReadOnlyList<KernelDefinition> definitions, KernelFormats formats, ShaderLibrary shaders)
    {
        IReadOnlyList<byte[]> modules = shaders.Get([.. definitions.Select(static d => new ShaderSource(d.Name, d.Glsl))]);
        KernelSet set = new(definitions.Count);
        try
        {
            Parallel.For(0, definitions.Count, new ParallelOptions { MaxDegreeOfParallelism = Workers }, i =>
                set._kernels[i] = Create(device, definitions[i], formats, modules[i]));
            return set;
        }
        catch (AggregateException e)
        {
            set.Dispose();
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
            throw;
        }
    }

    public void Dispose()
    {
        foreach (ComputeKernel? kernel in _kernels)
        {
            kernel?.Dispose();
        }
    }

    private static ComputeKernel Create(VulkanDevice device, KernelDefinition definition, KernelFormats formats, byte[] spirv)
    {
        KernelLayout layout = device.Layouts.Get(definition.Bindings.Count + 1, definition.SegmentKeys > 0 || definition.Cut is not null);
        ShaderModule module;
        fixed (byte* code = spirv)
        {
            ShaderModuleCreateInfo info = new(codeSize: (nuint)spirv.Length, pCode: (uint*)code);
            device.Check(device.Api.CreateShaderModule(device.Handle, &info, null, &module), $"creating the kernel '{definition.Name}'");
        }

        try
        {
            return new ComputeKernel(device, definition, layout, CreatePipeline(device, definition, formats, layout, module));
        }
        finally
        {
            device.Api.DestroyShaderModule(device.Handle, module, null);
        }
    }

    private static Pipeline CreatePipeline(VulkanDevice device, KernelDefinition definition, KernelFormats formats, KernelLayout layout, ShaderModule module)
    {
        uint size = (uint)device.Profile.SubgroupSize;
        uint subgroups = (uint)device.Profile.Subgroups(definition.Class);
        uint* values = stackalloc uint[Constants]
        {
            size,
            subgroups,
            size * subgroups,
            KernelFormats.Number(formats.Weights),
            KernelFormats.Number(formats.Cache),
            (uint)device.Profile.Rows(definition.Class),
        };
        SpecializationMapEntry* entries = stackalloc SpecializationMapEntry[Constants];
        for (uint i = 0; i < Constants; i++)
        {
            entries[i] = new SpecializationMapEntry(constantID: i, offset: i * sizeof(uint), size: sizeof(uint));
        }

        SpecializationInfo constants = new(Constants, entries, dataSize: Constants * sizeof(uint), pData: values);
        PipelineShaderStageRequiredSubgroupSizeCreateInfo required = new(requiredSubgroupSize: size);
        byte* entryPoint = (byte*)SilkMarshal.StringToPtr("main");
        try
        {
            ComputePipelineCreateInfo info = new(
                stage: new PipelineShaderStageCreateInfo(
                    pNext: device.Capabilities.SubgroupSizeControl ? &required : null,
                    flags: device.Capabilities.FullSubgroups ? PipelineShaderStageCreateFlags.RequireFullSubgroupsBit : 0,
                    stage: ShaderStageFlags.ComputeBit,
                    module: module,
                    pName: entryPoint,
                    pSpecializationInfo: &constants),
                layout: layout.Pipeline);
            Pipeline pipeline;
            device.Check(
                device.Api.CreateComputePipelines(device.Handle, default, 1, &info, null, &pipeline),
                $"creating the pipeline of the kernel '{definition.Name}'");
            return pipeline;
        }
        finally
        {
            SilkMarshal.Free((nint)entryPoint);
        }
    }
}
