using System;
using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>The activations as a GLSL function <c>float activate(float x)</c>.</summary>
internal static class ActivationFunction
{
    public static string Emit(Activation activation) => activation switch
    {
        Activation.Silu => Exponential.Single + "\n\nfloat activate(float x) { return x / (1.0 + accurate_exp(-x)); }",
        Activation.QuickGelu => Exponential.Single + "\n\nfloat activate(float x) { return x / (1.0 + accurate_exp(-1.702 * x)); }",
        Activation.Relu => "float activate(float x) { return max(x, 0.0); }",
        Activation.Relu2 => "float activate(float x) { float positive = max(x, 0.0); return positive * positive; }",
        Activation.GeluTanh => GeluTanh,
        Activation.Gelu => Gelu,
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, null),
    };

    // tanh(u) by exp(-2|u|), which cannot overflow: some drivers' tanh is NaN for large arguments.
    private const string GeluTanh = """
        float activate(float x)
        {
            float u = 0.7978845608028654 * (x + 0.044715 * x * x * x);
            float e = exp(-2.0 * abs(u));
            return 0.5 * x * (1.0 + sign(u) * (1.0 - e) / (1.0 + e));
        }
        """;

    // erf by Abramowitz and Stegun 7.1.26: absolute error below 1.5e-7.
    private const string Gelu = """
        float activate(float x)
        {
            float a = abs(x) * 0.7071067811865476;
            float t = 1.0 / (1.0 + 0.3275911 * a);
            float tail = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429)))) * exp(-a * a);
            return 0.5 * x * (x < 0.0 ? tail : 2.0 - tail);
        }
        """;
}
