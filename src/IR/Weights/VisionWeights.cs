namespace Modelwright.IR;

/// <summary>The weights of the vision tower, which is never quantised. All products and norms have biases; queries, keys and values are one tensor already.</summary>
internal static class VisionWeights
{
    private const string Tower = "model.visual.";
    private const string Block = Tower + "blocks.{layer}.";

    /// <summary>A convolution whose kernel is a whole patch, so a product with the patch's numbers.</summary>
    public static WeightSlot Patch(VisionSpec v) => WeightSlot.Matrix(
        "vision_patch", v.HiddenSize, v.PatchLength,
        WeightSource.Flat(Tower + "patch_embed.proj.weight", [v.HiddenSize, v.Channels, v.TemporalPatchSize, v.PatchSize, v.PatchSize]) with { Wide = true });

    public static WeightSlot PatchBias(VisionSpec v) => WeightSlot.Vector("vision_patch_bias", v.HiddenSize, Tower + "patch_embed.proj.bias");

    public static WeightSlot Positions(VisionSpec v) => Matrix("vision_positions", Tower + "pos_embed", v.Positions, v.HiddenSize);

    /// <param name="name"><c>norm1</c> or <c>norm2</c>.</param>
    /// <param name="part"><c>weight</c> or <c>bias</c>.</param>
    public static WeightSlot Norm(VisionSpec v, string name, string part) => WeightSlot.Vector($"vision_{name}_{part}", v.HiddenSize, $"{Block}{name}.{part}");

    public static (WeightSlot Weight, WeightSlot Bias) Projection(VisionSpec v) => Linear("vision_qkv", Block + "attn.qkv", 3 * v.HiddenSize, v.HiddenSize);

    public static (WeightSlot Weight, WeightSlot Bias) Output(VisionSpec v) => Linear("vision_proj", Block + "attn.proj", v.HiddenSize, v.HiddenSize);

    public static (WeightSlot Weight, WeightSlot Bias) Up(VisionSpec v) => Linear("vision_fc1", Block + "mlp.linear_fc1", v.DenseWidth, v.HiddenSize);

    public static (WeightSlot Weight, WeightSlot Bias) Down(VisionSpec v) => Linear("vision_fc2", Block + "mlp.linear_fc2", v.HiddenSize, v.DenseWidth);

    /// <summary>The merger behind the last block: it norms patches, then merges them.</summary>
    public static MergerWeights Merger(VisionSpec v) => new("vision_merger", Tower + "merger.", v.HiddenSize, v.MergedWidth, v.OutputSize);

    /// <summary>The mergers behind blocks between, one a level: they merge patches, then norm them.</summary>
    public static MergerWeights DeepStackMerger(VisionSpec v) => new("vision_deepstack", Tower + "deepstack_merger_list.{layer}.", v.MergedWidth, v.MergedWidth, v.OutputSize);

    internal static (WeightSlot Weight, WeightSlot Bias) Linear(string name, string module, int outputs, int inputs) =>
        (Matrix(name, module, outputs, inputs), WeightSlot.Vector(name + "_bias", outputs, module + ".bias"));

    private static WeightSlot Matrix(string name, string module, int rows, int columns) =>
        WeightSlot.Matrix(name, rows, columns, WeightSource.Whole(module + ".weight", [rows, columns]) with { Wide = true });
}

/// <summary>The weights of a merger.</summary>
internal sealed record MergerWeights(string Name, string Module, int NormWidth, int Width, int OutputSize)
{
    public WeightSlot Norm(string part) => WeightSlot.Vector($"{Name}_norm_{part}", NormWidth, $"{Module}norm.{part}");

    public (WeightSlot Weight, WeightSlot Bias) Up => VisionWeights.Linear(Name + "_fc1", Module + "linear_fc1", Width, Width);

    public (WeightSlot Weight, WeightSlot Bias) Down => VisionWeights.Linear(Name + "_fc2", Module + "linear_fc2", OutputSize, Width);
}
