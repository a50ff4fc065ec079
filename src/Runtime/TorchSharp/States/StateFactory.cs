using System;
using System.Collections.Generic;
using static TorchSharp.torch;

namespace Modelwright.Runtime.TorchSharp;

/// <summary>Allocates the states of a session.</summary>
/// <param name="Batch">Sequences.</param>
/// <param name="Capacity">Columns each can hold.</param>
/// <param name="Report">Where the model is, and its types.</param>
public sealed record StateFactory(int Batch, int Capacity, TorchLoadReport Report)
{
    internal Device Device => Report.Device;

    internal List<KeyValueCache> Caches { get; } = [];

    /// <summary>Keys and values of an attention layer; their memory is allocated with that of all others.</summary>
    /// <param name="layout">The layer.</param>
    public KeyValueCache KeyValue(AttentionLayout layout)
    {
        KeyValueCache cache = new(layout);
        Caches.Add(cache);
        return cache;
    }

    /// <summary>Convolution columns and delta-rule matrices of a linear-attention layer.</summary>
    /// <param name="layout">The layer.</param>
    public DeltaState Delta(DeltaLayout layout) => new(layout, this);

    // Outside any dispose scope: states outlive the scope of the call that makes them.
    internal Tensor Zeros(ScalarType type, params ReadOnlySpan<long> shape) => zeros(shape, dtype: type, device: Device).DetachFromDisposeScope();
}
