namespace Modelwright.IR;

/// <summary>
/// The vision tower: patches of pictures and clips to features of the text tower's width (transformers: qwen3_vl <c>Qwen3VLVisionModel</c>; without DeepStack
/// qwen3_5 <c>Qwen3_5VisionModel</c>). It remembers nothing: a row is a patch, and all patches of a call go through at once.
/// </summary>
internal static class VisionLowering
{
    /// <summary>The tower's name.</summary>
    public const string TowerName = "vision";

    /// <summary>Taps of a patch into the table of positions: the corners of the cell it lies in.</summary>
    private const int Corners = 4;

    public static Tower Lower(VisionSpec spec)
    {
        Tower tower = new(
            TowerName,
            Entry(new VisionContext(spec)),
            [Layer(new VisionContext(spec))],
            new int[spec.Depth].ToEquatableArray(),
            [Features(new VisionContext(spec))])
        {
            Taps = spec.DeepStackLayers.Count == 0 ? [] : [new Tap(DeepStack(new VisionContext(spec)), spec.DeepStackLayers)],
        };
        TowerVerifier.Verify(tower);
        return tower;
    }

    /// <summary>The position is what the stream begins with, so that the product adds to it where it lies.</summary>
    private static Block Entry(VisionContext c)
    {
        ValueId patches = c.Add(new Parameter(InputPort.Patches, TensorType.Of(ElementType.F32, Dim.Patches, c.Spec.PatchLength)), "");
        ValueId taps = c.Add(new Parameter(InputPort.Taps, TensorType.Of(ElementType.Tap, Dim.Patches, Corners)), "");
        ValueId position = c.Add(new InterpolatedEmbedding(), "pos_embed (num_position_embeddings)", taps, c.Weight(VisionWeights.Positions(c.Spec)));
        ValueId patch = c.Linear(patches, (VisionWeights.Patch(c.Spec), VisionWeights.PatchBias(c.Spec)), "patch_embed.proj (patch_size, temporal_patch_size)");
        ValueId x = c.Add(new Add(), "patch_embed, pos_embed", position, patch);
        return new Block("patches", "the residual stream from the patches and their places", c.Builder.Build(x));
    }

    private static Block Layer(VisionContext c)
    {
        ValueId x = c.Residual();
        x = c.Add(new Add(), "residual", x, Attend(c, Norm(c, "norm1", x)));
        x = c.Add(new Add(), "residual", x, Feed(c, Norm(c, "norm2", x)));
        return new Block("block", "attention within frames and a dense MLP", c.Builder.Build(x));
    }

    private static ValueId Norm(VisionContext c, string name, ValueId x) => c.Norm(x, VisionWeights.Norm(c.Spec, name, "weight"), VisionWeights.Norm(c.Spec, name, "bias"), name);

    private static ValueId Attend(VisionContext c, ValueId norm)
    {
        VisionSpec v = c.Spec;
        ValueId projection = c.Linear(norm, VisionWeights.Projection(v), "attn.qkv");
        ValueId positions = c.Add(new Parameter(InputPort.Positions, TensorType.Of(ElementType.Position2D, Dim.Patches)), "");
        ValueId segments = c.Add(new Parameter(InputPort.Segments, TensorType.Of(ElementType.Segment, Dim.Patches)), "");
        ValueId q = c.Add(new Rope(v.HeadDim), "rotary by row and column", c.Heads(projection, 0, v.Heads, v.HeadDim), positions);
        ValueId k = c.Add(new Rope(v.HeadDim), "rotary by row and column", c.Heads(projection, v.HiddenSize, v.Heads, v.HeadDim), positions);
        ValueId attended = c.Add(new SegmentAttention(), "attn", q, k, c.Heads(projection, 2 * v.HiddenSize, v.Heads, v.HeadDim), segments);
        return c.Linear(c.Add(new MergeHeads(), "attn", attended), VisionWeights.Output(v), "attn.proj");
    }

    private static ValueId Feed(VisionContext c, ValueId norm)
    {
        ValueId up = c.Linear(norm, VisionWeights.Up(c.Spec), "mlp.linear_fc1");
        return c.Linear(c.Add(new Activate(c.Spec.Activation), "hidden_act", up), VisionWeights.Down(c.Spec), "mlp.linear_fc2");
    }

    private static Block Features(VisionContext c)
    {
        MergerWeights m = VisionWeights.Merger(c.Spec);
        ValueId normed = c.Norm(c.Residual(), m.Norm("weight"), m.Norm("bias"), "merger.norm");
        ValueId merged = c.Add(new MergeRows(c.Spec.Merged), "spatial_merge_size", normed);
        return new Block("features", "features of the text tower's width, one for each block of patches", c.Builder.Build(Merge(c, m, merged, "merger")));
    }

    private static Block DeepStack(VisionContext c)
    {
        MergerWeights m = VisionWeights.DeepStackMerger(c.Spec);
        ValueId merged = c.Add(new MergeRows(c.Spec.Merged), "spatial_merge_size", c.Residual());
        ValueId normed = c.Norm(merged, m.Norm("weight"), m.Norm("bias"), "deepstack_merger_list.norm");
        return new Block("deepstack", "features of a level between, for the text tower's first layers", c.Builder.Build(Merge(c, m, normed, "deepstack_merger_list")));
    }

    /// <summary>Mergers have erf GELU, whatever <c>hidden_act</c> is.</summary>
    private static ValueId Merge(VisionContext c, MergerWeights m, ValueId x, string module)
    {
        ValueId up = c.Linear(x, m.Up, module + ".linear_fc1");
        return c.Linear(c.Add(new Activate(Activation.Gelu), module + ".act_fn", up), m.Down, module + ".linear_fc2");
    }
}
