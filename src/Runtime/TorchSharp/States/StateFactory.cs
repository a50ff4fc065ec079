using System;
using static TorchSharp.torch;

namespace Modelwright.Runtime.TorchSharp;

/// <summary>Allocates the states of a session.</summary>
/// <param name="Batch">Sequences.</param>
/// <param name="Capacity">Columns each can hold.</param>
/// <param name="Type">The activations' type.</param>
/// <param name="Device">Where the model is.</param>
public sealed record StateFactory(int Batch, int Capacity, ScalarType Type, Device Device)
{
    /// <summary>Keys and values of an attention layer.</summary>
    /// <param name="heads">Heads of keys and values.</param>
    /// <param name="headDim">Size of a head.</param>
    public KeyValueCache KeyValue(int heads, int headDim) => new(Zeros(Type, Batch, heads, Capacity, headDim), Zeros(Type, Batch, heads, Capacity, headDim));

    /// <summary>Convolution columns and delta-rule matrices of a linear-attention layer.</summary>
    /// <param name="channels">Channels of the convolution.</param>
    /// <param name="kernel">Columns it sees.</param>
    /// <param name="heads">Value heads.</param>
    /// <param name="keyDim">Size of a key.</param>
    /// <param name="valueDim">Size of a value.</param>
    public DeltaState Delta(int channels, int kernel, int heads, int keyDim, int valueDim) =>
        new(Zeros(Type, Batch, channels, kernel - 1), Zeros(ScalarType.Float32, Batch, heads, keyDim, valueDim));

    // Outside any dispose scope: states outlive the scope of the call that makes them.
    private Tensor Zeros(ScalarType type, params ReadOnlySpan<long> shape) => zeros(shape, dtype: type, device: Device).DetachFromDisposeScope();
}
