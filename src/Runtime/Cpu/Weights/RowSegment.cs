namespace Modelwright.Runtime.Cpu;

/// <summary>Rows that follow each other in memory: rows [First, End) of a matrix, from <paramref name="Data"/> on.</summary>
internal readonly record struct RowSegment(nint Data, int First, int End);
