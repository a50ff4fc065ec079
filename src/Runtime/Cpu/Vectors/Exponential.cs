using System.Runtime.CompilerServices;

namespace Modelwright.Runtime.Cpu;

/// <summary>
/// eˣ of a vector, within one unit of the last place: x = n·ln 2 + r with |r| ≤ ln 2 / 2, the series of eʳ to the seventh power, times 2ⁿ. Below the smallest
/// normal number 0, above the largest infinity. .NET's own goes by way of doubles, takes four times as long and is no closer.
/// </summary>
internal static class Exponential
{
    private const float Smallest = -87.33654f;
    private const float Greatest = 88.72283f;

    /// <summary>Adding 1.5·2²³ rounds to a whole number, which then stands in the lowest bits.</summary>
    private const float Rounding = 12582912;

    /// <summary>ln 2 in two parts; the first has so few digits that its product with n is exact.</summary>
    private const float Ln2High = 0.693359375f;
    private const float Ln2Low = -2.12194440e-4f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Of<TVector, TLanes>(TVector x)
        where TVector : unmanaged
        where TLanes : struct, ILanes<TVector>
    {
        TVector rounding = TLanes.Create(Rounding);
        TVector shifted = TLanes.MultiplyAdd(x, TLanes.Create(1.44269504f), rounding);
        TVector n = TLanes.Subtract(shifted, rounding);
        TVector r = TLanes.MultiplyAdd(n, TLanes.Create(-Ln2High), x);
        r = TLanes.MultiplyAdd(n, TLanes.Create(-Ln2Low), r);
        TVector sum = TLanes.MultiplyAdd(r, TLanes.Create(1f / 5040), TLanes.Create(1f / 720));
        sum = TLanes.MultiplyAdd(r, sum, TLanes.Create(1f / 120));
        sum = TLanes.MultiplyAdd(r, sum, TLanes.Create(1f / 24));
        sum = TLanes.MultiplyAdd(r, sum, TLanes.Create(1f / 6));
        sum = TLanes.MultiplyAdd(r, sum, TLanes.Create(1f / 2));
        TVector one = TLanes.Create(1);
        sum = TLanes.MultiplyAdd(r, sum, one);
        sum = TLanes.MultiplyAdd(r, sum, one);
        sum = TLanes.AddToExponent(sum, shifted);
        sum = TLanes.IfLess(x, TLanes.Create(Smallest), default, sum);
        return TLanes.IfLess(TLanes.Create(Greatest), x, TLanes.Create(float.PositiveInfinity), sum);
    }
}
