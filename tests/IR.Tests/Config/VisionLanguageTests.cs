using System.Linq;

namespace Modelwright.IR.Tests;

/// <summary>Families whose config has a text and a vision part: defaults, spellings, and which class is meant.</summary>
public sealed class VisionLanguageTests
{
    private static EquatableArray<LayerSpec> Layers(int count, FeedForwardKind feedForward) =>
        Enumerable.Repeat(new LayerSpec(MixerKind.FullAttention, feedForward), count).ToEquatableArray();

    private static EquatableArray<LayerSpec> Hybrid(int count, FeedForwardKind feedForward) =>
        Enumerable.Range(0, count).Select(i => new LayerSpec(i % 4 == 3 ? MixerKind.FullAttention : MixerKind.LinearAttention, feedForward)).ToEquatableArray();

    [Fact]
    public void Qwen3_5_has_Hugging_Faces_defaults() => Assert.Equal(
        new ModelSpec(
            "qwen3_5", Head.CausalLanguageModel, 248320, 4096, 12288, Activation.Silu, new NormSpec(1e-6f, ZeroCentred: true), 32768, TiedEmbeddings: false,
            new AttentionSpec(16, 4, 256, Bias: false, OutputGate: true, Window: null),
            new RopeSpec.Default(64, 10000) { Sections = new RopeSections(11, 11, 10) }, new LinearAttentionSpec(16, 32, 128, 128, 4), Experts: null,
            Hybrid(32, FeedForwardKind.Dense), new SpecialTokens(null, [], null), StoredType: null, CheckpointLayout.Qwen3_5Seeing)
        {
            Vision = new VisionSpec(27, 1152, 16, 4304, Activation.GeluTanh, 3, 16, 2, 2, 4096, 2304, []),
            MediaTokens = new MediaTokens(248056, 248057, 248053, 248054),
        },
        Binding.Of("qwen3_5", "\"vision_config\": { \"out_hidden_size\": 4096 }").Spec);

    [Fact]
    public void Qwen3_5Moe_has_Hugging_Faces_defaults()
    {
        ModelSpec spec = Binding.Of("qwen3_5_moe", "\"vision_config\": { \"out_hidden_size\": 2048 }").Spec;

        Assert.Equal((2048, 40, 32768), (spec.HiddenSize, spec.Layers.Count, spec.MaxPositions));
        Assert.Equal(new AttentionSpec(16, 2, 256, Bias: false, OutputGate: true, Window: null), spec.Attention);
        Assert.Equal(new ExpertsSpec(256, 8, 512, SharedWidth: 512, Renormalise: true, 0.001f, OutputRouterLogits: false), spec.Experts);
        Assert.Equal(Hybrid(40, FeedForwardKind.Experts), spec.Layers);
    }

    [Fact]
    public void Qwen3VL_has_Hugging_Faces_defaults() => Assert.Equal(
        new ModelSpec(
            "qwen3_vl", Head.CausalLanguageModel, 151936, 3584, 22016, Activation.Silu, new NormSpec(1e-6f, ZeroCentred: false), 128000, TiedEmbeddings: false,
            new AttentionSpec(32, 32, 128, Bias: false, OutputGate: false, Window: null),
            new RopeSpec.Default(128, 500000) { Sections = new RopeSections(24, 20, 20) }, LinearAttention: null, Experts: null,
            Layers(32, FeedForwardKind.Dense), new SpecialTokens(null, [], null), StoredType: null, CheckpointLayout.Seeing)
        {
            Vision = new VisionSpec(27, 1152, 16, 4304, Activation.GeluTanh, 3, 16, 2, 2, 3584, 2304, [8, 16, 24]),
            MediaTokens = new MediaTokens(151655, 151656, 151652, 151653),
        },
        Binding.Of("qwen3_vl", "\"text_config\": { \"hidden_size\": 3584 }, \"vision_config\": null").Spec);

    [Fact]
    public void Qwen3VLMoe_has_Hugging_Faces_defaults()
    {
        ModelSpec spec = Binding.Of("qwen3_vl_moe", "\"text_config\": null, \"vision_config\": { \"out_hidden_size\": 2048 }").Spec;

        Assert.Equal(new AttentionSpec(16, 16, 128, Bias: false, OutputGate: false, Window: null), spec.Attention);
        Assert.Equal(new ExpertsSpec(60, 4, 1408, SharedWidth: null, Renormalise: true, 0.001f, OutputRouterLogits: false), spec.Experts);
        Assert.Equal(Layers(24, FeedForwardKind.Experts), spec.Layers);
        Assert.False(spec.TiedEmbeddings);
        Assert.True(spec.Checkpoint.TransposesExperts);
        Assert.Equal(("qwen3_vl_moe", 128000), (spec.ModelType, spec.MaxPositions));
    }

