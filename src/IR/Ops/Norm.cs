using System.Collections.Generic;
using System.Globalization;

namespace Modelwright.IR;

/// <summary>The constants of a root-mean-square norm: <c>x·rsqrt(mean(x²)+ε)</c> times <c>w</c>, or times <c>1+w</c> when zero-centred.</summary>
internal sealed record NormSpec(float Epsilon, bool ZeroCentred)
{
    public override string ToString() =>
        "eps=" + Epsilon.ToString("R", CultureInfo.InvariantCulture) + (ZeroCentred ? ", zero_centred" : "");
}

/// <summary>Root-mean-square norm over the last dimension: (x, weight).</summary>
internal sealed record RmsNorm(NormSpec Norm) : Op("rms_norm")
{
    public override string Attributes => Norm.ToString();

    public override TensorType Infer(IReadOnlyList<TensorType> inputs)
    {
        Require(inputs[0].Width == inputs[1].Width, "the weight has the norm's width", inputs);
        return inputs[0];
    }
}

/// <summary>Layer norm over the last dimension, <c>(x − mean)·rsqrt(variance + ε)·w + b</c> (Ba et al. 2016): (x, weight, bias).</summary>
internal sealed record LayerNorm(float Epsilon) : Op("layer_norm")
{
    public override string Attributes => "eps=" + Epsilon.ToString("R", CultureInfo.InvariantCulture);

    public override TensorType Infer(IReadOnlyList<TensorType> inputs)
    {
        Require(inputs[0].Width == inputs[1].Width && inputs[1] == inputs[2], "weight and bias have the norm's width", inputs);
        return inputs[0];
    }
}

/// <summary>Norm, weight, then times <c>silu(gate)</c>: (x, gate, weight).</summary>
internal sealed record GatedRmsNorm(NormSpec Norm) : Op("gated_rms_norm")
{
    public override string Attributes => Norm.ToString();

    public override TensorType Infer(IReadOnlyList<TensorType> inputs)
    {
        Require(inputs[0] == inputs[1] && inputs[0].Width == inputs[2].Width, "x and gate are alike, the weight has their width", inputs);
        return inputs[0];
    }
}

/// <summary><c>x·rsqrt(Σx² + 1e-6)</c> over the last dimension, times a constant.</summary>
internal sealed record L2Norm(float Scale) : Op("l2_norm")
{
    public override string Attributes => "scale=" + Scale.ToString("R", CultureInfo.InvariantCulture);

    public override TensorType Infer(IReadOnlyList<TensorType> inputs) => inputs[0];
}
