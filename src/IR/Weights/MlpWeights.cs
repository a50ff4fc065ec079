namespace Modelwright.IR;

/// <summary>Gate and up rows in one matrix, and down.</summary>
internal static class MlpWeights
{
    public static WeightSlot GateUp(ModelSpec spec) => GateUp("gate_up", spec.Checkpoint.Layer + "mlp.", spec.HiddenSize, spec.DenseWidth);

    public static WeightSlot Down(ModelSpec spec) => Down("down", spec.Checkpoint.Layer + "mlp.", spec.HiddenSize, spec.DenseWidth);

    public static WeightSlot GateUp(string name, string prefix, int hidden, int width) => WeightSlot.Matrix(
        name, 2 * width, hidden,
        WeightSource.Whole(prefix + "gate_proj.weight", [width, hidden]),
        WeightSource.Whole(prefix + "up_proj.weight", [width, hidden], targetRow: width));

    public static WeightSlot Down(string name, string prefix, int hidden, int width) =>
        WeightSlot.Matrix(name, hidden, width, WeightSource.Whole(prefix + "down_proj.weight", [hidden, width]));
}
