namespace Modelwright.Runtime.Cpu;

/// <summary>Rows that follow each other in memory and are stored alike: rows [First, End) of a matrix, from <paramref name="Data"/> on.</summary>
/// <param name="Data">The first of them.</param>
/// <param name="First">Its number in the matrix.</param>
/// <param name="End">The number behind the last.</param>
/// <param name="Format">How they are stored; plain elements without padding between rows.</param>
internal readonly record struct RowSegment(nint Data, int First, int End, BlockFormat Format);
