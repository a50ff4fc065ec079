using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends.TorchSharp;

/// <summary>The stack of layers, and a layer.</summary>
internal static class LayersText
{
    public static GeneratedFile Emit(ModelJob job, LayerKinds kinds) => TorchFile.Emit(job, "Layers", "the stack of layers", Decoder(job, kinds) + "\n\n" + Layer(job, kinds));

    private static string Decoder(ModelJob job, LayerKinds kinds) => $$"""
        /// <summary>Embeddings, layers and the final norm.</summary>
        public sealed class Decoder : nn.Module<Tensor, ForwardPass, Tensor>
        {
            public readonly TokenEmbedding embed_tokens;
            public readonly ModuleList<DecoderLayer> layers;
            public readonly RmsNorm norm;

            internal Decoder(ParameterFactory parameters)
                : base(nameof(Decoder))
            {
                embed_tokens = new TokenEmbedding(parameters, Config.VocabularySize, Config.HiddenSize);
                layers = new ModuleList<DecoderLayer>([.. Enumerable.Range(0, Config.LayerCount).Select(layer => new DecoderLayer(parameters{{(kinds.Kinds.Count > 1 ? ", layer" : "")}}))]);
                norm = {{Norm(job)}};
                RegisterComponents();
            }

            /// <summary>Whole sequences, differentiable: int64 [batch, tokens] to [batch, tokens, width].</summary>
            public override Tensor forward(Tensor tokens, ForwardPass pass) =>
                norm.forward(layers.Aggregate(embed_tokens.forward(tokens), (x, layer) => layer.forward(x, pass)));

            internal Tensor Advance(Tensor tokens, ForwardPass pass, LayerState[] states)
            {
                Tensor x = embed_tokens.forward(tokens).to(pass.Type);
                for (int i = 0; i < states.Length; i++)
                {
                    using DisposeScope scope = NewDisposeScope();
                    x = layers[i].Advance(x, pass, states[i]).MoveToOuterDisposeScope();
                }

                return norm.forward(x);
            }

            internal Tensor Step(Tensor tokens, DecodeStep step, LayerState[] states)
            {
                Tensor x = embed_tokens.Step(tokens);
                for (int i = 0; i < states.Length; i++)
                {
                    x = layers[i].Step(x, step, states[i]);
                }

                return norm.Step(x, step);
            }
        }
        """;

    private static string Layer(ModelJob job, LayerKinds kinds)
    {
        bool both = kinds.Attention is not null && kinds.Linear is not null;
        bool mixed = kinds.Dense is not null && kinds.Sparse is not null;
        string mlp = mixed ? "FeedForward" : kinds.Sparse is not null ? "SparseMlp" : "Mlp";
        return $$"""
            /// <summary>One layer: {{Describe(kinds)}}, behind norms and added to the residual stream.</summary>
            public sealed class DecoderLayer : nn.Module<Tensor, ForwardPass, Tensor>
            {
                {{Fields(kinds, both)}}
                public readonly {{mlp}} mlp;
                public readonly RmsNorm input_layernorm;
                public readonly RmsNorm post_attention_layernorm;

                internal DecoderLayer(ParameterFactory parameters{{(kinds.Kinds.Count > 1 ? ", int layer" : "")}})
                    : base(nameof(DecoderLayer))
                {
                    {{Create(kinds, both, mixed)}}
                    input_layernorm = {{Norm(job)}};
                    post_attention_layernorm = {{Norm(job)}};
                    RegisterComponents();
                }

                internal IEnumerable<FusedLinear> Fused => {{(both ? "(self_attn?.Fused ?? linear_attn!.Fused)" : Mixer(kinds) + ".Fused")}}.Concat(mlp.Fused);

                /// <summary>[batch, tokens, width] to the same; differentiable.</summary>
                public override Tensor forward(Tensor x, ForwardPass pass)
                {
                    Tensor normed = input_layernorm.forward(x);
                    Tensor h = x + {{(both ? "(self_attn?.forward(normed, pass) ?? linear_attn!.forward(normed, pass))" : Mixer(kinds) + ".forward(normed, pass)")}};
                    return h + mlp.forward(post_attention_layernorm.forward(h), pass);
                }

                internal Tensor Advance(Tensor x, ForwardPass pass, LayerState state)
                {
                    Tensor normed = input_layernorm.forward(x);
                    Tensor h = x + {{Advance(kinds, both)}};
                    return h + mlp.Advance(post_attention_layernorm.forward(h));
                }

                internal Tensor Step(Tensor x, DecodeStep step, LayerState state)
                {
                    Tensor normed = input_layernorm.Step(x, step);
                    Tensor h = {{Advance(kinds, both).Replace("Advance(normed, pass, ", "Step(x, normed, step, ")}};
                    return mlp.Step(h, post_attention_layernorm.Step(h, step));
                }

                internal LayerState CreateState(StateFactory states) =>
                    {{State(kinds, both)}};
            }
            """;
    }

