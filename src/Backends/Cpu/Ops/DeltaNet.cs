using System.Collections.Generic;
using Modelwright.IR;

namespace Modelwright.Backends.Cpu;

/// <summary>The sizes of a linear-attention layer.</summary>
internal sealed record DeltaSizes(int KeyHeads, int ValueHeads, int KeyDim, int ValueDim)
{
    public int Channels => (2 * KeyHeads * KeyDim) + Values;

    public int Values => ValueHeads * ValueDim;

    public int ProjectionWidth => Channels + Values + (2 * ValueHeads);

    public override string ToString() => $"{KeyHeads} of {KeyDim}, {ValueHeads} of {ValueDim}";
}

/// <summary>Convolution, activation, and the norms of queries and keys: (projection, filter) to [rows, queries | keys | values].</summary>
internal sealed record MixedConvolution(DeltaSizes Sizes, StateSpec.Convolution State, Activation Function) : Op("mixed_convolution")
{
    public override string Attributes => $"{Sizes}, kernel={State.Columns + 1}, {Function.ToString().ToLowerInvariant()}";

    public override StateSpec? AdvancesState => State;

    public override TensorType Infer(IReadOnlyList<TensorType> inputs)
    {
        Require(inputs[0].Width == Sizes.ProjectionWidth && State.Channels == Sizes.Channels, "the projection has channels, gates and decays", inputs);
        return inputs[0].WithWidth(Sizes.Channels);
    }
}

/// <summary>The delta rule with its gates, and the gated norm of its result: (projection, mixed, A_log, dt_bias, norm) to [rows, values].</summary>
internal sealed record GatedDelta(DeltaSizes Sizes, StateSpec.Recurrent State, float Epsilon) : Op("gated_delta")
{
    public override string Attributes => Sizes.ToString();

    public override StateSpec? AdvancesState => State;

    public override TensorType Infer(IReadOnlyList<TensorType> inputs)
    {
        Require(inputs[0].Width == Sizes.ProjectionWidth && inputs[1].Width == Sizes.Channels, "projection and what the convolution made of it", inputs);
        return inputs[0].WithWidth(Sizes.Values);
    }
}
