using System.Linq;

namespace Modelwright.IR.Tests;

/// <summary>What a config means that says almost nothing, and what null and absence mean, family by family.</summary>
public sealed class FamilyDefaultsTests
{
    private static ModelSpec Qwen3(string keys = "") => Binding.Of("qwen3", keys).Spec;

    private static ModelSpec Moe(string keys = "") => Binding.Of("qwen3_moe", keys).Spec;

    private static ModelSpec Next(string keys = "") => Binding.Of("qwen3_next", keys).Spec;

    private static EquatableArray<LayerSpec> Layers(int count, MixerKind mixer, FeedForwardKind feedForward) =>
        Enumerable.Repeat(new LayerSpec(mixer, feedForward), count).ToEquatableArray();

    [Fact]
    public void Qwen3_has_Hugging_Faces_defaults() => Assert.Equal(
        new ModelSpec(
            "qwen3", Head.CausalLanguageModel, 151936, 4096, 22016, Activation.Silu, new NormSpec(1e-6f, ZeroCentred: false), 32768, TiedEmbeddings: false,
            new AttentionSpec(32, 32, 128, Bias: false, OutputGate: false, Window: null),
            new RopeSpec.Default(128, 10000), LinearAttention: null, Experts: null,
            Layers(32, MixerKind.FullAttention, FeedForwardKind.Dense),
            new SpecialTokens(null, [], null), StoredType: null, CheckpointLayout.Plain),
        Qwen3());

    [Fact]
    public void Qwen3Moe_has_Hugging_Faces_defaults() => Assert.Equal(
        new ModelSpec(
            "qwen3_moe", Head.CausalLanguageModel, 151936, 2048, 6144, Activation.Silu, new NormSpec(1e-6f, ZeroCentred: false), 32768, TiedEmbeddings: false,
            new AttentionSpec(32, 4, 64, Bias: false, OutputGate: false, Window: null),
            new RopeSpec.Default(64, 10000), LinearAttention: null,
            new ExpertsSpec(128, 8, 768, SharedWidth: null, Renormalise: false, 0.001f, OutputRouterLogits: false),
            Layers(24, MixerKind.FullAttention, FeedForwardKind.Experts),
            new SpecialTokens(null, [], null), StoredType: null, CheckpointLayout.Plain),
        Moe());

    [Fact]
    public void Qwen3Next_has_Hugging_Faces_defaults()
    {
        ModelSpec spec = Next();
        LayerSpec linear = new(MixerKind.LinearAttention, FeedForwardKind.Experts);
        LayerSpec full = new(MixerKind.FullAttention, FeedForwardKind.Experts);

        Assert.Equal(
            new ModelSpec(
                "qwen3_next", Head.CausalLanguageModel, 151936, 2048, 5632, Activation.Silu, new NormSpec(1e-6f, ZeroCentred: true), 32768, TiedEmbeddings: false,
                new AttentionSpec(16, 2, 256, Bias: false, OutputGate: true, Window: null),
                new RopeSpec.Default(64, 10000), new LinearAttentionSpec(16, 32, 128, 128, 4),
                new ExpertsSpec(512, 10, 512, SharedWidth: 512, Renormalise: true, 0.001f, OutputRouterLogits: false),
                Enumerable.Range(0, 48).Select(i => i % 4 == 3 ? full : linear).ToEquatableArray(),
                new SpecialTokens(null, [], null), StoredType: null, CheckpointLayout.Plain with { Ignored = ["mtp."] }),
            spec);
    }

    [Fact]
    public void Qwen3_reads_null_key_value_heads_as_heads() =>
        Assert.Equal(16, Qwen3("\"num_attention_heads\": 16, \"num_key_value_heads\": null").Attention.KeyValueHeads);

    [Fact]
    public void Qwen3Moe_divides_the_width_where_head_dim_is_absent() =>
        Assert.Equal(24, Moe("\"hidden_size\": 96, \"num_attention_heads\": 4").Attention.HeadDim);

    [Theory]
    [InlineData("\"use_sliding_window\": true, \"sliding_window\": 64, \"max_window_layers\": 2", "FFSS", 64)]
    [InlineData("\"use_sliding_window\": true, \"max_window_layers\": 0", "SSSS", 4096)]
    [InlineData("\"use_sliding_window\": true, \"sliding_window\": 64", "FFFF", null)]                            // from layer 28 on
    [InlineData("\"use_sliding_window\": false, \"sliding_window\": 64, \"max_window_layers\": 0", "FFFF", null)]
    [InlineData("\"use_sliding_window\": true, \"sliding_window\": null, \"max_window_layers\": 0", "FFFF", null)]
    [InlineData("\"use_sliding_window\": true, \"sliding_window\": 8, \"layer_types\": [\"sliding_attention\", \"full_attention\", \"sliding_attention\", \"full_attention\"]", "SFSF", 8)]
    [InlineData("\"layer_types\": null", "FFFF", null)]
    public void Qwen3_slides_from_a_layer_on_or_as_listed(string keys, string layers, int? window)
    {
        ModelSpec spec = Qwen3($"\"num_hidden_layers\": 4, {keys}");

        Assert.Equal(layers, string.Concat(spec.Layers.Select(static l => l.Mixer == MixerKind.SlidingAttention ? 'S' : 'F')));
        Assert.Equal(window, spec.Attention.Window);
    }

