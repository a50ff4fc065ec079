using System;

namespace Modelwright.Runtime.Cpu;

/// <summary>Functions of one number.</summary>
internal static class CpuMath
{
    public static float Sigmoid(float x) => 1 / (1 + MathF.Exp(-x));

    /// <summary><c>log(1 + eˣ)</c>; x itself above 20, as PyTorch has it.</summary>
    public static float Softplus(float x) => x > 20 ? x : MathF.Log(1 + MathF.Exp(x));

    /// <summary>
    /// The error function within 1e-9: the series Σ 2ⁿx²ⁿ⁺¹/(2n+1)!! below 3 (Abramowitz and Stegun 7.1.6), the continued fraction 7.1.14 of its complement above.
    /// </summary>
    public static double Erf(double x)
    {
        double a = Math.Abs(x);
        if (a >= 6)
        {
            return Math.Sign(x);
        }

        double gauss = Math.Exp(-a * a);
        if (a < 3)
        {
            double sum = a;
            double term = a;
            for (int n = 1; term > 1e-12 * sum && n < 100; n++)
            {
                term *= 2 * a * a / ((2 * n) + 1);
                sum += term;
            }

            return Math.Sign(x) * 2 / Math.Sqrt(Math.PI) * gauss * sum;
        }

        double fraction = a;
        for (int n = 60; n >= 1; n--)
        {
            fraction = a + (n / 2.0 / fraction);
        }

        return Math.Sign(x) * (1 - (gauss / (Math.Sqrt(Math.PI) * fraction)));
    }
}
