namespace Modelwright.Runtime.Cpu;

/// <summary>A scratch buffer of float32 rows in a session's arena. Buffers that are never alive at once may lie in the same place.</summary>
/// <param name="Offset">Floats of a row that lie before it: the buffer begins at Offset times the rows there is room for.</param>
/// <param name="Width">Floats of a row.</param>
public readonly record struct CpuBuffer(int Offset, int Width);
