namespace Modelwright.IR;

/// <summary>
/// The linear-attention layer's weights, rows [q | k | v | z | b | a] of one matrix. Qwen3-Next's in_proj_qkvz holds for each key head its q, k, v and z rows, its in_proj_ba
/// b and a rows likewise: they are sorted while loading. Qwen3.5 has the parts in this order already.
/// </summary>
internal static class DeltaNetWeights
{
    public static WeightSlot Projection(ModelSpec spec, LinearAttentionSpec l) =>
        spec.Checkpoint.DeltaNet == DeltaNetStorage.Split ? SplitProjection(spec, l) : ProjectionByKeyHead(spec, l);

    /// <summary>The tensors that the projection is made of, for comments.</summary>
    public static string ProjectionNames(ModelSpec spec) =>
        spec.Checkpoint.DeltaNet == DeltaNetStorage.Split ? "in_proj_qkv, in_proj_z, in_proj_b, in_proj_a" : "in_proj_qkvz, in_proj_ba";

    private static WeightSlot SplitProjection(ModelSpec spec, LinearAttentionSpec l)
    {
        int values = l.ValueHeads * l.ValueDim;
        int channels = (2 * l.KeyHeads * l.KeyDim) + values;
        return WeightSlot.Matrix(
            "in_proj", channels + values + (2 * l.ValueHeads), spec.HiddenSize,
            Rows("in_proj_qkv", channels, 0),
            Rows("in_proj_z", values, channels),
            Rows("in_proj_b", l.ValueHeads, channels + values) with { Wide = true },
            Rows("in_proj_a", l.ValueHeads, channels + values + l.ValueHeads) with { Wide = true });

        WeightSource Rows(string name, int rows, int target) => WeightSource.Whole($"{Prefix(spec)}{name}.weight", [rows, spec.HiddenSize], target);
    }

    private static WeightSlot ProjectionByKeyHead(ModelSpec spec, LinearAttentionSpec l)
    {
        int hidden = spec.HiddenSize;
        int ratio = l.ValueHeads / l.KeyHeads;
        int valueRows = ratio * l.ValueDim;
        int keys = l.KeyHeads * l.KeyDim;
        int values = l.ValueHeads * l.ValueDim;
        int group = (2 * l.KeyDim) + (2 * valueRows);
        int gates = 2 * (keys + values);
        return WeightSlot.Matrix(
            "in_proj", gates + (2 * l.ValueHeads), hidden,
            WeightSource.Part(
                Prefix(spec) + "in_proj_qkvz.weight", [gates, hidden],
                new RowBlock(0, group, 0, l.KeyDim, l.KeyDim, l.KeyHeads),
                new RowBlock(l.KeyDim, group, keys, l.KeyDim, l.KeyDim, l.KeyHeads),
                new RowBlock(2 * l.KeyDim, group, 2 * keys, valueRows, valueRows, l.KeyHeads),
                new RowBlock((2 * l.KeyDim) + valueRows, group, (2 * keys) + values, valueRows, valueRows, l.KeyHeads)),
            WeightSource.Part(
                Prefix(spec) + "in_proj_ba.weight", [2 * l.ValueHeads, hidden],
                new RowBlock(0, 2 * ratio, gates, ratio, ratio, l.KeyHeads),
                new RowBlock(ratio, 2 * ratio, gates + l.ValueHeads, ratio, ratio, l.KeyHeads)) with
            { Wide = true });
    }

    public static WeightSlot Filter(ModelSpec spec, int channels, int kernel) => WeightSlot.Of("conv1d", WeightKind.Vector, Prefix(spec) + "conv1d.weight", [channels, 1, kernel]);

    public static WeightSlot Head(ModelSpec spec, string name, string key, int heads) => WeightSlot.Vector(name, heads, Prefix(spec) + key);

    public static WeightSlot Norm(ModelSpec spec, int valueDim) => WeightSlot.Vector("gated_norm", valueDim, Prefix(spec) + "norm.weight");

    public static WeightSlot Output(ModelSpec spec, int values) =>
        WeightSlot.Matrix("out_proj", spec.HiddenSize, values, WeightSource.Whole(Prefix(spec) + "out_proj.weight", [spec.HiddenSize, values]));

    private static string Prefix(ModelSpec spec) => spec.Checkpoint.Layer + "linear_attn.";
}