    [Fact]
    public void Without_max_window_layers_the_first_28_layers_see_everything()
    {
        ModelSpec spec = Qwen3("\"num_hidden_layers\": 30, \"use_sliding_window\": true");

        Assert.Equal(28, spec.Layers.TakeWhile(static l => l.Mixer == MixerKind.FullAttention).Count());
        Assert.All(spec.Layers.Skip(28), static l => Assert.Equal(MixerKind.SlidingAttention, l.Mixer));
    }

    [Theory]
    [InlineData("\"use_sliding_window\": true, \"sliding_window\": 7, \"max_window_layers\": 99", 7)]
    [InlineData("\"use_sliding_window\": true", 4096)]
    [InlineData("\"sliding_window\": 7", null)]
    public void Qwen3Moe_slides_everywhere_or_nowhere(string keys, int? window)
    {
        ModelSpec spec = Moe(keys);

        Assert.Equal(window, spec.Attention.Window);
        Assert.All(spec.Layers, l => Assert.Equal(window is null ? MixerKind.FullAttention : MixerKind.SlidingAttention, l.Mixer));
    }

    [Theory]
    [InlineData("\"full_attention_interval\": 2", "LFLF")]
    [InlineData("\"full_attention_interval\": 1", "FFFF")]
    [InlineData("\"layer_types\": [\"full_attention\", \"linear_attention\", \"linear_attention\", \"full_attention\"]", "FLLF")]
    [InlineData("\"layer_types\": [\"attention\", \"mamba\", \"conv\", \"full_attention\"]", "FLLF")]
    [InlineData("\"layer_types\": null, \"full_attention_interval\": 3", "LLFL")]
    [InlineData("\"layer_types\": [\"conv\", \"conv\", \"conv\", \"attention\"], \"full_attention_interval\": 4", "LLLF")]
    public void Qwen3Next_has_full_attention_by_interval_or_as_listed(string keys, string layers)
    {
        Binding binding = Binding.Of("qwen3_next", $"\"num_hidden_layers\": 4, {keys}");

        Assert.Equal(layers, string.Concat(binding.Spec.Layers.Select(static l => l.Mixer == MixerKind.LinearAttention ? 'L' : 'F')));
        Assert.Empty(binding.Messages);
    }

    [Fact]
    public void Without_linear_layers_there_is_no_linear_attention() => Assert.Null(Next("\"full_attention_interval\": 1").LinearAttention);

    [Theory]
    [InlineData("\"decoder_sparse_step\": 2", "DEDEDE")]
    [InlineData("\"decoder_sparse_step\": 2, \"mlp_only_layers\": [1]", "DDDEDE")]
    [InlineData("\"decoder_sparse_step\": 3", "DDEDDE")]
    [InlineData("\"mlp_only_layers\": [0, 5]", "DEEEED")]
    [InlineData("\"mlp_only_layers\": null", "EEEEEE")]
    [InlineData("\"num_experts\": 0", "DDDDDD")]
    public void Layers_have_experts_by_step_and_list(string keys, string layers)
    {
        foreach (string modelType in (string[])["qwen3_moe", "qwen3_next"])
        {
            ModelSpec spec = Binding.Of(modelType, $"\"num_hidden_layers\": 6, {keys}").Spec;

            Assert.Equal(layers, string.Concat(spec.Layers.Select(static l => l.FeedForward == FeedForwardKind.Experts ? 'E' : 'D')));
            Assert.Equal(layers.Contains('E'), spec.Experts is not null);
        }
    }

    [Theory]
    [InlineData("\"num_experts\": 16", 16)]
    [InlineData("\"num_local_experts\": 16", 16)]
    [InlineData("\"num_local_experts\": 16, \"num_experts\": 16", 16)]
    [InlineData("\"num_local_experts\": 16, \"num_experts\": 32", 16)]
    public void Qwen3Moe_has_two_names_for_the_number_of_experts(string keys, int count) => Assert.Equal(count, Moe(keys).Experts!.Count);

