using System;
using Silk.NET.Vulkan;

namespace Modelwright.Runtime.Vulkan;

/// <summary>A kernel as the device runs it.</summary>
internal sealed unsafe class ComputeKernel(VulkanDevice device, KernelDefinition definition, KernelLayout layout, Pipeline pipeline) : IDisposable
{
    private readonly int _subgroups = device.Profile.Subgroups(definition.Class);
    private readonly int _rows = device.Profile.Rows(definition.Class);

    public KernelDefinition Definition => definition;

    public string Name => definition.Name;

    public KernelLayout Layout => layout;

    public Pipeline Pipeline => pipeline;

    /// <summary>Its grid is read from the step buffer.</summary>
    public bool IsIndirect { get; } =
        definition.X.Extent == Extent.KeySplits || definition.Y.Extent == Extent.KeySplits || definition.Z.Extent == Extent.KeySplits;

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
            GridUnit.Lane => (long)_subgroups * device.Profile.SubgroupSize,
            _ => 1,
        };
        long covered = axis.Per * unit;
        long groups = Math.Max(1, ((axis.Factor * extent) + covered - 1) / covered);
        return groups <= device.Capabilities.MaxGroups
            ? (uint)groups
            : throw new DeviceLimitException(device.Info.Name, $"workgroups of the kernel '{Name}' (maxComputeWorkGroupCount)", groups, device.Capabilities.MaxGroups);
    }

    public void Dispose() => device.Api.DestroyPipeline(device.Handle, pipeline, null);
}
