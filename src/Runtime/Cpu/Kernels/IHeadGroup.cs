namespace Modelwright.Runtime.Cpu;

/// <summary>How many query heads share what is read of keys and values at once; a loop is compiled for each number, and has no sums of heads that are not there.</summary>
internal interface IHeadGroup
{
    /// <summary>At most so many.</summary>
    static abstract int Most { get; }
}

/// <summary>One or two.</summary>
internal readonly struct TwoHeads : IHeadGroup
{
    public static int Most => 2;
}

/// <summary>Three or four.</summary>
internal readonly struct FourHeads : IHeadGroup
{
    public static int Most => 4;
}
