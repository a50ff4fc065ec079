namespace Modelwright.Contract;

/// <summary>
/// Where rows of a checkpoint tensor go in a slot. For every expert e and every j below <paramref name="Blocks"/>, <paramref name="Rows"/> rows from source row
/// <c>SourceStart + j * SourceStride</c> go to slot row <c>e * ExpertTargetStride + TargetStart + j * TargetStride</c>, one after the other or <paramref name="RowStride"/> rows apart.
/// </summary>
/// <param name="SourceStart">First source row.</param>
/// <param name="SourceStride">Source rows from one block to the next.</param>
/// <param name="TargetStart">First slot row.</param>
/// <param name="TargetStride">Slot rows from one block to the next.</param>
/// <param name="Rows">Rows of a block.</param>
/// <param name="Blocks">Number of blocks.</param>
/// <param name="ExpertTargetStride">Slot rows from one expert to the next.</param>
/// <param name="RowStride">Slot rows from one row of a block to the next.</param>
#if MODELWRIGHT_GENERATOR
internal
#else
public
#endif
sealed record RowBlock(int SourceStart, int SourceStride, int TargetStart, int TargetStride, int Rows, int Blocks = 1, int ExpertTargetStride = 0, int RowStride = 1)
{
    /// <summary>One run of rows.</summary>
    public static RowBlock Run(int source, int target, int rows) => new(source, 0, target, 0, rows);
}
