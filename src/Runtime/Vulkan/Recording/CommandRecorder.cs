using System;
using System.Collections.Generic;
using Silk.NET.Vulkan;

namespace Modelwright.Runtime.Vulkan;

/// <summary>Records dispatches and barriers into a command stream, verifies the barriers, and counts.</summary>
internal sealed unsafe class CommandRecorder(VulkanDevice device, DescriptorSets sets)
{
    /// <summary>Words 4 to 6 of the step buffer are the grid of kernels that split the keys.</summary>
    private const int IndirectOffset = 4 * sizeof(uint);

    private readonly HazardTracker _hazards = new();
    private int _inPart;
    private CommandStream? _stream;
    private CallShape _shape;

    /// <summary>Dispatches recorded since <see cref="Begin"/>.</summary>
    public int Dispatches { get; private set; }

    /// <summary>What is recorded is run again with other numbers in the step buffer, so nothing of it may depend on the columns there are.</summary>
    public bool Replayed { get; init; }

    /// <summary>Dispatches after which <see cref="PartDone"/> runs what was recorded so far.</summary>
    public int PartLength { get; init; } = int.MaxValue;

    /// <summary>Runs a finished part of a long recording, if it may be run in parts.</summary>
    public Action? PartDone { get; set; }

    public void Begin(CommandStream stream, CallShape shape)
    {
        _stream = stream;
        _shape = shape;
        Dispatches = 0;
        BeginPart();
    }

    /// <summary>Ends the recording; what it wrote is visible to the host and to later copies.</summary>
    public void End()
    {
        _stream!.FullBarrier();
        _stream.End();
        _hazards.Barrier();
        _stream = null;
    }

    public void Barrier()
    {
        if (!_hazards.IsClear)
        {
            _stream!.ComputeBarrier();
            _hazards.Barrier();
        }
    }

    /// <summary>Makes what was written visible to copies, and copies visible to kernels.</summary>
    public void TransferBarrier()
    {
        _stream!.FullBarrier();
        _hazards.Barrier();
    }

    /// <summary>Records a dispatch, or one for each key segment, that binds the step buffer and then the kernel's own buffers.</summary>
    public void Dispatch(ComputeKernel kernel, ReadOnlySpan<BufferRange> bindings)
    {
        IReadOnlyList<BindingAccess> accesses = kernel.Definition.Bindings;
        if (bindings.Length != accesses.Count + 1)
        {
            throw new ArgumentException($"The kernel '{kernel.Name}' binds {accesses.Count} buffers; found {bindings.Length - 1}.", nameof(bindings));
        }

        if (Replayed && kernel.Definition.SegmentKeys > 0)
        {
            throw new InvalidOperationException($"The kernel '{kernel.Name}' is cut by the number of keys and cannot be part of a recording that is replayed.");
        }

        if (_inPart >= PartLength && PartDone is not null)
        {
            _stream!.FullBarrier();
            _stream.End();
            PartDone();
            BeginPart();
        }

        HazardTracker.CheckAliases(kernel.Name, bindings[1..], accesses);
        Bind(kernel, bindings);
        if (kernel.Definition.SegmentKeys == 0)
        {
            Track(kernel, bindings);
            Start(kernel, bindings[0]);
            return;
        }

        int segment = kernel.Definition.SegmentKeys;
        uint* words = stackalloc uint[4];
        for (int first = 0; first < _shape.Keys; first += segment)
        {
            if (first > 0)
            {
                Barrier();
            }

            int end = Math.Min(first + segment, _shape.Keys);
            words[0] = (uint)first;
            words[1] = (uint)end;
            words[2] = first == 0 ? 1u : 0u;
            words[3] = end == _shape.Keys ? 1u : 0u;
            device.Api.CmdPushConstants(
                _stream!.Buffer, kernel.Layout.Pipeline, ShaderStageFlags.ComputeBit, 0, PipelineLayouts.SegmentBytes, words);
            Track(kernel, bindings);
            Start(kernel, bindings[0]);
        }
    }

    private void BeginPart()
    {
        _inPart = 0;
        _hazards.Barrier();
        _stream!.Begin();
        _stream.FullBarrier();
    }

    private void Bind(ComputeKernel kernel, ReadOnlySpan<BufferRange> bindings)
    {
        DescriptorSet set = sets.Get(kernel.Layout, bindings);
        device.Api.CmdBindPipeline(_stream!.Buffer, PipelineBindPoint.Compute, kernel.Pipeline);
        device.Api.CmdBindDescriptorSets(_stream.Buffer, PipelineBindPoint.Compute, kernel.Layout.Pipeline, 0, 1, &set, 0, (uint*)null);
    }

    private void Track(ComputeKernel kernel, ReadOnlySpan<BufferRange> bindings)
    {
        IReadOnlyList<BindingAccess> accesses = kernel.Definition.Bindings;
        for (int i = 0; i < accesses.Count; i++)
        {
            _hazards.Check(kernel.Name, bindings[i + 1], accesses[i]);
        }

        for (int i = 0; i < accesses.Count; i++)
        {
            _hazards.Add(kernel.Name, bindings[i + 1], accesses[i]);
        }
    }

    private void Start(ComputeKernel kernel, BufferRange step)
    {
        Dispatches++;
        _inPart++;
        if (kernel.IsIndirect)
        {
            device.Api.CmdDispatchIndirect(_stream!.Buffer, step.Buffer.Handle, (ulong)(step.Offset + IndirectOffset));
            return;
        }

        KernelDefinition definition = kernel.Definition;
        device.Api.CmdDispatch(
            _stream!.Buffer, kernel.Groups(definition.X, _shape), kernel.Groups(definition.Y, _shape), kernel.Groups(definition.Z, _shape));
    }
}
