using System;
using System.Collections.Generic;
using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>
/// A matrix product with what comes before and after it in the same kernel.
/// Inputs: x, weight, then those that apply: norm weight, bias, residual.
/// With <see cref="LinearEpilogue.Gated"/> the weight has gate rows then up rows and the result is <c>act(gate)·up</c>.
/// </summary>
internal sealed record FusedLinear(int Inputs, int Outputs, NormSpec? Norm, bool Bias, LinearEpilogue Epilogue, Activation Function, bool LastColumn)
    : Op("fused_linear")
{
    public override string Attributes => string.Join(", ", Parts());

    /// <summary>Which input the norm's weight is.</summary>
    public int? NormInput => Norm is null ? null : 2;

    /// <summary>Which input the bias is.</summary>
    public int? BiasInput => Bias ? (NormInput ?? 1) + 1 : null;

    public override int InPlaceInput => Epilogue == LinearEpilogue.Residual ? Last + 1 : -1;

    /// <summary>The last input but a residual.</summary>
    private int Last => BiasInput ?? NormInput ?? 1;

    public override TensorType Infer(IReadOnlyList<TensorType> inputs)
    {
        int weightRows = Epilogue == LinearEpilogue.Gated ? 2 * Outputs : Outputs;
        Require(inputs[0].Width == Inputs && inputs[1].Width == Inputs && inputs[1].Shape[0] == weightRows, "x and the weight agree", inputs);
        int expected = Math.Max(Last, InPlaceInput) + 1;
        Require(inputs.Count == expected, $"{expected} inputs", inputs);
        return LastColumn ? TensorType.Of(ElementType.F32, Dim.Batch, Outputs) : inputs[0].WithWidth(Outputs);
    }

    private IEnumerable<string> Parts() => new[]
    {
        $"{Inputs}->{Outputs}",
        Norm is null ? "" : Norm.ToString(),
        Bias ? "bias" : "",
        Epilogue switch
        {
            LinearEpilogue.Residual => "residual",
            LinearEpilogue.Activated => Function.ToString().ToLowerInvariant(),
            LinearEpilogue.Gated => Function.ToString().ToLowerInvariant() + "-gated",
            _ => "",
        },
        LastColumn ? "last column" : "",
    }.Where(static part => part.Length > 0);
}

/// <summary>What a matrix product does with its sums.</summary>
internal enum LinearEpilogue
{
    None,

    /// <summary>Adds them to the residual stream, in place.</summary>
    Residual,

    /// <summary>Multiplies activated gates with ups.</summary>
    Gated,

    /// <summary>Activates them.</summary>
    Activated,
}
