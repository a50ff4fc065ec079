using System;

namespace Modelwright.Runtime.Vulkan;

/// <summary>Records the steps of a tower that sees over its own buffers.</summary>
internal sealed class EncoderRecorder(VulkanDevice device, KernelSet kernels, WeightStore weights, EncoderBuffers buffers, CommandRecorder commands) : Recorder
{
    public override BufferRange Step => buffers.Step;

    public override BufferRange Tokens => throw Unknown(nameof(Tokens));

    public override BufferRange Patches => buffers.Patches;

    public override BufferRange Taps => buffers.Taps;

    public override BufferRange Segments => buffers.Segments;

    public override BufferRange Rope => buffers.Rope;

    public override BufferRange Output => buffers.Output;

    public override BufferRange Counters => throw Unknown(nameof(Counters));

    public override BufferRange Scratch(int buffer) => buffers.Scratch[buffer];

    public override BufferRange Weight(int slot, int layer = 0) => weights.Get(slot, layer);

    public override BufferRange State(int state, int layer) => throw Unknown(nameof(State));

    public override void Barrier() => commands.Barrier();

    public override void Dispatch(int kernel, params ReadOnlySpan<BufferRange> bindings)
    {
        device.ThrowIfLost("recording");
        BufferRange[] all = [buffers.Step, .. bindings];
        commands.Dispatch(kernels[kernel], all);
    }
}
