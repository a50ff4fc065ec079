using System;
using System.Collections.Generic;

namespace Modelwright.Runtime.Vulkan;

/// <summary>
/// What generated code records a model's steps with: buffers by number, dispatches and barriers. Barriers are placed by the compiler;
/// the recorder verifies by byte range that none is missing (read after write, write after read, write after write).
/// </summary>
public sealed class Recorder
{
    private readonly VulkanDevice _device;
    private readonly KernelSet _kernels;
    private readonly WeightStore _weights;
    private readonly SessionBuffers _buffers;
    private readonly CommandRecorder _commands;
    private readonly HashSet<BufferRange> _weightsRead = [];

    internal Recorder(VulkanDevice device, KernelSet kernels, WeightStore weights, SessionBuffers buffers, CommandRecorder commands)
    {
        _device = device;
        _kernels = kernels;
        _weights = weights;
        _buffers = buffers;
        _commands = commands;
    }

    /// <summary>The numbers of the call; binding 0 of every kernel, bound without being named.</summary>
    public BufferRange Step => _buffers.Step;

    /// <summary>Token ids, uint32 [rows].</summary>
    public BufferRange Tokens => _buffers.Tokens;

    /// <summary>Cosines and sines, float32 [rows, rotary dimension].</summary>
    public BufferRange Rope => _buffers.Rope;

    /// <summary>What the exit makes, float32 [rows, its width rounded up to a multiple of 8].</summary>
    public BufferRange Output => _buffers.Logits;

    /// <summary>uint32 counters of split attention, one for each key/value head and sequence: zero between dispatches.</summary>
    public BufferRange Counters => _buffers.Counters;

    /// <summary>The weights that were asked for since the recorder was made.</summary>
    internal IReadOnlyCollection<BufferRange> WeightsRead => _weightsRead;

    /// <summary>A buffer within the call.</summary>
    /// <param name="buffer">Its number in <see cref="VulkanModelDefinition.Scratch"/>.</param>
    public BufferRange Scratch(int buffer) => _buffers.Scratch[buffer];

    /// <summary>A weight.</summary>
    /// <param name="slot">Its slot's number in <see cref="VulkanModelDefinition.Weights"/>.</param>
    /// <param name="layer">The layer's number in the model; of no matter for a slot outside the layers.</param>
    public BufferRange Weight(int slot, int layer = 0)
    {
        BufferRange range = _weights.Get(slot, layer);
        _weightsRead.Add(range);
        return range;
    }

    /// <summary>A cache or recurrent state.</summary>
    /// <param name="state">Its number in <see cref="VulkanModelDefinition.States"/>.</param>
    /// <param name="layer">The layer's number in the model.</param>
    public BufferRange State(int state, int layer) => _buffers.State(state, layer);

    /// <summary>Everything dispatched before is done and visible to everything dispatched after.</summary>
    public void Barrier() => _commands.Barrier();

    /// <summary>Runs a kernel.</summary>
    /// <param name="kernel">Its number in <see cref="VulkanModelDefinition.Kernels"/>.</param>
    /// <param name="bindings">The buffers of bindings 1, 2, …; the step buffer is bound at 0.</param>
    /// <exception cref="MissingBarrierException">The dispatch races with an earlier one.</exception>
    /// <exception cref="DeviceLimitException">More workgroups than the device can start.</exception>
    public void Dispatch(int kernel, params ReadOnlySpan<BufferRange> bindings)
    {
        _device.ThrowIfLost("recording");
        BufferRange[] all = [_buffers.Step, .. bindings];
        _commands.Dispatch(_kernels[kernel], all);
    }
}
