using System;

namespace Modelwright.Runtime.TorchSharp;

/// <summary>What one layer remembers of a session's sequences. Allocated once; every step writes into the same memory.</summary>
public abstract class LayerState : IDisposable
{
    /// <summary>Makes it as before the first column.</summary>
    public abstract void Reset();

    /// <summary>Frees its memory.</summary>
    public abstract void Dispose();
}
