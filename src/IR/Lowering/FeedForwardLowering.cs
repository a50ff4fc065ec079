namespace Modelwright.IR;

/// <summary>The second half of a layer: dense MLP, or routed experts with the shared expert where the family has one.</summary>
internal static class FeedForwardLowering
{
    public static ValueId Lower(LayerContext c, ValueId x)
    {
        ValueId norm = c.Add(new RmsNorm(c.Spec.Norm), "post_attention_layernorm (rms_norm_eps)", x, c.Weight(LayerWeights.PostNorm(c.Spec)));
        ValueId result = c.Kind.FeedForward == FeedForwardKind.Experts
            ? RouteToExperts(c, norm)
            : Gated(c, norm, MlpWeights.GateUp(c.Spec), MlpWeights.Down(c.Spec), c.Spec.DenseWidth, "mlp");
        return c.Add(new Add(), "residual", x, result);
    }

    /// <summary><c>down(act(gate(x))·up(x))</c> with gate and up in one product.</summary>
    private static ValueId Gated(LayerContext c, ValueId norm, WeightSlot gateUp, WeightSlot down, int width, string module)
    {
        ValueId both = c.Add(new Linear(), $"{module}.gate_proj, up_proj", norm, c.Weight(gateUp));
        ValueId gate = c.Add(new Activate(c.Spec.Activation), "hidden_act", c.Builder.Add(new Slice(0, width), both));
        ValueId hidden = c.Add(new Multiply(), module, gate, c.Builder.Add(new Slice(width, width), both));
        return c.Add(new Linear(), $"{module}.down_proj", hidden, c.Weight(down));
    }

    private static ValueId RouteToExperts(LayerContext c, ValueId norm)
    {
        ExpertsSpec e = c.Spec.Experts ?? throw new IrException("an expert layer without expert sizes");
        bool shared = e.SharedWidth is not null;
        ValueId logits = c.Add(new Linear(), shared ? "mlp.gate, shared_expert_gate" : "mlp.gate", norm, c.Weight(MoeWeights.Router(c.Spec, e)));
        ValueId scores = c.Add(new Softmax(), "mlp.gate", shared ? c.Builder.Add(new Slice(0, e.Count), logits) : logits);
        ValueId routes = c.Add(new TopK(e.PerToken, e.Renormalise), "num_experts_per_tok, norm_topk_prob", scores);
        ValueId result = c.Add(
            new Experts(e.Count, e.Width, c.Spec.Activation), "mlp.experts", norm, routes,
            c.Weight(MoeWeights.GateUp(c.Spec, e)), c.Weight(MoeWeights.Down(c.Spec, e)));
        if (e.SharedWidth is not int width)
        {
            return result;
        }

        ValueId expert = Gated(c, norm, MoeWeights.SharedGateUp(c.Spec, width), MoeWeights.SharedDown(c.Spec, width), width, "mlp.shared_expert");
        ValueId gate = c.Add(new Sigmoid(), "mlp.shared_expert_gate", c.Builder.Add(new Slice(e.Count, 1), logits));
        return c.Add(new Add(), "mlp", result, c.Add(new Multiply(), "mlp.shared_expert", expert, gate));
    }
}
