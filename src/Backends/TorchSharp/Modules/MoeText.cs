using Modelwright.IR;

namespace Modelwright.Backends.TorchSharp;

/// <summary>The module <c>mlp</c> of an expert layer.</summary>
internal static class MoeText
{
    public static NodeText Write(NodeSite site, SparseMlp op)
    {
        ModuleField module = site.Module("Experts", "routed experts", new ClassText("SparseMlp", Class(site, op, ExpertNames.Of(site, op))));
        return new NodeText(site.Form == Form.Forward ? $"{module.Path}.forward({site.X()}, pass)" : $"{module.Path}.Advance({site.X()}, pass)")
        {
            Module = module,
            Onto = stream => $"{module.Path}.Step({stream}, {site.X()})",
        };
    }

    private static string Class(NodeSite site, SparseMlp op, ExpertNames names)
    {
        bool stacked = op.IsSharedStacked;
        string choose = $"PerToken, renormalise: {Literal.Of(op.Renormalise)}";
        return $$"""
            /// <summary>A router and the experts it chooses from{{(names.Shared is null ? "" : ", and one expert for every token behind a gate of its own")}}.</summary>
            public sealed class __CLASS__ : nn.Module<Tensor, ForwardPass, Tensor>{{(stacked ? ", IFusedModule" : "")}}
            {
                private const int Width = {{Literal.Of(site.Width())}}; // {{ConfigKeys.HiddenSize}}
                private const int Experts = {{Literal.Of(op.Count)}}; // {{ConfigKeys.NumExperts}}
                private const int PerToken = {{Literal.Of(op.PerToken)}}; // {{ConfigKeys.NumExpertsPerTok}}
                private const int ExpertWidth = {{Literal.Of(op.Width)}}; // {{ConfigKeys.MoeIntermediateSize}}{{(op.SharedWidth is int width ? $"\n    private const int SharedWidth = {Literal.Of(width)}; // {ConfigKeys.SharedExpertIntermediateSize}" : "")}}

                public readonly Linear {{names.Router}};
                public readonly ModuleList<{{names.Expert}}> {{names.Experts}};{{(names.Shared is null ? "" : $"\n    public readonly {names.Expert} {names.Shared};\n    public readonly Linear {names.SharedGate};")}}
                private readonly ExpertStack _stack;{{(stacked ? "\n    private readonly FusedLinear _router;" : "")}}

                internal __CLASS__(ParameterFactory parameters)
                    : base(nameof(__CLASS__))
                {
                    {{(stacked ? $"_router = parameters.Fuse(Width, bias: false, Experts, 1);\n        {names.Router} = _router[0];" : $"{names.Router} = parameters.Linear(Width, Experts);")}}
                    // One piece of memory for all experts, so that few tokens go straight to theirs.
                    _stack = new ExpertStack(parameters, Experts, Width, ExpertWidth, {{names.Expert}}.Activate{{(stacked ? ", SharedWidth" : "")}});
                    {{names.Experts}} = new ModuleList<{{names.Expert}}>([.. Enumerable.Range(0, Experts).Select(expert => new {{names.Expert}}(_stack.GateUp(expert), _stack.Down(expert)))]);
            {{Shared(names, stacked)}}        RegisterComponents();
                }
            {{(stacked ? "\n    IEnumerable<FusedLinear> IFusedModule.Fused => [_router];\n" : "")}}
                /// <summary>[batch, tokens, width] to the same; differentiable.</summary>
                public override Tensor forward(Tensor x, ForwardPass pass)
                {
                    Tensor rows = x.reshape(-1, Width);
                    Tensor logits = {{names.Router}}.forward(rows);
                    pass.RouterLogits?.Add(logits);
                    (Tensor chosen, Tensor weights) = Routing.Choose(logits, {{choose}});
                    // Each chosen expert once, its rows side by side, and no index_add_: that wants an alpha, and adds in any order on CUDA.
                    Tensor routed = Routing.Sorted(rows, chosen, weights, (expert, its) => {{names.Experts}}[expert].forward(its));
                    return {{Sum(names, "routed.view(x.shape)", "forward", "forward")}};
                }

                internal Tensor Advance(Tensor x, ForwardPass? pass = null)
                {
                    Tensor rows = x.ndim == 2 ? x : x.reshape(-1, Width);
                    Tensor logits = {{names.Router}}.Project(rows);
                    pass?.RouterLogits?.Add(logits);
                    (Tensor chosen, Tensor weights) = Routing.Choose(logits, {{choose}});
                    Tensor routed = _stack.IsFew(rows, chosen)
                        ? _stack.Apply(rows, chosen, weights)
                        : Routing.Sorted(rows, chosen, weights, (expert, its) => {{names.Experts}}[expert].Advance(its));
                    return {{Sum(names, "(x.ndim == 2 ? routed : routed.view(x.shape))", "Advance", "Project")}};
                }

                /// <summary>x plus the experts of one column a sequence, [batch, width].</summary>
                {{(stacked ? Step(choose) : "internal Tensor Step(Tensor x, Tensor normed) => x + Advance(normed);")}}

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
            """;
    }

    private static string Shared(ExpertNames names, bool stacked) => (names.Shared, stacked) switch
    {
        (null, _) => "",
        (_, true) => $"        // The shared expert is one more of the stack, and its gate one more row of the router.\n        {names.Shared} = new {names.Expert}(_stack.GateUp(Experts), _stack.Down(Experts));\n        {names.SharedGate} = _router[1];\n",
        _ => $"        {names.Shared} = new {names.Expert}(parameters, Width, SharedWidth);\n        {names.SharedGate} = parameters.Linear(Width, 1);\n",
    };

    private static string Step(string choose) => $$"""
        internal Tensor Step(Tensor x, Tensor normed)
            {
                Tensor[] logits = _router.forward(normed).split([Experts, 1], dim: -1);
                (Tensor chosen, Tensor weights) = Routing.Choose(logits[0], {{choose}});
                if (!_stack.IsFew(normed, chosen))
                {
                    return x + Advance(normed);
                }

                // Every token's last expert is the shared one, weighted by its gate.
                return x + _stack.Apply(normed, functional.pad(chosen, (0, 1), value: Experts), cat([weights, sigmoid(logits[1])], dim: -1));
            }
        """;

    private static string Sum(ExpertNames names, string routed, string expert, string product) =>
        names.Shared is null ? routed : $"{routed} + (sigmoid({names.SharedGate}.{product}(x)) * {names.Shared}.{expert}(x))";
}
