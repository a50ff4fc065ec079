namespace Modelwright.Backends.Vulkan;

/// <summary>
/// <c>accurate_exp</c>, e^x within about one unit in the last place. A driver's <c>exp</c> may be ten times coarser, and where a gated norm divides by a sum
/// that nearly cancels, the rounding of queries and keys is magnified a thousandfold.
/// The range is reduced in two exact steps (Cody and Waite), the polynomial is that of the Cephes library.
/// From -87 on it falls to 0, which it is below -88; above 88 it stays at e^88, so nothing becomes infinite.
/// </summary>
internal static class Exponential
{
    /// <summary>For one number.</summary>
    public static string Single { get; } = Text("float", "int");

    /// <summary>For four numbers at once.</summary>
    public static string Quad { get; } = Text("vec4", "ivec4");

    private static string Text(string type, string integers) => $$"""
        {{type}} accurate_exp({{type}} x)
        {
            {{type}} bounded = clamp(x, -87.0, 88.0);
            {{type}} power = roundEven(bounded * 1.44269504);
            {{type}} r = fma(power, {{type}}(-0.693359375), bounded);
            r = fma(power, {{type}}(2.12194440e-4), r);
            {{type}} tail = fma(fma(fma(fma(fma({{type}}(1.9875691500e-4), r, {{type}}(1.3981999507e-3)), r, {{type}}(8.3334519073e-3)), r, {{type}}(4.1665795894e-2)), r, {{type}}(1.6666665459e-1)), r, {{type}}(5.0000001201e-1));
            {{type}} result = (fma(tail * r, r, r) + 1.0) * intBitsToFloat(({{integers}}(power) + 127) << 23);
            return result * clamp(x + 88.0, {{type}}(0.0), {{type}}(1.0));
        }
        """;
}
