using System.Linq;

namespace Modelwright.Backends.TorchSharp;

/// <summary>The module <c>self_attn</c>.</summary>
internal static class AttentionText
{
    public static GeneratedFile Emit(ModelJob job, SelfAttention op, LayerKinds kinds)
    {
        bool slides = kinds.Kinds.Any(static kind => kind.Mixer is SelfAttention { Window: not null });
        string zero = Literal.Of(op.Norm.ZeroCentred);
        return TorchFile.Emit(job, "Attention", "softmax attention", $$"""
            /// <summary>Attention with a norm of each query and key head{{(op.OutputGate ? "; the result is multiplied by a gate that is the second half of each head's q_proj rows" : "")}}.</summary>
            public sealed class SelfAttention : nn.Module<Tensor, ForwardPass, Tensor>
            {
                private const int QueryRows = {{(op.OutputGate ? "2 * " : "")}}Config.Heads * Config.HeadDim;
                private const int KeyRows = Config.KeyValueHeads * Config.HeadDim;
                private const int QueryHeads = {{(op.OutputGate ? "2 * Config.Heads; // with the gates" : "Config.Heads;")}}
                private const int HeadsPerKey = Config.Heads / Config.KeyValueHeads;

                public readonly Linear q_proj;
                public readonly Linear k_proj;
                public readonly Linear v_proj;
                public readonly Linear o_proj;
                public readonly RmsNorm q_norm;
                public readonly RmsNorm k_norm;
                private readonly FusedLinear _qkv;{{(slides ? "\n    private readonly bool _sliding;" : "")}}

                internal SelfAttention(ParameterFactory parameters{{(slides ? ", bool sliding" : "")}})
                    : base(nameof(SelfAttention))
                {
                    // One piece of memory for three weights: decoding reads x once.
                    _qkv = parameters.Fuse(Config.HiddenSize, bias: Config.AttentionBias, QueryRows, KeyRows, KeyRows);
                    q_proj = _qkv[0];
                    k_proj = _qkv[1];
                    v_proj = _qkv[2];
                    o_proj = parameters.Linear(Config.Heads * Config.HeadDim, Config.HiddenSize, bias: Config.AttentionBias);
                    q_norm = new RmsNorm(parameters, Config.HeadDim, Config.NormEpsilon, zeroCentred: {{zero}});
                    k_norm = new RmsNorm(parameters, Config.HeadDim, Config.NormEpsilon, zeroCentred: {{zero}});{{(slides ? "\n        _sliding = sliding;" : "")}}
                    RegisterComponents();
                }

                internal IEnumerable<FusedLinear> Fused => [_qkv];

                internal AttentionLayout Layout => new(Config.Heads, Config.KeyValueHeads, Config.HeadDim, Gated: {{Literal.Of(op.OutputGate)}}, q_norm, k_norm, o_proj);

                /// <summary>[batch, tokens, width] to the same; differentiable.</summary>
                public override Tensor forward(Tensor x, ForwardPass pass) => Attend(q_proj.forward(x), k_proj.forward(x), v_proj.forward(x), pass, cache: null);

                internal Tensor Advance(Tensor x, ForwardPass pass, KeyValueCache cache)
                {
                    Tensor[] qkv = _qkv.forward(x).split([QueryRows, KeyRows, KeyRows], dim: -1);
                    return Attend(qkv[0], qkv[1], qkv[2], pass, cache);
                }

                /// <summary>x plus the attention of one column a sequence, [batch, width].</summary>
                internal Tensor Step(Tensor x, Tensor normed, DecodeStep step, KeyValueCache cache)
                {
                    Tensor[] heads = step.Convert(_qkv.forward(normed)).view(step.Batch, QueryHeads + (2 * Config.KeyValueHeads), 1, Config.HeadDim)
                        .split([QueryHeads + Config.KeyValueHeads, Config.KeyValueHeads], dim: 1);
                    Tensor turned = cache.NormAndTurn(heads[0], step);
                    Tensor queries = step.Group(turned, QueryHeads + Config.KeyValueHeads, first: 0, every: {{(op.OutputGate ? "2" : "1")}}, Config.KeyValueHeads, HeadsPerKey);
                    Tensor attended = cache.Attend(queries, turned.narrow(1, QueryHeads, Config.KeyValueHeads), heads[1], step{{(slides ? ", _sliding" : "")}});
            {{(op.OutputGate ? "        Tensor gates = step.Group(heads[0], QueryHeads + (2 * Config.KeyValueHeads), first: 1, every: 2, Config.KeyValueHeads, HeadsPerKey);\n" : "")}}        return cache.Project(x, {{(op.OutputGate ? "(attended * sigmoid(gates))" : "attended")}}.reshape(step.Batch, Config.Heads * Config.HeadDim));
                }

                private Tensor Attend(Tensor queries, Tensor keys, Tensor values, ForwardPass pass, KeyValueCache? cache)
                {
            {{Queries(op.OutputGate)}}
                    Tensor k = pass.Rotate(k_norm.forward(keys.view(pass.Batch, pass.Tokens, Config.KeyValueHeads, Config.HeadDim)).transpose(1, 2));
                    Tensor v = values.view(pass.Batch, pass.Tokens, Config.KeyValueHeads, Config.HeadDim).transpose(1, 2);
                    if (cache is not null)
                    {
                        (k, v) = cache.Append(k, v, pass);
                    }

                    // The pass has the mask: is_casual (sic) aligns its triangle with the top left, which is wrong once keys are cached.
                    Tensor attended = GroupedAttention.Attend(q, k, v, pass{{(slides ? ", _sliding" : "")}});
                    return o_proj.Project({{(op.OutputGate ? "attended * sigmoid(heads[1].reshape(pass.Batch, pass.Tokens, Config.Heads * Config.HeadDim))" : "attended")}});
                }
            }
            """);
    }

    private static string Queries(bool gated) => gated
        ? """
                    // For each head: its query rows, then its gate rows.
                    Tensor[] heads = queries.view(pass.Batch, pass.Tokens, Config.Heads, 2 * Config.HeadDim).chunk(2, dim: -1);
                    Tensor q = pass.Rotate(q_norm.forward(heads[0]).transpose(1, 2));
            """
        : """
                    Tensor q = pass.Rotate(q_norm.forward(queries.view(pass.Batch, pass.Tokens, Config.Heads, Config.HeadDim)).transpose(1, 2));
            """;
}
