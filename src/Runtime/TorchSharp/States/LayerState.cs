using System;
using System.Collections.Generic;
using static TorchSharp.torch;

namespace Modelwright.Runtime.TorchSharp;

/// <summary>What one layer remembers of a session's sequences. Allocated once; every step writes into the same memory.</summary>
public abstract class LayerState : IDisposable
{
    internal static LayerState None { get; } = new Nothing();

    /// <summary>Makes it as before the first column.</summary>
    public abstract void Reset();

    /// <summary>Frees its memory.</summary>
    public abstract void Dispose();

    /// <summary>What columns change for good, on the same memory.</summary>
    internal virtual IReadOnlyList<Tensor> Recurrent => [];

    /// <summary>All that a copy must hold, on the same memory.</summary>
    internal virtual IReadOnlyList<Tensor> All => Recurrent;

    /// <summary>What is known of the memory beside its numbers.</summary>
    internal virtual bool Flag { get; set; }

    private sealed class Nothing : LayerState
    {
        public override void Reset()
        {
        }

        public override void Dispose()
        {
        }
    }
}