    private static string Norm(ModelJob job) => $"new RmsNorm(parameters, Config.HiddenSize, Config.NormEpsilon, zeroCentred: {Literal.Of(job.Spec.Norm.ZeroCentred)})";

    private static string Mixer(LayerKinds kinds) => kinds.Attention is null ? "linear_attn" : "self_attn";

    private static string Describe(LayerKinds kinds) => string.Join(" and ", new[]
    {
        string.Join(" or ", new[] { kinds.Attention is null ? "" : "attention", kinds.Linear is null ? "" : "linear attention" }.Where(static word => word.Length > 0)),
        string.Join(" or ", new[] { kinds.Dense is null ? "" : "a dense MLP", kinds.Sparse is null ? "" : "experts" }.Where(static word => word.Length > 0)),
    });

    private static string Fields(LayerKinds kinds, bool both) => both
        ? "public readonly SelfAttention? self_attn; // in the layers of full attention\n    public readonly LinearAttention? linear_attn; // in the others"
        : kinds.Attention is null ? "public readonly LinearAttention linear_attn;" : "public readonly SelfAttention self_attn;";

    private static string Create(LayerKinds kinds, bool both, bool mixed)
    {
        string attention = kinds.Kinds.Any(static kind => kind.Mixer is SelfAttention { Window: not null })
            ? $"new SelfAttention(parameters, sliding: {Slides(kinds)})"
            : "new SelfAttention(parameters)";
        string mixer = (both, kinds.Attention) switch
        {
            (true, _) => $"if ({Condition(kinds, static kind => kind.Mixer is SelfAttention)})\n{{\n    self_attn = {attention};\n}}\nelse\n{{\n    linear_attn = new LinearAttention(parameters);\n}}\n",
            (false, null) => "linear_attn = new LinearAttention(parameters);",
            _ => $"self_attn = {attention};",
        };
        string feedForward = mixed
            ? $"mlp = {Condition(kinds, static kind => kind.FeedForward is SparseMlp)} ? new SparseMlp(parameters) : new Mlp(parameters, Config.DenseWidth);"
            : kinds.Sparse is null ? "mlp = new Mlp(parameters, Config.DenseWidth);" : "mlp = new SparseMlp(parameters);";
        return (mixer + "\n" + feedForward).Replace("\n", "\n        ").Replace("        \n", "\n");
    }

    private static string Slides(LayerKinds kinds) => kinds.Kinds.All(static kind => kind.Mixer is not SelfAttention { Window: null })
        ? "true"
        : Condition(kinds, static kind => kind.Mixer is SelfAttention { Window: not null });

    private static string Condition(LayerKinds kinds, System.Func<LayerKind, bool> condition) =>
        "LayerKinds[layer] is " + string.Join(" or ", kinds.Kinds.Where(condition).Select(static kind => "LayerKind." + CSharpName.Pascal(kind.Name)));

    private static string Advance(LayerKinds kinds, bool both)
    {
        const string Attention = "self_attn.Advance(normed, pass, (KeyValueCache)state)";
        const string Linear = "linear_attn.Advance(normed, pass, (DeltaState)state)";
        return both
            ? $"(self_attn is not null ? {Attention} : {Linear.Replace("linear_attn.", "linear_attn!.")})"
            : kinds.Attention is null ? Linear : Attention;
    }

    private static string State(LayerKinds kinds, bool both)
    {
        string attention = "states.KeyValue(self_attn.Layout)";
        string linear = both ? "states.Delta(linear_attn!.Layout)" : "states.Delta(linear_attn.Layout)";
        return both
            ? $"self_attn is not null\n            ? {attention}\n            : {linear}"
            : kinds.Attention is null ? linear : attention;
    }
}