    [Theory]
    [InlineData("null", 48)]
    [InlineData("0", 48)]
    [InlineData("32", 32)]
    public void Qwen3VLMoe_divides_the_width_where_head_dim_says_nothing(string headDim, int size) => Assert.Equal(
        size,
        Binding.Of("qwen3_vl_moe", $"\"text_config\": {{ \"hidden_size\": 192, \"num_attention_heads\": 4, \"num_key_value_heads\": 4, \"head_dim\": {headDim} }}, \"vision_config\": {{ \"out_hidden_size\": 192 }}").Spec.Attention.HeadDim);

    [Theory]
    [InlineData("qwen3_5", "Qwen3_5ForCausalLM", "qwen3_5_text")]
    [InlineData("qwen3_5_moe", "Qwen3_5MoeForCausalLM", "qwen3_5_moe_text")]
    public void A_file_of_the_whole_may_name_the_text_class(string modelType, string name, string textType)
    {
        // Nothing of the pictures' side is read then, not even what is wrong there; and the text config says whether embeddings are tied.
        const string Keys = "\"text_config\": { \"tie_word_embeddings\": true }, \"tie_word_embeddings\": false, \"vision_config\": { \"out_hidden_size\": 7 }, \"image_token_id\": 999999";
        Binding binding = Binding.Of(modelType, $"\"architectures\": [\"{name}\"], {Keys}");

        Assert.Empty(binding.Messages);
        Assert.Equal(Binding.Of(textType, "\"tie_word_embeddings\": true").Spec, binding.Spec);
        Assert.Null(binding.Spec.Vision);
    }

    [Theory]
    [InlineData("\"architectures\": [\"Qwen3_5ForConditionalGeneration\"], ")]
    [InlineData("\"architectures\": null, ")]
    [InlineData("")]
    public void Otherwise_the_model_sees(string architectures) =>
        Assert.NotNull(Binding.Of("qwen3_5", architectures + "\"vision_config\": { \"out_hidden_size\": 4096, \"model_type\": \"qwen3_5\" }").Spec.Vision);

    [Fact]
    public void The_root_decides_whether_embeddings_are_tied() => Assert.True(
        Binding.Of("qwen3_5", "\"tie_word_embeddings\": true, \"vision_config\": { \"out_hidden_size\": 4096 }").Spec.TiedEmbeddings);

    [Theory]
    [InlineData("\"text_config\": { \"eos_token_id\": 5, \"dtype\": \"float16\" }", 5, "F16")]
    [InlineData("\"eos_token_id\": 5, \"dtype\": \"float16\"", 5, "F16")]
    [InlineData("\"eos_token_id\": 5, \"torch_dtype\": \"float16\", \"text_config\": { \"eos_token_id\": 5, \"torch_dtype\": \"float16\" }", 5, "F16")]
    public void Tokens_and_type_may_stand_in_either_part(string keys, int end, string type)
    {
        Binding binding = Binding.Of("qwen3_5", keys + ", \"vision_config\": { \"out_hidden_size\": 4096 }");

        Assert.Empty(binding.Messages);
        Assert.Equal([end], binding.Spec.Tokens.Ends);
        Assert.Equal(type, binding.Spec.StoredType.ToString());
    }

    [Fact]
    public void Keys_of_published_files_are_known() => Assert.Empty(Binding.Of(
        "qwen3_5",
        """
        "language_model_only": false, "transformers_version": "4.57.1",
        "text_config": { "mlp_only_layers": [], "output_gate_type": "swish", "attn_output_gate": true, "mamba_ssm_dtype": "float32", "mtp_num_hidden_layers": 1,
            "mtp_use_dedicated_embeddings": false, "partial_rotary_factor": 0.25, "full_attention_interval": 4, "model_type": "qwen3_5_text" },
        "vision_config": { "out_hidden_size": 4096, "deepstack_visual_indexes": [], "initializer_range": 0.02, "dtype": "bfloat16" }
        """).Messages);
}
