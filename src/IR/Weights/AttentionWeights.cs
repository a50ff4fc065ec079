namespace Modelwright.IR;

/// <summary>
/// q, k and v in one matrix: rows [q | gate | k | v]. A gated q_proj holds for each head its query rows, then its gate rows;
/// they are sorted apart while loading.
/// </summary>
internal static class AttentionWeights
{
    public static WeightSlot Projection(ModelSpec spec) =>
        WeightSlot.Matrix("qkv", Rows(spec.Attention), spec.HiddenSize, Sources(spec, "weight"));

    public static WeightSlot ProjectionBias(ModelSpec spec) => new(
        "qkv_bias", WeightKind.Vector, Rows(spec.Attention), 1, Layers: [], [new WeightAlternative(Sources(spec, "bias"))]);

    public static WeightSlot Output(ModelSpec spec)
    {
        int inputs = spec.Attention.Heads * spec.Attention.HeadDim;
        return WeightSlot.Matrix("o_proj", spec.HiddenSize, inputs, WeightSource.Whole(Prefix(spec) + "o_proj.weight", [spec.HiddenSize, inputs]));
    }

    public static WeightSlot OutputBias(ModelSpec spec) => WeightSlot.Vector("o_bias", spec.HiddenSize, Prefix(spec) + "o_proj.bias");

    private static string Prefix(ModelSpec spec) => spec.Checkpoint.Layer + "self_attn.";

    private static int Rows(AttentionSpec a) => ((a.OutputGate ? 2 : 1) * a.Heads * a.HeadDim) + (2 * a.KeyValueHeads * a.HeadDim);

    private static WeightSource[] Sources(ModelSpec spec, string part)
    {
        AttentionSpec a = spec.Attention;
        int queries = a.Heads * a.HeadDim * (a.OutputGate ? 2 : 1);
        int keys = a.KeyValueHeads * a.HeadDim;
        EquatableArray<RowBlock> query = a.OutputGate
            ? [new(0, 2 * a.HeadDim, 0, a.HeadDim, a.HeadDim, a.Heads), new(a.HeadDim, 2 * a.HeadDim, a.Heads * a.HeadDim, a.HeadDim, a.HeadDim, a.Heads)]
            : [new(0, 0, 0, 0, queries)];
        EquatableArray<int> Shape(int rows) => part == "weight" ? [rows, spec.HiddenSize] : [rows];
        return
        [
            WeightSource.Part($"{Prefix(spec)}q_proj.{part}", Shape(queries), query),
            WeightSource.Part($"{Prefix(spec)}k_proj.{part}", Shape(keys), new RowBlock(0, 0, queries, 0, keys)),
            WeightSource.Part($"{Prefix(spec)}v_proj.{part}", Shape(keys), new RowBlock(0, 0, queries + keys, 0, keys)),
        ];
    }
}
