using System.Collections.Generic;
using Modelwright.IR;

namespace Modelwright.Backends.Cpu;

/// <summary><c>residual + x·Wᵀ (+ bias)</c>, in place: (x, weight, residual, bias?).</summary>
internal sealed record LinearAdd() : Op("linear_add")
{
    public override int InPlaceInput => 2;

    public override TensorType Infer(IReadOnlyList<TensorType> inputs)
    {
        Require(inputs[0].Width == inputs[1].Width && inputs[2] == inputs[0].WithWidth(inputs[1].Shape[0].Factor), "the product fits the residual", inputs);
        return inputs[2];
    }
}

/// <summary><c>residual + sigmoid(gates[column])·(x·Wᵀ)</c>, in place: (x, weight, residual, gates).</summary>
internal sealed record LinearAddGated(int Column) : Op("linear_add_gated")
{
    public override string Attributes => $"column {Column}";

    public override int InPlaceInput => 2;

    public override TensorType Infer(IReadOnlyList<TensorType> inputs)
    {
        Require(inputs[0].Width == inputs[1].Width && inputs[2] == inputs[0].WithWidth(inputs[1].Shape[0].Factor), "the product fits the residual", inputs);
        Require(Column < inputs[3].Width, "the gate is a column", inputs);
        return inputs[2];
    }
}

/// <summary><c>act(gate(x))·up(x)</c>: (x, gate and up rows).</summary>
internal sealed record GatedLinear(int Width, Activation Function) : Op("gated_linear")
{
    public override string Attributes => $"{Width}, {Function.ToString().ToLowerInvariant()}";

    public override TensorType Infer(IReadOnlyList<TensorType> inputs)
    {
        Require(inputs[1].Shape[0] == 2 * Width && inputs[1].Width == inputs[0].Width, "gate and up rows", inputs);
        return inputs[0].WithWidth(Width);
    }
}
