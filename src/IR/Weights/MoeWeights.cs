namespace Modelwright.IR;

/// <summary>Router, experts and shared expert. Experts come one tensor each or already stacked, Qwen3-VL-MoE's with their matrices transposed as well (as published).</summary>
internal static class MoeWeights
{
    /// <summary>A row for each expert; where there is a shared expert its gate is the last row.</summary>
    public static WeightSlot Router(ModelSpec spec, ExpertsSpec e)
    {
        WeightSource gate = WeightSource.Whole(Prefix(spec) + "gate.weight", [e.Count, spec.HiddenSize]) with { Wide = true };
        WeightSource shared = WeightSource.Whole(Prefix(spec) + "shared_expert_gate.weight", [1, spec.HiddenSize], targetRow: e.Count) with { Wide = true };
        return e.SharedWidth is null
            ? WeightSlot.Matrix("router", e.Count, spec.HiddenSize, gate)
            : WeightSlot.Matrix("router", e.Count + 1, spec.HiddenSize, gate, shared);
    }

    public static WeightSlot GateUp(ModelSpec spec, ExpertsSpec e) => new(
        "experts_gate_up", WeightKind.Matrix, e.Count * 2 * e.Width, spec.HiddenSize, Layers: [],
        [
            new WeightAlternative(
            [
                WeightSource.EachExpert(Prefix(spec) + "experts.{expert}.gate_proj.weight", [e.Width, spec.HiddenSize], e.Count, 0, 2 * e.Width),
                WeightSource.EachExpert(Prefix(spec) + "experts.{expert}.up_proj.weight", [e.Width, spec.HiddenSize], e.Count, e.Width, 2 * e.Width),
            ]),
            .. Stacked(spec, "experts.gate_up_proj", e.Count, 2 * e.Width, spec.HiddenSize),
        ]);

    public static WeightSlot Down(ModelSpec spec, ExpertsSpec e) => new(
        "experts_down", WeightKind.Matrix, e.Count * spec.HiddenSize, e.Width, Layers: [],
        [
            new WeightAlternative([WeightSource.EachExpert(Prefix(spec) + "experts.{expert}.down_proj.weight", [spec.HiddenSize, e.Width], e.Count, 0, spec.HiddenSize)]),
            .. Stacked(spec, "experts.down_proj", e.Count, spec.HiddenSize, e.Width),
        ]);

    public static WeightSlot SharedGateUp(ModelSpec spec, int width) => MlpWeights.GateUp("shared_gate_up", Prefix(spec) + "shared_expert.", spec.HiddenSize, width);

    public static WeightSlot SharedDown(ModelSpec spec, int width) => MlpWeights.Down("shared_down", Prefix(spec) + "shared_expert.", spec.HiddenSize, width);

    /// <summary>Where both shapes are the same, Hugging Face takes the matrices as they are.</summary>
    private static WeightAlternative[] Stacked(ModelSpec spec, string name, int experts, int rows, int columns)
    {
        WeightAlternative plain = new([WeightSource.Whole(Prefix(spec) + name, [experts, rows, columns])]);
        return spec.Checkpoint.TransposesExperts && rows != columns
            ? [plain, new WeightAlternative([WeightSource.Transpose(Prefix(spec) + name, [experts, columns, rows])])]
            : [plain];
    }

    private static string Prefix(ModelSpec spec) => spec.Checkpoint.Layer + "mlp.";
}
