using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends.TorchSharp;

/// <summary>The module <c>linear_attn</c>. Its projections may come as any tensors: where their rows lie is read off the slot.</summary>
internal static class DeltaNetText
{
    public static NodeText Write(NodeSite site, LinearAttention op)
    {
        ModuleField module = site.Module("LinearAttention", "linear attention", new ClassText("LinearAttention", Class(site, op)));
        string state = "(DeltaState)state";
        return new NodeText(site.Form == Form.Forward ? $"{module.Path}.forward({site.X()}, pass)" : $"{module.Path}.Advance({site.X()}, pass, {state})")
        {
            Module = module,
            Onto = stream => $"{module.Path}.Step({stream}, {site.X()}, step, {state})",
            State = $"states.Delta({module.Path}.Layout)",
        };
    }

    private static string Class(NodeSite site, LinearAttention op)
    {
        string outer = ParameterPath.Common(site.Weights);
        string Name(int input) => ParameterPath.Of(site.Weight(input)).Below(outer);
        WeightSource[] sources = [.. site.Weight(1).Alternatives[0].Sources];
        string[] products = [.. sources.Select(source => ParameterPath.Of(source.Key).Below(outer))];
        (string filter, string norm, string output) = (Name(2), Name(5), Name(6));
        (string decayLog, string decayBias) = (ParameterPath.Of(site.Weight(3)).Name, ParameterPath.Of(site.Weight(4)).Name);
        DeltaParts parts = DeltaParts.Of(site.Weight(1), op);
        string fields = string.Join("\n    ", products.Select(static product => $"public readonly Linear {product};"));
        string assignments = string.Join("\n        ", products.Select(static (product, part) => $"{product} = _projection[{Literal.Of(part)}];"));
        string apart = products.Length == 1 ? $"{products[0]}.forward(real)" : $"cat([{string.Join(", ", products.Select(static product => $"{product}.forward(real)"))}], dim: -1)";
        return $$"""
            /// <summary>Gated delta rule attention (Yang et al. 2024): a matrix for each value head instead of cached keys and values.</summary>
            public sealed class __CLASS__ : nn.Module<Tensor, ForwardPass, Tensor>, IFusedModule, IDecayModule
            {
                private const int Width = {{Literal.Of(site.Width())}}; // {{ConfigKeys.HiddenSize}}
                private const int KeyHeads = {{Literal.Of(op.KeyHeads)}}; // {{ConfigKeys.LinearNumKeyHeads}}
                private const int KeyDim = {{Literal.Of(op.KeyDim)}}; // {{ConfigKeys.LinearKeyHeadDim}}
                private const int ValueHeads = {{Literal.Of(op.ValueHeads)}}; // {{ConfigKeys.LinearNumValueHeads}}
                private const int ValueDim = {{Literal.Of(op.ValueDim)}}; // {{ConfigKeys.LinearValueHeadDim}}
                private const int KeyRows = KeyHeads * KeyDim;
                private const int ValueRows = ValueHeads * ValueDim;
                private const int Channels = (2 * KeyRows) + ValueRows;

                {{fields}}
                public readonly CausalConvolution {{filter}};
                public readonly Parameter {{decayLog}};
                public readonly Parameter {{decayBias}};
                public readonly GatedRmsNorm {{norm}};
                public readonly Linear {{output}};
                private readonly FusedLinear _projection;

                internal __CLASS__(ParameterFactory parameters)
                    : base(nameof(__CLASS__))
                {
                    // One piece of memory for all projections: decoding reads x once.
                    _projection = parameters.Fuse(Width, bias: false, {{string.Join(", ", sources.Select(static source => Literal.Of(source.Rows)))}});
                    {{assignments}}
                    {{filter}} = new CausalConvolution(parameters, Channels, kernel: {{Literal.Of(op.Kernel)}}); // {{ConfigKeys.LinearConvKernelDim}}
                    {{decayLog}} = parameters.Create(ValueHeads);
                    {{decayBias}} = parameters.Create(ValueHeads);
                    {{norm}} = new GatedRmsNorm(parameters, ValueDim, {{Literal.Of(op.Norm.Epsilon)}});
                    {{output}} = parameters.Linear(ValueRows, Width);
                    RegisterComponents();
                }

                IEnumerable<FusedLinear> IFusedModule.Fused => [_projection];

                Parameter IDecayModule.DecayLog => {{decayLog}};

                Parameter IDecayModule.DecayBias => {{decayBias}};

                internal DeltaLayout Layout => new(
                    KeyHeads, ValueHeads, KeyDim, ValueDim,
                    new DeltaRows({{parts.ByHead(op)}}),
                    {{filter}}, {{decayLog}}, {{decayBias}}, {{norm}}, {{output}});

                /// <summary>[batch, tokens, width] to the same; differentiable.</summary>
                public override Tensor forward(Tensor x, ForwardPass pass)
                {
                    Tensor real = pass.DropPadding(x);
                    return Mix({{apart}}, pass, state: null);
                }

                internal Tensor Advance(Tensor x, ForwardPass pass, DeltaState state) => Mix(_projection.forward(pass.DropPadding(x)), pass, state);

                /// <summary>x plus the linear attention of one column a sequence, [batch, width].</summary>
                internal Tensor Step(Tensor x, Tensor normed, DecodeStep step, DeltaState state) =>
                    {{Step(op, parts)}};

                private Tensor Mix(Tensor projected, ForwardPass pass, DeltaState? state)
                {
                    (int batch, int tokens) = (pass.Batch, pass.Tokens);
                    Tensor channels = {{parts.Channels("projected")}}.transpose(1, 2);
                    Tensor convolved = state is null ? {{filter}}.forward(channels) : {{filter}}.Advance(channels, state.Columns(pass));
                    Tensor[] mixed = Activate(convolved).transpose(1, 2).split([KeyRows, KeyRows, ValueRows], dim: -1);
                    Tensor q = mixed[0].reshape(batch, tokens, KeyHeads, KeyDim);
                    Tensor k = mixed[1].reshape(batch, tokens, KeyHeads, KeyDim);
                    Tensor v = mixed[2].reshape(batch, tokens, ValueHeads, ValueDim);
                    Tensor beta = sigmoid({{parts.Beta.Of("projected")}});
                    Tensor a = {{parts.Decay.Of("projected")}}.to(float32);
                    Tensor decay = -{{decayLog}}.to(float32).exp() * functional.softplus(a + {{decayBias}});
                    Tensor o = state is not null && tokens == 1
                        ? DeltaRule.Step(q, k, v, decay, beta, state.Matrices)
                        : DeltaRule.Chunked(q, k, v, decay, beta, state?.Matrices);
                    Tensor z = {{parts.Gate.Of("projected")}}.reshape(batch, tokens, ValueHeads, ValueDim);
                    return {{output}}.Project({{norm}}.forward(o, z).reshape(batch, tokens, ValueRows));
                }

                private static Tensor Activate(Tensor x) => {{ActivationText.Of(op.Function, "x")}};
            }
            """;
    }

    /// <summary>One convolution serves all parts of the projection where the activation is silu, that of z, and queries and keys are equally far apart.</summary>
    private static string Step(LinearAttention op, DeltaParts parts) => op.Function == Activation.Silu && parts.Query.StrideOf(op.KeyDim) == parts.Key.StrideOf(op.KeyDim)
        ? "state.Step(x, _projection.forward(normed), step)"
        : "x + Mix(_projection.forward(normed).unsqueeze(1), step.Pass, state).squeeze(1)";
}
