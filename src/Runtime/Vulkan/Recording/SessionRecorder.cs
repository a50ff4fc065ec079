using System;
using System.Collections.Generic;

namespace Modelwright.Runtime.Vulkan;

/// <summary>Records a model's steps over the buffers of a session.</summary>
internal sealed class SessionRecorder(VulkanDevice device, KernelSet kernels, WeightStore weights, SessionBuffers buffers, CommandRecorder commands) : Recorder
{
    private readonly HashSet<BufferRange> _weightsRead = [];

    public override BufferRange Step => buffers.Step;

    public override BufferRange Tokens => buffers.Tokens;

    public override BufferRange Rope => buffers.Rope;

    public override BufferRange Output => buffers.Outputs[Exit];

    public override BufferRange Counters => buffers.Counters;

    /// <summary>The exit that is being recorded.</summary>
    public int Exit { get; set; }

    /// <summary>The weights that were asked for since the recorder was made.</summary>
    public IReadOnlyCollection<BufferRange> WeightsRead => _weightsRead;

    public override BufferRange Scratch(int buffer) => buffers.Scratch[buffer];

    public override BufferRange Weight(int slot, int layer = 0)
    {
        BufferRange range = weights.Get(slot, layer);
        _weightsRead.Add(range);
        return range;
    }

    public override BufferRange Order(int slot, int layer) => weights.OrderOf(slot, layer);

    public override BufferRange State(int state, int layer) => buffers.State(state, layer);

    public override void Barrier() => commands.Barrier();

    public override void Dispatch(int kernel, params ReadOnlySpan<BufferRange> bindings)
    {
        device.ThrowIfLost("recording");
        BufferRange[] all = [buffers.Step, .. bindings];
        if (kernels[kernel].Definition.Product is { } product && bindings[product.Weights].Order is { } order)
        {
            TakeInOrder(product, order, all);
        }

        commands.Dispatch(kernels[kernel], all);
    }

    /// <summary>Has the inputs of a product brought into the order of its matrix's columns. The compiler knows nothing of it, so the barriers around it stand here.</summary>
    private void TakeInOrder(KernelProduct product, InputOrder order, BufferRange[] bindings)
    {
        ref BufferRange inputs = ref bindings[product.Inputs + 1];
        commands.Barrier();
        commands.Dispatch(kernels.Reorder!, [buffers.Step, inputs, order.Columns, buffers.Reordered]);
        commands.Barrier();
        inputs = buffers.Reordered;
        if (product.Norm is int norm)
        {
            bindings[norm + 1] = order.Norm!.Value;
        }
    }
}
