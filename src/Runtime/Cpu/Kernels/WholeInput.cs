namespace Modelwright.Runtime.Cpu;

/// <summary>
/// A row of activations as whole numbers, as blocks of rows of one kind take it (<see cref="RowBlocks"/>): the numbers, then the scale of each step, then minus the sum of each step's numbers,
/// of 8 bits as two numbers of 16: minus eight times the sums of its first and its second half, which is where sums of products with codes that are eight too large begin.
/// </summary>
/// <param name="Int4">Whether for 4-bit codes.</param>
/// <param name="StepColumns">Columns of a step, whose products are summed as whole numbers.</param>
/// <param name="Narrow">Whether numbers have 8 bits, not 16; only for 4-bit codes.</param>
internal readonly record struct WholeInput(bool Int4, int StepColumns, bool Narrow = false)
{
    /// <summary>Columns of a unit of codes.</summary>
    public int UnitColumns => Int4 ? 32 : 16;

    /// <summary>32-bit words of a step's numbers.</summary>
    public int StepWords => StepColumns / (Narrow ? 4 : 2);

    /// <summary>Columns that share a scale; numbers of 8 bits have one for each step.</summary>
    private const int SharedColumns = 128;

    /// <summary>Steps that share a scale, a power of two.</summary>
    public int SharedSteps => Narrow ? 1 : SharedColumns / StepColumns;

    public int Steps(int columns) => (columns + StepColumns - 1) / StepColumns;

    /// <summary>Where the scales of a row of so many columns begin, in bytes.</summary>
    public long ScalesAt(int columns) => (long)Steps(columns) * StepWords * sizeof(int);

    /// <summary>Where the sums begin.</summary>
    public long SumsAt(int columns) => ScalesAt(columns) + ((long)Steps(columns) * sizeof(float));

    /// <summary>Bytes of a row: whole cache lines, with room for a sum that is read behind the last (<see cref="WholePanel"/>).</summary>
    public long Bytes(int columns) => (SumsAt(columns) + ((Steps(columns) + 1L) * sizeof(float)) + CacheLines.Bytes - 1) / CacheLines.Bytes * CacheLines.Bytes;
}
