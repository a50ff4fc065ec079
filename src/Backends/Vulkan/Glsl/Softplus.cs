namespace Modelwright.Backends.Vulkan;

/// <summary>
/// <c>softplus(x) = log(1 + e^x)</c>; needs <see cref="Exponential.Single"/> before it. <c>log</c> of a number near 1 loses its digits (Vulkan allows an
/// absolute error of 2⁻²¹ there), so with u = e^-|x|, log(1 + u) is taken as 2 artanh(u / (2 + u)), whose argument is at most 1/3.
/// </summary>
internal static class Softplus
{
    public const string Text = """
        float softplus(float x)
        {
            float u = accurate_exp(-abs(x));
            float s = u / (2.0 + u);
            float p = s * s;
            float series = p * (1.0 / 3.0 + p * (1.0 / 5.0 + p * (1.0 / 7.0 + p * (1.0 / 9.0 + p * (1.0 / 11.0 + p * (1.0 / 13.0 + p / 15.0))))));
            return max(x, 0.0) + 2.0 * fma(s, series, s);
        }
        """;
}
