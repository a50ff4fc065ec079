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
        if (kernel.Definition.SegmentKeys > 0)
        {
            DispatchSegments(kernel, bindings);
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

    /// <summary>A weight in windows can be bound only where the kernel says so.</summary>
    private void RequireBindable(ComputeKernel kernel, ReadOnlySpan<BufferRange> bindings)
    {
        for (int i = 1; i < bindings.Length; i++)
        {
            if (bindings[i].Windows is not null && kernel.Definition.Cut?.Binding != i - 1)
            {
                throw new DeviceLimitException(
                    device.Info.Name, $"bytes of one buffer, which '{bindings[i].Name}' is to the kernel '{kernel.Name}'", bindings[i].TotalBytes, bindings[i].Bytes);
            }
        }
    }

    /// <summary>One dispatch for each segment of the keys; they follow each other.</summary>
    private void DispatchSegments(ComputeKernel kernel, ReadOnlySpan<BufferRange> bindings)
    {
        Bind(kernel, bindings);
        int segment = kernel.Definition.SegmentKeys;
        for (int first = 0; first < _shape.Keys; first += segment)
        {
            if (first > 0)
            {
                Barrier();
            }

            int end = Math.Min(first + segment, _shape.Keys);
            Push(kernel, [(uint)first, (uint)end, first == 0 ? 1u : 0u, end == _shape.Keys ? 1u : 0u]);
            Track(kernel, bindings);
            Start(kernel, bindings[0]);
        }
    }

    /// <summary>One dispatch for each window of the weight. They write different items, so none waits for another unless they accumulate.</summary>
    private void DispatchWindows(ComputeKernel kernel, ReadOnlySpan<BufferRange> bindings, KernelCut cut)
    {
        BufferRange weight = bindings[cut.Binding + 1];
        IReadOnlyList<WeightWindow> windows = weight.Windows ?? [new WeightWindow(weight, 0, cut.Items * cut.RowsPerItem)];
        BufferRange[] bound = bindings.ToArray();
        for (int i = 0; i < windows.Count; i++)
        {
            bound[cut.Binding + 1] = windows[i].Range;
            if (i > 0 && cut.Accumulates)
            {
                Barrier();
            }

            Bind(kernel, bound);
            if (i == 0 || cut.Accumulates)
            {
                Track(kernel, bound);
            }
            else
            {
                _hazards.Check(kernel.Name, windows[i].Range, BindingAccess.Read);
                _hazards.Add(kernel.Name, windows[i].Range, BindingAccess.Read);
            }

            int first = windows[i].FirstRow / cut.RowsPerItem;
            int items = windows[i].Rows / cut.RowsPerItem;
            Push(kernel, [(uint)first, (uint)(first + items), 0, 0]);
            Start(kernel, bound[0], items);
        }
    }

    private void Push(ComputeKernel kernel, ReadOnlySpan<uint> constants)
    {
        fixed (uint* words = constants)
        {
            device.Api.CmdPushConstants(
                _stream!.Buffer, kernel.Layout.Pipeline, ShaderStageFlags.ComputeBit, 0, PipelineLayouts.ConstantBytes, words);
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

    private void Start(ComputeKernel kernel, BufferRange step, int items = 1)
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
            _stream!.Buffer, kernel.Groups(definition.X, _shape, items), kernel.Groups(definition.Y, _shape, items), kernel.Groups(definition.Z, _shape, items));
    }
}
