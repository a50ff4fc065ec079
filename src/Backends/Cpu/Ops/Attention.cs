using System.Collections.Generic;
using Modelwright.IR;

namespace Modelwright.Backends.Cpu;

/// <summary>
/// Norms, rotation, cache, attention and output gate in one: (projection[rows, queries | gates | keys | values], positions, query norm, key norm).
/// </summary>
internal sealed record CachedAttention(int Heads, StateSpec.KeyValue State, int RotaryDim, int? Window, bool OutputGate, NormSpec Norm) : Op("cached_attention")
{
    public override string Attributes =>
        $"{Heads}/{State.Heads} of {State.HeadDim}, rope {RotaryDim}{(OutputGate ? ", gated" : "")}{(Window is int window ? $", window={window}" : "")}, {Norm}";

    public override StateSpec? AdvancesState => State;

    public override TensorType Infer(IReadOnlyList<TensorType> inputs)
    {
        int rows = ((OutputGate ? 2 : 1) * Heads * State.HeadDim) + (2 * State.Heads * State.HeadDim);
        Require(inputs[0].Width == rows, "the projection has queries, gates, keys and values", inputs);
        Require(inputs[1].Element is ElementType.Position1D or ElementType.Position3D, "positions turn it", inputs);
        Require(inputs[2].Width == State.HeadDim && inputs[3].Width == State.HeadDim, "norms have the head's width", inputs);
        return inputs[0].WithWidth(Heads * State.HeadDim);
    }
}
