using System;
using System.Collections.Generic;
using System.Linq;
using Silk.NET.Vulkan;

namespace Modelwright.Runtime.Vulkan;

/// <summary>Records dispatches and barriers into a command stream, verifies the barriers, and counts.</summary>
internal sealed unsafe partial class CommandRecorder(VulkanDevice device, DescriptorSets sets)
{
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

    /// <summary>Copies bytes after everything before, and before everything after.</summary>
    public void Copy(BufferRange source, BufferRange destination)
    {
        TransferBarrier();
        _stream!.Copy(source, destination);
        TransferBarrier();
    }

    /// <summary>Runs what was recorded so far, and goes on recording behind it.</summary>
    public void Flush()
    {
        _stream!.FullBarrier();
        _stream.End();
        PartDone!();
        BeginPart();
    }

    /// <summary>Records a dispatch, or one for each key segment or window of the weight, that binds the step buffer and then the kernel's own buffers.</summary>
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
            Flush();
        }

        RequireBindable(kernel, bindings);
        if (kernel.Definition.States is StateCut states)
        {
            DispatchStates(kernel, bindings, states);
        }
        else if (kernel.Definition.SegmentKeys > 0)
        {
            Bind(kernel, bindings);
            DispatchSegments(kernel, bindings, new BufferWindow(default, 0, AllRows));
        }
        else if (kernel.Definition.Cut is KernelCut cut)
        {
            DispatchWindows(kernel, bindings, cut);
        }
        else
        {
            Bind(kernel, bindings);
            Track(kernel, bindings);
            Start(kernel, bindings[0]);
        }
    }

    /// <summary>A weight or state in windows can be bound only where the kernel says so.</summary>
    private void RequireBindable(ComputeKernel kernel, ReadOnlySpan<BufferRange> bindings)
    {
        for (int i = 1; i < bindings.Length; i++)
        {
            if (bindings[i].Windows is not null && kernel.Definition.Cut?.Binding != i - 1 && kernel.Definition.States?.Bindings.Contains(i - 1) != true)
            {
                throw new DeviceLimitException(
                    device.Info.Name, $"bytes of one buffer, which '{bindings[i].Name}' is to the kernel '{kernel.Name}'", bindings[i].TotalBytes, bindings[i].Bytes);
            }
        }
    }

    private void Push(ComputeKernel kernel, ReadOnlySpan<uint> constants)
    {
        fixed (uint* words = constants)
        {
            device.Api.CmdPushConstants(_stream!.Buffer, kernel.Layout.Pipeline, ShaderStageFlags.ComputeBit, 0, (uint)constants.Length * sizeof(uint), words);
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
        HazardTracker.CheckAliases(kernel.Name, bindings[1..], kernel.Definition.Bindings);
        DescriptorSet set = sets.Get(kernel.Layout, bindings);
        device.Api.CmdBindPipeline(_stream!.Buffer, PipelineBindPoint.Compute, kernel.PipelineFor(ComputeKernel.FormatsOf(bindings)));
        device.Api.CmdBindDescriptorSets(_stream.Buffer, PipelineBindPoint.Compute, kernel.Layout.Pipeline, 0, 1, &set, 0, (uint*)null);
    }

    /// <summary>Verifies and notes what a dispatch does to its operands; of a further window to those alone that are another range than before.</summary>
    private void Track(ComputeKernel kernel, ReadOnlySpan<BufferRange> bindings, IReadOnlyList<int>? operands = null)
    {
        IReadOnlyList<BindingAccess> accesses = kernel.Definition.Bindings;
        int count = operands?.Count ?? accesses.Count;
        for (int i = 0; i < count; i++)
        {
            int operand = operands?[i] ?? i;
            _hazards.Check(kernel.Name, bindings[operand + 1], accesses[operand]);
        }

        for (int i = 0; i < count; i++)
        {
            int operand = operands?[i] ?? i;
            _hazards.Add(kernel.Name, bindings[operand + 1], accesses[operand]);
        }
    }

    private void Start(ComputeKernel kernel, BufferRange step, int items = 1)
    {
        Dispatches++;
        _inPart++;
        if (kernel.IsIndirect)
        {
            device.Api.CmdDispatchIndirect(_stream!.Buffer, step.Buffer.Handle, (ulong)(step.Offset + StepBuffer.GridOffset));
            return;
        }

        KernelDefinition definition = kernel.Definition;
        device.Api.CmdDispatch(
            _stream!.Buffer, kernel.Groups(definition.X, _shape, items), kernel.Groups(definition.Y, _shape, items), kernel.Groups(definition.Z, _shape, items));
    }
}
