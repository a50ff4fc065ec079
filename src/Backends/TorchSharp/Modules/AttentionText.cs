using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends.TorchSharp;

/// <summary>The module <c>self_attn</c>: projections, norms of heads, rotation, attention, output gate.</summary>
internal static class AttentionText
{
    public static NodeText Write(NodeSite site, SelfAttention op)
    {
        ModuleField module = site.Module("Attention", "softmax attention", new ClassText("SelfAttention", Class(site, op)));
        string cache = "(KeyValueCache)state";
        return new NodeText(site.Form == Form.Forward ? $"{module.Path}.forward({site.X()}, pass)" : $"{module.Path}.Advance({site.X()}, pass, {cache})")
        {
            Module = module,
            Onto = stream => $"{module.Path}.Step({stream}, {site.X()}, step, {cache})",
            State = $"states.KeyValue({module.Path}.Layout)",
        };
    }

    private static string Class(NodeSite site, SelfAttention op)
    {
        AttentionNames names = AttentionNames.Of(site, op);
        string window = op.Window is null ? "" : ", window: Window";
        string dropout = op.Dropout > 0 ? ", dropout: training && cache is null ? AttentionDropout : 0" : "";
        string norm = $"new RmsNorm(parameters, HeadDim, {Literal.Of(op.Norm.Epsilon)}, zeroCentred: {Literal.Of(op.Norm.ZeroCentred)})";
        return $$"""
            /// <summary>Attention with a norm of each query and key head{{(op.OutputGate ? "; the result is multiplied by a gate that is the second half of each head's query rows" : "")}}{{(op.Window is null ? "" : "; a query sees the columns of a window")}}.</summary>
            public sealed class __CLASS__ : nn.Module<Tensor, ForwardPass, Tensor>, IFusedModule
            {
                private const int Width = {{Literal.Of(site.Width())}}; // {{ConfigKeys.HiddenSize}}
                private const int Heads = {{Literal.Of(op.Heads)}}; // {{ConfigKeys.NumAttentionHeads}}
                private const int KeyValueHeads = {{Literal.Of(op.KeyValueHeads)}}; // {{ConfigKeys.NumKeyValueHeads}}
                private const int HeadDim = {{Literal.Of(op.HeadDim)}}; // {{ConfigKeys.HeadDim}}{{(op.Window is int columns ? $"\n    private const int Window = {Literal.Of(columns)}; // {ConfigKeys.SlidingWindow}" : "")}}{{(op.Dropout > 0 ? $"\n    private const double AttentionDropout = {Literal.Of(op.Dropout)}; // {ConfigKeys.AttentionDropout}" : "")}}
                private const int QueryRows = {{(op.OutputGate ? "2 * " : "")}}Heads * HeadDim;
                private const int KeyRows = KeyValueHeads * HeadDim;
                private const int QueryHeads = {{(op.OutputGate ? "2 * Heads; // with the gates" : "Heads;")}}
                private const int HeadsPerKey = Heads / KeyValueHeads;

                public readonly Linear {{names.Query}};
                public readonly Linear {{names.Key}};
                public readonly Linear {{names.Value}};
                public readonly Linear {{names.Output}};
                public readonly RmsNorm {{names.QueryNorm}};
                public readonly RmsNorm {{names.KeyNorm}};
                private readonly FusedLinear _qkv;

                internal __CLASS__(ParameterFactory parameters)
                    : base(nameof(__CLASS__))
                {
                    // One piece of memory for three weights: decoding reads x once.
                    _qkv = parameters.Fuse(Width, bias: {{Literal.Of(op.Bias)}}, QueryRows, KeyRows, KeyRows);
                    {{names.Query}} = _qkv[0];
                    {{names.Key}} = _qkv[1];
                    {{names.Value}} = _qkv[2];
                    {{names.Output}} = parameters.Linear(Heads * HeadDim, Width, bias: {{Literal.Of(op.Bias)}});
                    {{names.QueryNorm}} = {{norm}};
                    {{names.KeyNorm}} = {{norm}};
                    RegisterComponents();
                }

                IEnumerable<FusedLinear> IFusedModule.Fused => [_qkv];

                internal AttentionLayout Layout => new(Heads, KeyValueHeads, HeadDim, Gated: {{Literal.Of(op.OutputGate)}}, {{names.QueryNorm}}, {{names.KeyNorm}}, {{names.Output}});

                /// <summary>[batch, tokens, width] to the same; differentiable.</summary>
                public override Tensor forward(Tensor x, ForwardPass pass) =>
                    Attend({{names.Query}}.forward(x), {{names.Key}}.forward(x), {{names.Value}}.forward(x), pass, cache: null);

                internal Tensor Advance(Tensor x, ForwardPass pass, KeyValueCache cache)
                {
                    Tensor[] qkv = _qkv.forward(x).split([QueryRows, KeyRows, KeyRows], dim: -1);
                    return Attend(qkv[0], qkv[1], qkv[2], pass, cache);
                }

                /// <summary>x plus the attention of one column a sequence, [batch, width].</summary>
                internal Tensor Step(Tensor x, Tensor normed, DecodeStep step, KeyValueCache cache)
                {
                    Tensor[] heads = step.Convert(_qkv.forward(normed)).view(step.Batch, QueryHeads + (2 * KeyValueHeads), 1, HeadDim)
                        .split([QueryHeads + KeyValueHeads, KeyValueHeads], dim: 1);
                    Tensor turned = cache.NormAndTurn(heads[0], step);
                    Tensor queries = step.Group(turned, QueryHeads + KeyValueHeads, first: 0, every: {{(op.OutputGate ? "2" : "1")}}, KeyValueHeads, HeadsPerKey);
                    Tensor attended = cache.Attend(queries, turned.narrow(1, QueryHeads, KeyValueHeads), heads[1], step{{window}});
            {{(op.OutputGate ? "        Tensor gates = step.Group(heads[0], QueryHeads + (2 * KeyValueHeads), first: 1, every: 2, KeyValueHeads, HeadsPerKey);\n" : "")}}        return cache.Project(x, {{(op.OutputGate ? "(attended * sigmoid(gates))" : "attended")}}.reshape(step.Batch, Heads * HeadDim));
                }

                private Tensor Attend(Tensor queries, Tensor keys, Tensor values, ForwardPass pass, KeyValueCache? cache)
                {
            {{Queries(op.OutputGate, names.QueryNorm)}}
                    Tensor k = pass.Rotate({{names.KeyNorm}}.forward(keys.view(pass.Batch, pass.Tokens, KeyValueHeads, HeadDim)).transpose(1, 2));
                    Tensor v = values.view(pass.Batch, pass.Tokens, KeyValueHeads, HeadDim).transpose(1, 2);
                    if (cache is not null)
                    {
                        (k, v) = cache.Append(k, v, pass);
                    }

                    // The pass has the mask: is_casual (sic) aligns its triangle with the top left, which is wrong once keys are cached.
                    Tensor attended = GroupedAttention.Attend(q, k, v, pass{{window}}{{dropout}});
                    return {{names.Output}}.Project({{(op.OutputGate ? "attended * sigmoid(heads[1].reshape(pass.Batch, pass.Tokens, Heads * HeadDim))" : "attended")}});
                }
            }
            """;
    }

    private static string Queries(bool gated, string norm) => gated
        ? $"""
                    // For each head: its query rows, then its gate rows.
                    Tensor[] heads = queries.view(pass.Batch, pass.Tokens, Heads, 2 * HeadDim).chunk(2, dim: -1);
                    Tensor q = pass.Rotate({norm}.forward(heads[0]).transpose(1, 2));
            """
        : $"""
                    Tensor q = pass.Rotate({norm}.forward(queries.view(pass.Batch, pass.Tokens, Heads, HeadDim)).transpose(1, 2));
            """;
}
