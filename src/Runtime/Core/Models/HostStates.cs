using System;

namespace Modelwright.Runtime;

/// <summary>Recurrent states as bytes in the host's memory.</summary>
internal sealed class HostStates(byte[] bytes) : IDisposable
{
    public byte[] Bytes { get; private set; } = bytes;

    public void Dispose() => Bytes = [];
}
