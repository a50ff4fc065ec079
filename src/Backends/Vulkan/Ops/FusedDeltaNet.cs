using System.Collections.Generic;
using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>Head counts of a gated delta rule layer; a projection row is [q | k | v | z | b | a].</summary>
internal sealed record DeltaShape(int KeyHeads, int ValueHeads, int KeyDim, int ValueDim)
{
    public int PaddedKeyDim => (KeyDim + 7) / 8 * 8;

    public int PaddedValueDim => (ValueDim + 7) / 8 * 8;

    /// <summary>Channels of the convolution: q, k and v.</summary>
    public int Channels => (2 * KeyHeads * KeyDim) + (ValueHeads * ValueDim);

    public int ProjectionWidth => Channels + (ValueHeads * ValueDim) + (2 * ValueHeads);

    /// <summary>A row of normalised q and k and of v, every head padded.</summary>
    public int MixedWidth => (2 * KeyHeads * PaddedKeyDim) + (ValueHeads * PaddedValueDim);

    public override string ToString() => $"{KeyHeads} of {KeyDim}, {ValueHeads} of {ValueDim}";
}

/// <summary>Causal convolution, activation, and the l2 norm of query and key heads: (projection, filter) to [rows, mixed width].</summary>
internal sealed record ConvolutionMix(DeltaShape Shape, Activation Function, StateSpec.Convolution State) : Op("convolution_mix")
{
    public override string Attributes => $"{Shape}, kernel={State.Columns + 1}, {Function.ToString().ToLowerInvariant()}";

    public override StateSpec? AdvancesState => State;

    public override TensorType Infer(IReadOnlyList<TensorType> inputs)
    {
        Require(inputs[0].Width == Shape.ProjectionWidth && inputs[1].Width == Shape.Channels * (State.Columns + 1), "the projection has every section", inputs);
        return inputs[0].WithWidth(Shape.MixedWidth);
    }
}

/// <summary>Gates, the delta rule with its state in place, and the gated norm: (mixed, projection, A_log, dt_bias, norm weight) to [rows, value heads * value dim].</summary>
internal sealed record GatedDelta(DeltaShape Shape, NormSpec Norm, StateSpec.Recurrent State) : Op("gated_delta")
{
    public override string Attributes => $"{Shape}, {Norm}";

    public override StateSpec? AdvancesState => State;

    public override TensorType Infer(IReadOnlyList<TensorType> inputs)
    {
        Require(inputs[0].Width == Shape.MixedWidth && inputs[1].Width == Shape.ProjectionWidth, "mixed rows and their projection", inputs);
        Require(inputs[2].Width == Shape.ValueHeads && inputs[3].Width == Shape.ValueHeads && inputs[4].Width == Shape.ValueDim, "one gate a value head, one norm a value dim", inputs);
        return inputs[1].WithWidth(Shape.ValueHeads * Shape.ValueDim);
    }
}
