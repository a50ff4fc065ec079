namespace Modelwright.Backends.TorchSharp;

/// <summary>The module <c>mlp</c> of an expert layer.</summary>
internal static class MoeText
{
    public static GeneratedFile Emit(ModelJob job, SparseMlp op, LayerKinds kinds)
    {
        bool mixed = kinds.Dense is not null;
        bool shared = op.SharedWidth is not null;
        bool stacked = op.IsSharedStacked;
        string modifier = mixed ? "internal override" : "internal";
        return TorchFile.Emit(job, "Experts", "routed experts", $$"""
            /// <summary>A router and the experts it chooses from{{(shared ? ", and one expert for every token behind a gate of its own" : "")}}.</summary>
            public sealed class SparseMlp : {{(mixed ? "FeedForward" : "nn.Module<Tensor, ForwardPass, Tensor>")}}
            {
                public readonly Linear gate;
                public readonly ModuleList<Mlp> experts;{{(shared ? "\n    public readonly Mlp shared_expert;\n    public readonly Linear shared_expert_gate;" : "")}}
                private readonly ExpertStack _stack;{{(stacked ? "\n    private readonly FusedLinear _router;" : "")}}

                internal SparseMlp(ParameterFactory parameters)
                    : base(nameof(SparseMlp))
                {
                    {{(stacked ? "_router = parameters.Fuse(Config.HiddenSize, bias: false, Config.Experts, 1);\n        gate = _router[0];" : "gate = parameters.Linear(Config.HiddenSize, Config.Experts);")}}
                    // One piece of memory for all experts, so that few tokens go straight to theirs.
                    _stack = new ExpertStack(parameters, Config.Experts, Config.HiddenSize, Config.ExpertWidth, Activate{{(stacked ? ", Config.SharedExpertWidth" : "")}});
                    experts = new ModuleList<Mlp>([.. Enumerable.Range(0, Config.Experts).Select(expert => new Mlp(_stack.GateUp(expert), _stack.Down(expert)))]);
            {{(stacked, shared) switch
        {
            (true, _) => "        // The shared expert is one more of the stack, and its gate one more row of the router.\n        shared_expert = new Mlp(_stack.GateUp(Config.Experts), _stack.Down(Config.Experts));\n        shared_expert_gate = _router[1];\n",
            (false, true) => "        shared_expert = new Mlp(parameters, Config.SharedExpertWidth);\n        shared_expert_gate = parameters.Linear(Config.HiddenSize, 1);\n",
            _ => "",
        }}}        RegisterComponents();
                }

                {{modifier}} IEnumerable<FusedLinear> Fused => experts.SelectMany(static expert => expert.Fused){{(shared ? ".Concat(shared_expert.Fused)" : "")}}{{(stacked ? ".Append(_router)" : "")}};

                /// <summary>[batch, tokens, width] to the same; differentiable.</summary>
                public override Tensor forward(Tensor x, ForwardPass pass)
                {
                    Tensor rows = x.reshape(-1, Config.HiddenSize);
                    Tensor logits = gate.forward(rows);
                    pass.RouterLogits?.Add(logits);
                    (Tensor chosen, Tensor weights) = Routing.Choose(logits, Config.ExpertsPerToken, renormalise: Config.RenormaliseRoutes);
                    // Each chosen expert once, its rows side by side, and no index_add_: that wants an alpha, and adds in any order on CUDA.
                    Tensor routed = Routing.Sorted(rows, chosen, weights, (expert, its) => experts[expert].forward(its, pass));
                    return {{Sum(shared, "routed.view(x.shape)", "shared_expert.forward(x, pass)", "forward")}};
                }

                {{modifier}} Tensor Advance(Tensor x)
                {
                    Tensor rows = x.ndim == 2 ? x : x.reshape(-1, Config.HiddenSize);
                    (Tensor chosen, Tensor weights) = Routing.Choose(gate.Project(rows), Config.ExpertsPerToken, renormalise: Config.RenormaliseRoutes);
                    Tensor routed = _stack.IsFew(rows, chosen)
                        ? _stack.Apply(rows, chosen, weights)
                        : Routing.Sorted(rows, chosen, weights, (expert, its) => experts[expert].Advance(its));
                    return {{Sum(shared, "(x.ndim == 2 ? routed : routed.view(x.shape))", "shared_expert.Advance(x)", "Project")}};
                }

                /// <summary>x plus the experts of one column a sequence, [batch, width].</summary>
                {{(stacked ? Step(modifier) : $"{modifier} Tensor Step(Tensor x, Tensor normed) => x + Advance(normed);")}}

                /// <inheritdoc/>
                protected override void Dispose(bool disposing)
                {
                    base.Dispose(disposing);
                    if (disposing)
                    {
                        _stack.Dispose();
                    }
                }
            }
            """);
    }

    private static string Step(string modifier) => $$"""
        {{modifier}} Tensor Step(Tensor x, Tensor normed)
            {
                Tensor[] logits = _router.forward(normed).split([Config.Experts, 1], dim: -1);
                (Tensor chosen, Tensor weights) = Routing.Choose(logits[0], Config.ExpertsPerToken, renormalise: Config.RenormaliseRoutes);
                if (!_stack.IsFew(normed, chosen))
                {
                    return x + Advance(normed);
                }

                // Every token's last expert is the shared one, weighted by its gate.
                return x + _stack.Apply(normed, functional.pad(chosen, (0, 1), value: Config.Experts), cat([weights, sigmoid(logits[1])], dim: -1));
            }
        """;

    private static string Sum(bool shared, string routed, string expert, string product) => shared ? $"{routed} + (sigmoid(shared_expert_gate.{product}(x)) * {expert})" : routed;
}