    [Theory]
    [InlineData("silu", "Silu")]
    [InlineData("swish", "Silu")]
    [InlineData("gelu", "Gelu")]
    [InlineData("gelu_new", "GeluTanh")]
    [InlineData("gelu_pytorch_tanh", "GeluTanh")]
    [InlineData("quick_gelu", "QuickGelu")]
    [InlineData("relu", "Relu")]
    [InlineData("relu2", "Relu2")]
    public void Activations_go_by_Hugging_Faces_names(string name, string activation) =>
        Assert.Equal(activation, Qwen3($"\"hidden_act\": \"{name}\"").Activation.ToString());

    [Fact]
    public void Tokens_are_one_many_or_none()
    {
        Assert.Equal(new SpecialTokens(1, [2], 0), Qwen3("\"bos_token_id\": 1, \"eos_token_id\": 2, \"pad_token_id\": 0").Tokens);
        Assert.Equal(new SpecialTokens(null, [2, 3], null), Qwen3("\"bos_token_id\": null, \"eos_token_id\": [2, 3]").Tokens);
        Assert.Equal(new SpecialTokens(null, [], null), Qwen3("\"eos_token_id\": null").Tokens);
    }

    [Theory]
    [InlineData("\"dtype\": \"bfloat16\"", ElementTypeName.BF16)]
    [InlineData("\"torch_dtype\": \"float16\"", ElementTypeName.F16)]
    [InlineData("\"torch_dtype\": \"torch.float32\"", ElementTypeName.F32)]
    [InlineData("\"torch_dtype\": \"float16\", \"dtype\": \"bfloat16\"", ElementTypeName.BF16)]
    [InlineData("\"torch_dtype\": \"auto\", \"dtype\": null", null)]
    public void The_stored_type_has_an_old_and_a_new_key(string keys, string? type) => Assert.Equal(type, Qwen3(keys).StoredType?.ToString());

    [Theory]
    [InlineData("\"attention_dropout\": 0")]
    [InlineData("\"initializer_range\": 0")]
    [InlineData("\"initializer_range\": null, \"attention_dropout\": null, \"use_cache\": null")]
    [InlineData("\"use_cache\": false")]
    [InlineData("\"rms_norm_eps\": 1")]
    [InlineData("\"max_position_embeddings\": 512.0, \"vocab_size\": 1.5e3")]
    [InlineData("\"eos_token_id\": [1.0, 2]")]
    [InlineData("\"attention_dropout\": 0.1")]
    [InlineData("\"rms_norm_eps\": 1e-5")]
    [InlineData("\"tie_word_embeddings\": true")]
    [InlineData("\"architectures\": null")]
    [InlineData("\"architectures\": []")]
    [InlineData("\"quantization_config\": null")]
    [InlineData("\"temperature\": 0.7, \"id2label\": { \"0\": \"A\" }, \"output_attentions\": false, \"is_decoder\": false")]
    public void Accepted_without_a_word(string keys) => Assert.Empty(Binding.Of("qwen3", keys).Messages);

    /// <summary>What is shown of keys that a config leaves out, and written into it where its author takes the offer: JSON.</summary>
    [Theory]
    [InlineData("qwen3", "/hidden_size", "4096")]
    [InlineData("qwen3", "/hidden_act", "\"silu\"")]
    [InlineData("qwen3", "/is_causal", "true")]
    [InlineData("qwen3", "/tie_word_embeddings", "false")]
    [InlineData("qwen3", "/architectures", null)]
    [InlineData("qwen3_vl", "/text_config/tie_word_embeddings", "false")]
    [InlineData("qwen3_vl_moe", "/text_config/tie_word_embeddings", "true")]
    public void A_key_that_is_left_out_has_its_default_told(string modelType, string pointer, string? value)
    {
        KeyUse use = Binding.Of(modelType, "").Result.Keys.Single(use => use.Pointer == pointer);

        Assert.Equal((KeyFate.Default, value), (use.Fate, use.Default));
    }

    [Fact]
    public void Layout_of_the_text_is_no_part_of_the_spec()
    {
        string text = TestFiles.Golden("qwen3_next_mixed");

        BindResult plain = Binding.Of(text).Result;
        BindResult spread = Binding.Of(text.Replace(",", " ,\n\n")).Result;

        Assert.Equal(plain.Spec, spread.Spec);
        Assert.Equal(plain.Spec!.GetHashCode(), spread.Spec!.GetHashCode());
        Assert.Equal(plain.Messages, spread.Messages);
        Assert.NotEqual(plain.Spans, spread.Spans);
    }

    private static class ElementTypeName
    {
        public const string F32 = nameof(ElementType.F32);
        public const string F16 = nameof(ElementType.F16);
        public const string BF16 = nameof(ElementType.BF16);
    }
}
