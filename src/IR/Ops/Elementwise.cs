using System;
using System.Collections.Generic;

namespace Modelwright.IR;

/// <summary>Sum of two tensors of one type.</summary>
internal sealed record Add() : Op("add")
{
    public override TensorType Infer(IReadOnlyList<TensorType> inputs)
    {
        Require(inputs[0] == inputs[1], "both sides are alike", inputs);
        return inputs[0];
    }
}

/// <summary>Product of two tensors; the second may have width 1 (one factor a row).</summary>
internal sealed record Multiply() : Op("multiply")
{
    public override TensorType Infer(IReadOnlyList<TensorType> inputs)
    {
        Require(inputs[0] == inputs[1] || inputs[1] == inputs[0].WithWidth(1), "both sides are alike, or the second is one number a row", inputs);
        return inputs[0];
    }
}

/// <summary><c>1/(1+e⁻ˣ)</c>.</summary>
internal sealed record Sigmoid() : Op("sigmoid")
{
    public override TensorType Infer(IReadOnlyList<TensorType> inputs) => inputs[0];
}

/// <summary>The config's <c>hidden_act</c>.</summary>
internal sealed record Activate(Activation Function) : Op("activate")
{
    public override string Attributes => Function.ToString().ToLowerInvariant();

    public override TensorType Infer(IReadOnlyList<TensorType> inputs) => inputs[0];
}

/// <summary>Zero in the rows of padding columns, so that recurrent layers never see padding.</summary>
internal sealed record MaskPadding() : Op("mask_padding")
{
    public override TensorType Infer(IReadOnlyList<TensorType> inputs) => inputs[0];
}

/// <summary>While a model is trained, zeroes a share of the numbers and scales the others up (Srivastava et al. 2014); else x.</summary>
internal sealed record Dropout(double Rate) : Op("dropout")
{
    public override string Attributes => FormattableString.Invariant($"{Rate}");

    public override TensorType Infer(IReadOnlyList<TensorType> inputs) => inputs[0];
}
