using System;

namespace Modelwright.Runtime.Cpu;

/// <summary>Memory of a model that one operation at a time uses; grows when more is asked for than ever before.</summary>
internal sealed unsafe class NativeArena : IDisposable
{
    private NativeMemoryBlock _block;

    public float* Floats(long count)
    {
        _block.Require(count * sizeof(float));
        return (float*)_block.Data;
    }

    public void Dispose() => _block.Free();
}
