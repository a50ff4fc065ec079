using System;
using Modelwright.Backends.TorchSharp;
using Modelwright.Backends.Vulkan;
using Modelwright.IR;

namespace Modelwright.Backends.Tests;

/// <summary>Each activation has a text of its own in each language, and what is none is refused.</summary>
public class ActivationTextTests
{
    [Theory]
    [InlineData((int)Activation.Silu, "functional.silu(x)")]
    [InlineData((int)Activation.Gelu, "functional.gelu(x)")]
    [InlineData((int)Activation.GeluTanh, "0.5 * x * (1 + tanh(0.7978845608028654 * (x + (0.044715 * x * x * x))))")]
    [InlineData((int)Activation.QuickGelu, "x * sigmoid(1.702 * x)")]
    [InlineData((int)Activation.Relu, "functional.relu(x)")]
    [InlineData((int)Activation.Relu2, "functional.relu(x).square()")]
    public void In_TorchSharp(int function, string text) => Assert.Equal(text, ActivationText.Of((Activation)function, "x"));

    [Theory]
    [InlineData((int)Activation.Silu, "return x / (1.0 + accurate_exp(-x));", true)]
    [InlineData((int)Activation.QuickGelu, "return x / (1.0 + accurate_exp(-1.702 * x));", true)]
    [InlineData((int)Activation.Relu, "return max(x, 0.0);", false)]
    [InlineData((int)Activation.Relu2, "return positive * positive;", false)]
    [InlineData((int)Activation.GeluTanh, "0.7978845608028654", false)]
    [InlineData((int)Activation.Gelu, "0.7071067811865476", false)]
    public void In_GLSL(int function, string text, bool needsExponential)
    {
        string glsl = ActivationFunction.Emit((Activation)function);

        Assert.Contains(text, glsl);
        Assert.Contains("float activate(float x)", glsl);
        Assert.Equal(needsExponential, glsl.StartsWith("float accurate_exp(float x)\n{", StringComparison.Ordinal));
        Assert.Equal(needsExponential, glsl.Contains("}\n\nfloat activate(", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_none_is_refused()
    {
        Assert.Contains("activation 99", Assert.Throws<IrException>(static () => ActivationText.Of((Activation)99, "x")).Message);
        Assert.Equal("activation", Assert.Throws<ArgumentOutOfRangeException>(static () => ActivationFunction.Emit((Activation)99)).ParamName);
    }
}
