using System;

namespace Modelwright.Runtime.TorchSharp;

/// <summary>What one layer remembers of a session's sequences. Allocated once; every step writes into the same memory.</summary>
public abstract class LayerState : IDisposable
{
    internal static LayerState None { get; } = new Nothing();

    /// <summary>Makes it as before the first column.</summary>
    public abstract void Reset();

    /// <summary>Frees its memory.</summary>
    public abstract void Dispose();

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
