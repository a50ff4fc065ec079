namespace Modelwright.Runtime.Cpu;

/// <summary>A scratch buffer of float32 rows in a session's arena. Buffers that are never alive at once may lie in the same place.</summary>
/// <param name="Offset">Floats of a row that lie before it: the buffer begins at Offset times the rows there is room for.</param>
/// <param name="Width">Floats of a row.</param>
/// <param name="Merged">Rows of the call that it has one row for: more than 1 behind merged patches.</param>
public readonly record struct CpuBuffer(int Offset, int Width, int Merged = 1)
{
    /// <summary>The offset of memory that is the caller's and not in the arena.</summary>
    internal const int OutputOffset = -1;

    /// <summary>The same floats, so many rows seen as one.</summary>
    public CpuBuffer Merge(int rows) => this with { Width = rows * Width, Merged = rows * Merged };
}
