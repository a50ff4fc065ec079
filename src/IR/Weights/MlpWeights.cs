namespace Modelwright.IR;

/// <summary>Gate and up rows in one matrix, and down.</summary>
internal static class MlpWeights
{
    public static WeightSlot GateUp(int hidden, int width) => GateUp("gate_up", LayerWeights.Prefix + "mlp.", hidden, width);

    public static WeightSlot Down(int hidden, int width) => Down("down", LayerWeights.Prefix + "mlp.", hidden, width);

    public static WeightSlot GateUp(string name, string prefix, int hidden, int width) => WeightSlot.Matrix(
        name, 2 * width, hidden,
        WeightSource.Whole(prefix + "gate_proj.weight", [width, hidden]),
        WeightSource.Whole(prefix + "up_proj.weight", [width, hidden], targetRow: width));

    public static WeightSlot Down(string name, string prefix, int hidden, int width) =>
        WeightSlot.Matrix(name, hidden, width, WeightSource.Whole(prefix + "down_proj.weight", [hidden, width]));
}
