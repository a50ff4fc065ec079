namespace Modelwright.IR;

/// <summary>
/// Softmax attention with query and key norms (transformers: qwen3, qwen3_moe, qwen3_next, qwen3_vl, qwen3_5 <c>…Attention</c>); Qwen3-Next and Qwen3.5 multiply
/// the result by the sigmoid of a gate that is the second half of each head's q_proj rows.
/// </summary>
internal static class AttentionLowering
{
    private const string Module = "self_attn";

    public static ValueId Lower(LayerContext c, ValueId x)
    {
        AttentionSpec a = c.Spec.Attention;
        int queries = a.Heads * a.HeadDim;
        int keys = a.KeyValueHeads * a.HeadDim;
        int keyStart = a.OutputGate ? 2 * queries : queries;

        ValueId norm = c.Add(new RmsNorm(c.Spec.Norm), "input_layernorm (rms_norm_eps)", x, c.Weight(LayerWeights.InputNorm(c.Spec)));
        ValueId projection = Project(c, norm);
        ElementType position = c.Spec.Rope.Sections is null ? ElementType.Position1D : ElementType.Position3D;
        ValueId positions = c.Builder.Add(new Parameter(InputPort.Positions, TensorType.Of(position, Dim.Rows)));
        ValueId q = Turn(c, c.Heads(projection, 0, a.Heads, a.HeadDim), "q_norm", positions);
        ValueId k = Turn(c, c.Heads(projection, keyStart, a.KeyValueHeads, a.HeadDim), "k_norm", positions);
        ValueId v = c.Heads(projection, keyStart + keys, a.KeyValueHeads, a.HeadDim);

        bool slides = c.Kind.Mixer == MixerKind.SlidingAttention;
        StateSpec.KeyValue cache = new(a.KeyValueHeads, a.HeadDim);
        Attention attention = new(cache, slides ? a.Window : null) { Dropout = c.Spec.Training.AttentionDropout };
        ValueId attended = c.Add(attention, slides ? $"{Module} (sliding_window)" : Module, q, k, v);
        attended = c.Add(new MergeHeads(), Module, attended);
        if (a.OutputGate)
        {
            ValueId gate = c.Add(new Sigmoid(), $"{Module} output gate", c.Builder.Add(new Slice(queries, queries), projection));
            attended = c.Add(new Multiply(), $"{Module} output gate", attended, gate);
        }

        return c.Add(new Add(), "residual", x, Output(c, attended));
    }

    private static ValueId Project(LayerContext c, ValueId norm)
    {
        const string Origin = Module + ".q_proj, k_proj, v_proj";
        ValueId weight = c.Weight(AttentionWeights.Projection(c.Spec));
        return c.Spec.Attention.Bias
            ? c.Add(new Linear(), Origin + " (attention_bias)", norm, weight, c.Weight(AttentionWeights.ProjectionBias(c.Spec)))
            : c.Add(new Linear(), Origin, norm, weight);
    }

    private static ValueId Turn(LayerContext c, ValueId heads, string norm, ValueId positions)
    {
        ValueId weight = c.Weight(WeightSlot.Vector(norm, c.Spec.Attention.HeadDim, $"{c.Spec.Checkpoint.Layer}{Module}.{norm}.weight"));
        ValueId normed = c.Add(new RmsNorm(c.Spec.Norm), $"{Module}.{norm}", heads, weight);
        return c.Add(new Rope(c.Spec.Rope.RotaryDim), c.Spec.Rope.Sections is null ? "rope_parameters" : "rope_parameters (mrope_section)", normed, positions);
    }

    private static ValueId Output(LayerContext c, ValueId attended)
    {
        const string Origin = Module + ".o_proj";
        ValueId weight = c.Weight(AttentionWeights.Output(c.Spec));
        return c.Spec.Attention.Bias
            ? c.Add(new Linear(), Origin + " (attention_bias)", attended, weight, c.Weight(AttentionWeights.OutputBias(c.Spec)))
            : c.Add(new Linear(), Origin, attended, weight);
    }
}
