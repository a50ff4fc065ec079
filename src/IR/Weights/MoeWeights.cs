namespace Modelwright.IR;

/// <summary>Router, experts and shared expert. Experts come one tensor each (as published) or already stacked.</summary>
internal static class MoeWeights
{
    private const string Prefix = LayerWeights.Prefix + "mlp.";

    /// <summary>A row for each expert; where there is a shared expert its gate is the last row.</summary>
    public static WeightSlot Router(int hidden, ExpertsSpec e)
    {
        WeightSource gate = WeightSource.Whole(Prefix + "gate.weight", [e.Count, hidden]);
        WeightSource shared = WeightSource.Whole(Prefix + "shared_expert_gate.weight", [1, hidden], targetRow: e.Count);
        return e.SharedWidth is null
            ? WeightSlot.Matrix("router", e.Count, hidden, gate)
            : WeightSlot.Matrix("router", e.Count + 1, hidden, gate, shared);
    }

    public static WeightSlot GateUp(int hidden, ExpertsSpec e) => new(
        "experts_gate_up", WeightKind.Matrix, e.Count * 2 * e.Width, hidden, Layers: [],
        [
            new WeightAlternative(
            [
                WeightSource.EachExpert(Prefix + "experts.{expert}.gate_proj.weight", [e.Width, hidden], e.Count, 0, 2 * e.Width),
                WeightSource.EachExpert(Prefix + "experts.{expert}.up_proj.weight", [e.Width, hidden], e.Count, e.Width, 2 * e.Width),
            ]),
            new WeightAlternative([WeightSource.Whole(Prefix + "experts.gate_up_proj", [e.Count, 2 * e.Width, hidden])]),
        ]);

    public static WeightSlot Down(int hidden, ExpertsSpec e) => new(
        "experts_down", WeightKind.Matrix, e.Count * hidden, e.Width, Layers: [],
        [
            new WeightAlternative([WeightSource.EachExpert(Prefix + "experts.{expert}.down_proj.weight", [hidden, e.Width], e.Count, 0, hidden)]),
            new WeightAlternative([WeightSource.Whole(Prefix + "experts.down_proj", [e.Count, hidden, e.Width])]),
        ]);

    public static WeightSlot SharedGateUp(int hidden, int width) => MlpWeights.GateUp("shared_gate_up", Prefix + "shared_expert.", hidden, width);

    public static WeightSlot SharedDown(int hidden, int width) => MlpWeights.Down("shared_down", Prefix + "shared_expert.", hidden, width);
}
