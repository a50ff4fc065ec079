using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Modelwright.Runtime.Vulkan;

/// <summary>State that a session keeps between calls: a buffer for each layer that has it.</summary>
/// <param name="Name">Its name, for messages and the memory plan.</param>
/// <param name="Layers">Numbers of the layers that have it, ascending.</param>
public abstract record StateDefinition(string Name, IReadOnlyList<int> Layers)
{
    /// <summary>The buffers of a model's states, in their order: keys and values apart. A second buffer of one kind has its number behind its name.</summary>
    /// <param name="slots">The states and the layers that have them.</param>
    public static IReadOnlyList<StateDefinition> Of(IReadOnlyList<StateSlot> slots)
    {
        StateDefinition[] buffers = [.. slots.SelectMany(Buffers)];
        return [.. buffers.Select((buffer, index) =>
            buffers.Take(index).Count(other => other.Name == buffer.Name) is > 0 and int same ? buffer with { Name = buffer.Name + (same + 1).ToString(CultureInfo.InvariantCulture) } : buffer)];
    }

    /// <summary>The rows of one layer's buffer.</summary>
    internal abstract StateRows Rows(int batch, int capacity, BlockFormat cache);

    /// <summary>Whether a new sequence must find zeros. Cached keys and values of an old one are never looked at.</summary>
    internal virtual bool ZeroAtReset => true;

    private static IEnumerable<StateDefinition> Buffers(StateSlot slot) => slot.Spec switch
    {
        StateSpec.KeyValue s => [new KeyState("Keys", slot.Layers, s.Heads, RoundUp8(s.HeadDim)), new ValueState("Values", slot.Layers, s.Heads, RoundUp8(s.HeadDim))],
        StateSpec.Convolution s => [new ConvolutionState("Convolution", slot.Layers, s.Columns, RoundUp8(s.Channels))],
        StateSpec.Recurrent s => [new RecurrentState("Recurrent", slot.Layers, s.Heads, s.ValueDim, RoundUp8(s.KeyDim))],
        _ => throw new ArgumentException($"There are no buffers for the state '{slot.Spec}'.", nameof(slot)),
    };

    private static int RoundUp8(int size) => (size + 7) / 8 * 8;
}

/// <summary>Cached keys: [batch, heads, capacity, padded head size] in the cache's format.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Layers">The layers that have it.</param>
/// <param name="KeyValueHeads">Key/value heads.</param>
/// <param name="PaddedHeadDim">Elements of a head, rounded up to a multiple of 8.</param>
public sealed record KeyState(string Name, IReadOnlyList<int> Layers, int KeyValueHeads, int PaddedHeadDim) : StateDefinition(Name, Layers)
{
    internal override bool ZeroAtReset => false;

    internal override StateRows Rows(int batch, int capacity, BlockFormat cache) =>
        new((long)batch * KeyValueHeads * capacity, cache.RowBytes(PaddedHeadDim), capacity, StepBuffer.KeysPerSplit);
}

/// <summary>Cached values: [batch, heads, capacity, padded head size] in the cache's format.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Layers">The layers that have it.</param>
/// <param name="KeyValueHeads">Key/value heads.</param>
/// <param name="PaddedHeadDim">Elements of a head, rounded up to a multiple of 8.</param>
public sealed record ValueState(string Name, IReadOnlyList<int> Layers, int KeyValueHeads, int PaddedHeadDim) : StateDefinition(Name, Layers)
{
    internal override bool ZeroAtReset => false;

    internal override StateRows Rows(int batch, int capacity, BlockFormat cache) =>
        new((long)batch * KeyValueHeads * capacity, cache.RowBytes(PaddedHeadDim), capacity, StepBuffer.KeysPerSplit);
}

/// <summary>The last inputs of a causal convolution: float32 [batch, columns, padded channels].</summary>
/// <param name="Name">Its name.</param>
/// <param name="Layers">The layers that have it.</param>
/// <param name="Columns">Columns kept: the kernel's width less 1.</param>
/// <param name="PaddedChannels">Channels, rounded up to a multiple of 8.</param>
public sealed record ConvolutionState(string Name, IReadOnlyList<int> Layers, int Columns, int PaddedChannels) : StateDefinition(Name, Layers)
{
    internal override StateRows Rows(int batch, int capacity, BlockFormat cache) => new((long)batch * Columns, (long)PaddedChannels * sizeof(float), Columns, Columns);
}

/// <summary>The recurrent state of linear attention, transposed: float32 [batch, heads, value size, padded key size].</summary>
/// <param name="Name">Its name.</param>
/// <param name="Layers">The layers that have it.</param>
/// <param name="Heads">Value heads.</param>
/// <param name="ValueDim">Elements of a value head.</param>
/// <param name="PaddedKeyDim">Elements of a key head, rounded up to a multiple of 8.</param>
public sealed record RecurrentState(string Name, IReadOnlyList<int> Layers, int Heads, int ValueDim, int PaddedKeyDim) : StateDefinition(Name, Layers)
{
    internal override StateRows Rows(int batch, int capacity, BlockFormat cache) =>
        new((long)batch * Heads * ValueDim, (long)PaddedKeyDim * sizeof(float), ValueDim, ValueDim);
}
