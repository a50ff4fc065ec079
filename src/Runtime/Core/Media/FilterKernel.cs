using System;

namespace Modelwright.Runtime;

/// <summary>The filters' functions, as Pillow's <c>Resample.c</c> has them: x in pixels of the coarser grid.</summary>
internal static class FilterKernel
{
    private const double A = -0.5;

    /// <summary>How far from 0 the function reaches.</summary>
    public static double Support(ResampleFilter filter) => filter switch
    {
        ResampleFilter.Box => 0.5,
        ResampleFilter.Bilinear or ResampleFilter.Hamming => 1,
        ResampleFilter.Bicubic => 2,
        ResampleFilter.Lanczos => 3,
        _ => throw new ArgumentOutOfRangeException(nameof(filter)),
    };

    public static double At(ResampleFilter filter, double x) => filter switch
    {
        ResampleFilter.Box => x is > -0.5 and <= 0.5 ? 1 : 0,
        ResampleFilter.Bilinear => Math.Max(0, 1 - Math.Abs(x)),
        ResampleFilter.Hamming => Hamming(Math.Abs(x)),
        ResampleFilter.Bicubic => Cubic(Math.Abs(x)),
        ResampleFilter.Lanczos => x is >= -3 and < 3 ? Sinc(x) * Sinc(x / 3) : 0,
        _ => throw new ArgumentOutOfRangeException(nameof(filter)),
    };

    private static double Cubic(double x) => x switch
    {
        < 1 => ((((A + 2) * x) - (A + 3)) * x * x) + 1,
        < 2 => ((((x - 5) * x) + 8) * x * A) - (4 * A),
        _ => 0,
    };

    private static double Hamming(double x) => x switch
    {
        0 => 1,
        >= 1 => 0,
        _ => Sinc(x) * (0.54 + (0.46 * Math.Cos(Math.PI * x))),
    };

    private static double Sinc(double x) => x == 0 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);
}
