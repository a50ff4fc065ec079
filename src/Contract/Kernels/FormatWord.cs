namespace Modelwright.Contract;

/// <summary>
/// What a kernel must know of a stored matrix, in one specialisation constant. The runtime writes it, the kernels' text takes it apart.
/// A row is whole words of 16 bytes: its codes, a unit of 16 bytes (float32: 32) after the other; then a scale for each group; then a zero for each, where there are any.
/// </summary>
#if MODELWRIGHT_GENERATOR
internal
#else
public
#endif
static class FormatWord
{
    /// <summary>The constant of the operand at binding b is number <c>FirstConstant + b</c>.</summary>
    public const int FirstConstant = 16;

    /// <summary>Bits 0 to 3: <see cref="WeightCodes"/>.</summary>
    public const int CodesMask = 15;

    /// <summary>Bits 4 and 5: the logarithm of the blocks of 8 columns that a unit has.</summary>
    public const int UnitShift = 4;

    /// <summary>The width of that field.</summary>
    public const int UnitMask = 3;

    /// <summary>Bits 6 to 9: the logarithm of the units that share a scale.</summary>
    public const int GroupShift = 6;

    /// <summary>The width of that field.</summary>
    public const int GroupMask = 15;

    /// <summary>Bit 10: there are scales.</summary>
    public const int Scaled = 1 << 10;

    /// <summary>Bit 11: scales are float32, else float16.</summary>
    public const int WideScales = 1 << 11;

    /// <summary>Bit 12: every scale has a zero, a signed byte.</summary>
    public const int Zeros = 1 << 12;

    /// <summary>Bit 13: a unit is 32 bytes, else 16.</summary>
    public const int DoubleUnit = 1 << 13;
}
