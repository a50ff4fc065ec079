using System.Collections.Generic;

namespace Modelwright.IR;

/// <summary>Depthwise causal convolution over the columns, then the activation: (u[rows, channels], weight[channels*kernel]).</summary>
internal sealed record CausalConvolution(StateSpec.Convolution State, Activation Function) : Op("causal_convolution")
{
    public override string Attributes => $"kernel={State.Columns + 1}, {Function.ToString().ToLowerInvariant()}";

    public override StateSpec? AdvancesState => State;

    public override TensorType Infer(IReadOnlyList<TensorType> inputs)
    {
        Require(inputs[0].Width == State.Channels && inputs[1].Width == State.Channels * (State.Columns + 1), "one filter a channel", inputs);
        return inputs[0];
    }
}

/// <summary><c>g = -exp(A_log)·softplus(a + dt_bias)</c>, the logarithm of the state's decay: (a[rows, heads], A_log, dt_bias).</summary>
internal sealed record DecayGate() : Op("decay_gate")
{
    public override TensorType Infer(IReadOnlyList<TensorType> inputs)
    {
        Require(inputs[0].Width == inputs[1].Width && inputs[1] == inputs[2], "one number a value head", inputs);
        return inputs[0];
    }
}

/// <summary>
/// Gated delta rule (Yang et al. 2024, "Gated Delta Networks"): (q[rows, key heads, dk], k, v[rows, value heads, dv], g[rows, value heads], beta).
/// S ← e^g·S; δ = β(v − Sᵀk); S ← S + kδᵀ; o = Sᵀq. Value head n uses key head n / (value heads / key heads).
/// </summary>
internal sealed record DeltaRule(StateSpec.Recurrent State) : Op("delta_rule")
{
    public override StateSpec? AdvancesState => State;

    public override TensorType Infer(IReadOnlyList<TensorType> inputs)
    {
        Require(inputs[0] == inputs[1] && inputs[0].Width == State.KeyDim && inputs[2].Width == State.ValueDim, "heads fit the state", inputs);
        Require(inputs[2].Shape[1] == State.Heads && inputs[3].Width == State.Heads && inputs[3] == inputs[4], "one gate a value head", inputs);
        Require(State.Heads % inputs[0].Shape[1].Factor == 0, "value heads are a multiple of key heads", inputs);
        return inputs[2];
    }
}
