using System;

namespace Modelwright.Runtime.Vulkan;

/// <summary>
/// What generated code records a model's steps with: buffers by number, dispatches and barriers. Barriers are placed by the compiler;
/// the recorder verifies by byte range that none is missing (read after write, write after read, write after write).
/// </summary>
public abstract class Recorder
{
    private protected Recorder()
    {
    }

    /// <summary>The numbers of the call; binding 0 of every kernel, bound without being named.</summary>
    public abstract BufferRange Step { get; }

    /// <summary>Token ids, uint32 [rows].</summary>
    public abstract BufferRange Tokens { get; }

    /// <summary>The numbers of each patch, float32 [rows, patch length rounded up to a multiple of 8]; of a tower that sees.</summary>
    public virtual BufferRange Patches => throw Unknown(nameof(Patches));

    /// <summary>Rows of the table of positions and their weights, (uint32, float32) [rows, 4]; of a tower that sees.</summary>
    public virtual BufferRange Taps => throw Unknown(nameof(Taps));

    /// <summary>The rows of each row's frame, uint32 [rows, 2]: the first and the one behind the last; of a tower that sees.</summary>
    public virtual BufferRange Segments => throw Unknown(nameof(Segments));

    /// <summary>Cosines and sines, float32 [rows, rotary dimension].</summary>
    public abstract BufferRange Rope { get; }

    /// <summary>What the exit makes, float32 [rows, its width rounded up to a multiple of 8].</summary>
    public abstract BufferRange Output { get; }

    /// <summary>uint32 counters of split attention, one for each key/value head and sequence: zero between dispatches.</summary>
    public abstract BufferRange Counters { get; }

    /// <summary>A buffer within the call.</summary>
    /// <param name="buffer">Its number in <see cref="VulkanModelDefinition.Scratch"/>.</param>
    public abstract BufferRange Scratch(int buffer);

    /// <summary>A weight.</summary>
    /// <param name="slot">Its slot's number in <see cref="VulkanModelDefinition.Weights"/>.</param>
    /// <param name="layer">The layer's number in the model; of no matter for a slot outside the layers.</param>
    public abstract BufferRange Weight(int slot, int layer = 0);

    /// <summary>
    /// The order in which a layer's weight has its columns, uint32 [1, or one for each expert; columns rounded up to a multiple of 8]; of a model whose config says that
    /// checkpoints have such orders (<see cref="VulkanModelDefinition.Reorder"/>). Where a checkpoint has none, each column's own number.
    /// </summary>
    /// <param name="slot">The weight's number in <see cref="VulkanModelDefinition.Weights"/>.</param>
    /// <param name="layer">The layer's number in the model.</param>
    public virtual BufferRange Order(int slot, int layer) => throw Unknown(nameof(Order));

    /// <summary>A cache or recurrent state.</summary>
    /// <param name="state">Its number in <see cref="VulkanModelDefinition.States"/>.</param>
    /// <param name="layer">The layer's number in the model.</param>
    public abstract BufferRange State(int state, int layer);

    /// <summary>Everything dispatched before is done and visible to everything dispatched after.</summary>
    public abstract void Barrier();

    /// <summary>Runs a kernel.</summary>
    /// <param name="kernel">Its number in <see cref="VulkanModelDefinition.Kernels"/>.</param>
    /// <param name="bindings">The buffers of bindings 1, 2, …; the step buffer is bound at 0.</param>
    /// <exception cref="MissingBarrierException">The dispatch races with an earlier one.</exception>
    /// <exception cref="DeviceLimitException">More workgroups than the device can start.</exception>
    public abstract void Dispatch(int kernel, params ReadOnlySpan<BufferRange> bindings);

    private protected static InvalidOperationException Unknown(string what) => new($"What is recorded has no {what}: the tower is of another kind.");
}
