using System.Linq;

namespace Modelwright.IR.Tests;

/// <summary>
/// The last value that a rule lets through, and the first that it does not, named by message and place; and of a config with several mistakes, which are told:
/// words are <see cref="MessageTests"/>' matter.
/// </summary>
public sealed class BorderTests
{
    private const string Sees = "\"text_config\": { \"hidden_size\": 3584 }, ";

    /// <summary>Model type, keys, and the messages in their order: code and pointer.</summary>
    public static TheoryData<string, string, string[]> Cases => new()
    {
        // Numbers that C# holds and the next ones.
        { "qwen3", "\"eos_token_id\": [-2147483648, 2147483647]", ["MW4007 /eos_token_id/0", "MW4007 /eos_token_id/1"] },
        { "qwen3", "\"eos_token_id\": [-2147483649, 2147483648]", ["MW1003 /eos_token_id/0", "MW1003 /eos_token_id/1"] },
        { "qwen3", "\"vocab_size\": 8, \"eos_token_id\": 8", ["MW4007 /eos_token_id"] },
        { "qwen3", "\"vocab_size\": 8, \"bos_token_id\": 7, \"eos_token_id\": 0", [] },
        { "qwen3", "\"vocab_size\": 8, \"pad_token_id\": -8", ["MW4007 /pad_token_id"] },
        { "qwen3", "\"vocab_size\": 8, \"pad_token_id\": -9", ["MW2007 /pad_token_id"] },
        { "qwen3", "\"hidden_size\": { \"a\": 1 }, \"vocab_size\": 0", ["MW1004 /vocab_size", "MW1003 /hidden_size"] },

        // Rows of all heads.
        { "qwen3", "\"num_attention_heads\": 512, \"num_key_value_heads\": 512, \"head_dim\": 512", [] },
        { "qwen3_next", "\"linear_num_key_heads\": 1024, \"linear_key_head_dim\": 512, \"linear_num_value_heads\": 1024", ["MW2010 /linear_num_key_heads"] },

        // Experts.
        { "qwen3_moe", "\"num_experts\": 8", [] },
        { "qwen3_moe", "\"num_experts\": 7", ["MW2002 /num_experts_per_tok"] },
        { "qwen3_5_moe_text", "\"num_experts\": 0", ["MW1004 /num_experts"] },
        { "qwen3_5_moe_text", "\"num_experts\": 16, \"num_local_experts\": 32", ["MW4001 /num_local_experts"] },
        { "qwen3_5_moe_text", "\"norm_topk_prob\": false, \"decoder_sparse_step\": 2, \"mlp_only_layers\": [0]", ["MW4004 /norm_topk_prob", "MW4004 /decoder_sparse_step", "MW4004 /mlp_only_layers"] },

        // The interval that a list of layers takes the place of.
        { "qwen3_next", "\"num_hidden_layers\": 1, \"layer_types\": [\"linear_attention\"], \"full_attention_interval\": 4096", [] },
        { "qwen3_next", "\"num_hidden_layers\": 1, \"layer_types\": [\"linear_attention\"], \"full_attention_interval\": 4097", ["MW4005 /full_attention_interval"] },
        { "qwen3_next", "\"num_hidden_layers\": 1, \"layer_types\": [\"full_attention\"], \"full_attention_interval\": 1", [] },
        { "qwen3_next", "\"num_hidden_layers\": 1, \"layer_types\": [\"full_attention\"], \"full_attention_interval\": 0", ["MW4005 /full_attention_interval"] },
        { "qwen3", "\"use_sliding_window\": false, \"sliding_window\": 0", [] },

        // A list that is wrong takes the place of nothing.
        { "qwen3_next", "\"num_hidden_layers\": 2, \"layer_types\": [\"linear_attention\"], \"full_attention_interval\": 1", ["MW2003 /layer_types"] },
        { "qwen3_next", "\"num_hidden_layers\": 2, \"layer_types\": [\"linear_attention\", \"nothing\"], \"full_attention_interval\": 1", ["MW3005 /layer_types/1"] },

        // Every layer follows the window, so one that a list has otherwise is told.
        { "qwen3_moe", "\"num_hidden_layers\": 2, \"layer_types\": [\"full_attention\", \"full_attention\"]", [] },
        { "qwen3_moe", "\"num_hidden_layers\": 2, \"layer_types\": [\"full_attention\", \"sliding_attention\"]", ["MW4004 /layer_types"] },

        // What a first mistake makes of the rest is not told.
        { "qwen3", "\"rms_norm_eps\": \"x\", \"num_attention_heads\": 20, \"num_key_value_heads\": 8", ["MW1003 /rms_norm_eps"] },
        { "qwen3_moe", "\"rms_norm_eps\": \"x\", \"num_attention_heads\": 20, \"num_key_value_heads\": 8", ["MW1003 /rms_norm_eps"] },
        { "qwen3_next", "\"rms_norm_eps\": \"x\", \"num_attention_heads\": 20, \"num_key_value_heads\": 8", ["MW1003 /rms_norm_eps"] },
        { "qwen3_vl", "\"text_config\": { \"rms_norm_eps\": \"x\", \"num_attention_heads\": 20, \"num_key_value_heads\": 8 }", ["MW1003 /text_config/rms_norm_eps"] },
        { "qwen3_vl_moe", "\"text_config\": { \"rms_norm_eps\": \"x\", \"num_attention_heads\": 20, \"num_key_value_heads\": 8 }", ["MW1003 /text_config/rms_norm_eps"] },
        { "qwen3_vl", "\"text_config\": { \"hidden_size\": 3584, \"num_attention_heads\": 20, \"num_key_value_heads\": 8 }", ["MW2001 /text_config/num_attention_heads"] },
        { "qwen3_vl_moe", "\"text_config\": { \"hidden_size\": 3580, \"num_attention_heads\": 20, \"num_key_value_heads\": 8, \"head_dim\": 64 }, \"vision_config\": { \"out_hidden_size\": 3580 }", ["MW2001 /text_config/num_attention_heads"] },

        // Rotary embedding.
        { "qwen3", "\"head_dim\": 2", [] },
        { "qwen3", "\"head_dim\": 4, \"rope_scaling\": { \"type\": \"dynamic\", \"factor\": 1 }", [] },
        { "qwen3", "\"rope_scaling\": { \"type\": \"linear\", \"factor\": 0.5 }", ["MW4006 /rope_scaling/factor"] },
        { "qwen3", "\"head_dim\": 4, \"rope_scaling\": { \"type\": \"longrope\", \"short_factor\": [1000000, 1e-3], \"long_factor\": [1, 1] }", [] },
        { "qwen3", "\"head_dim\": 4, \"rope_scaling\": { \"type\": \"longrope\", \"short_factor\": [1000001, 0], \"long_factor\": [-1, 1] }", ["MW1003 /rope_scaling/short_factor/0", "MW1003 /rope_scaling/short_factor/1", "MW1003 /rope_scaling/long_factor/0"] },
        { "qwen3", "\"rope_scaling\": { \"type\": \"yarn\", \"factor\": 8, \"beta_fast\": 4, \"beta_slow\": 4 }", [] },
        { "qwen3", "\"rope_scaling\": { \"type\": \"llama3\", \"factor\": 8, \"low_freq_factor\": 4, \"high_freq_factor\": 4 }", ["MW2008 /rope_scaling/high_freq_factor"] },
        { "qwen3_vl", "\"text_config\": { \"hidden_size\": 3584, \"rope_scaling\": { \"type\": \"linear\", \"mrope_section\": [24, 20, 20] } }", ["MW1002 /text_config/rope_scaling/factor"] },
        { "qwen3_vl", "\"text_config\": { \"hidden_size\": 3584, \"rope_scaling\": { \"type\": \"default\", \"mrope_section\": [64, 0, 0] } }", [] },
        { "qwen3_vl", "\"text_config\": { \"hidden_size\": 3584, \"rope_scaling\": { \"type\": \"default\", \"mrope_section\": [1024, 0, 0] } }", ["MW4010 /text_config/rope_scaling/mrope_section"] },
        { "qwen3_vl", "\"text_config\": { \"hidden_size\": 3584, \"rope_scaling\": { \"type\": \"default\", \"mrope_section\": [0, 1025, 0] } }", ["MW1004 /text_config/rope_scaling/mrope_section/1"] },

        // Keys that some rope types read are known keys under every other.
        { "qwen3", "\"rope_theta\": 5000, \"partial_rotary_factor\": 1, \"original_max_position_embeddings\": 4, \"rope_scaling\": { \"full_attention\": { \"type\": \"default\" }, \"factor\": 2 }", ["MW3006 /rope_scaling"] },
        { "qwen3", "\"rope_parameters\": { \"full_attention\": { \"type\": \"default\" } }", ["MW3006 /rope_parameters"] },
        { "qwen3", "\"rope_theta\": 5000, \"partial_rotary_factor\": 1, \"original_max_position_embeddings\": 4, \"rope_scaling\": { \"type\": \"ntk\" }", ["MW3003 /rope_scaling/type"] },
        { "qwen3", "\"rope_scaling\": { \"type\": \"linear\", \"factor\": 2 }, \"rope_parameters\": { \"factor\": 2, \"type\": \"linear\" }", [] },
        { "qwen3", "\"rope_scaling\": { \"type\": \"linear\", \"factor\": 2 }, \"rope_parameters\": { \"type\": \"linear\", \"factor\": 3 }", ["MW4005 /rope_parameters"] },
        { "qwen3", "\"rope_scaling\": { \"type\": \"linear\", \"factor\": 2 }, \"rope_parameters\": { \"type\": \"linear\" }", ["MW4005 /rope_parameters"] },

        // The tower.
        { "qwen3_vl", "\"text_config\": { \"hidden_size\": 3584, \"num_hidden_layers\": 3 }", [] },
        { "qwen3_vl", Sees + "\"vision_config\": { \"depth\": 25 }", [] },
        { "qwen3_vl", Sees + "\"vision_config\": { \"depth\": 24 }", ["MW2014 /vision_config/deepstack_visual_indexes"] },
        { "qwen3_vl", Sees + "\"vision_config\": { \"deepstack_visual_indexes\": null }", [] },
        { "qwen3_vl", Sees + "\"vision_config\": { \"patch_size\": 256, \"temporal_patch_size\": 1, \"in_channels\": 4 }", [] },
        { "qwen3_vl", Sees + "\"vision_config\": { \"patch_size\": 256, \"temporal_patch_size\": 1, \"in_channels\": 5 }", ["MW2010 /vision_config/patch_size"] },
        { "qwen3_vl", Sees + "\"vision_config\": { \"patch_size\": 256, \"temporal_patch_size\": 5, \"in_channels\": 1 }", ["MW2010 /vision_config/patch_size"] },
        { "qwen3_vl", Sees + "\"vision_config\": { \"hidden_size\": 65536 }", [] },
        { "qwen3_vl", Sees + "\"vision_config\": { \"hidden_size\": 65600 }", ["MW2010 /vision_config/hidden_size"] },

        // Keys that no config's meaning depends on, unless they say that it is no decoder.
        { "qwen3", "\"is_decoder\": false, \"add_cross_attention\": null, \"tie_encoder_decoder\": true", ["MW4004 /tie_encoder_decoder"] },

        // Keys without effect in the text's part are those of any config.
        { "qwen3_vl", "\"text_config\": { \"hidden_size\": 3584, \"output_attentions\": false, \"temperature\": 0.5 }", [] },
        { "qwen3", "\"quantization_config\": 3", ["MW3004 /quantization_config"] },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_config_says(string modelType, string keys, string[] expected)
    {
        Binding binding = Binding.Of(modelType, keys);

        Assert.Equal(expected, binding.Messages.Select(static message => string.Join(' ', message.Split(' ').Take(2))));
        Assert.Equal(expected.Any(static message => !message.StartsWith("MW4", System.StringComparison.Ordinal)), binding.Result.Spec is null);
    }

    [Theory]
    [InlineData("\"hidden_size\": \"4096\"", "\"4096\"")]    // a value,
    [InlineData("\"hiden_size\": 4096", "\"hiden_size\"")]   // a key,
    [InlineData("\"rope_scaling\": { \"type\": \"linear\" }", "{")]   // the beginning of where one is missing
    public void A_message_underlines(string keys, string underlined)
    {
        string json = $$"""{ "model_type": "qwen3", {{keys}} }""";
        BindResult result = ConfigBinder.Bind(json);
        Span span = result.Locate(Assert.Single(result.Messages));

        Assert.Equal(underlined, json.Substring(span.Start, span.Length));
    }

    [Theory]
    [InlineData("qwen3", "\"quantization\": { \"bits\": 4 }", "by MLX, which")]
    [InlineData("qwen3", "\"quantization_config\": { \"bits\": 4 }", "by an unnamed method, which")]
    [InlineData("qwen3_vl", "\"text_config\": { \"hidden_size\": 3584, \"tie_word_embeddings\": true }, \"tie_word_embeddings\": false", "'tie_word_embeddings' (false) takes")]
    [InlineData("qwen3_next", "\"partial_rotary_factor\": 0.5, \"rope_scaling\": { \"type\": \"linear\", \"factor\": 2, \"partial_rotary_factor\": 0.25 }", "'partial_rotary_factor' (0.5) takes")]
    [InlineData("qwen3_next", "\"rope_scaling\": { \"type\": \"linear\", \"factor\": 2, \"partial_rotary_factor\": 0.5 }", "'partial_rotary_factor' (0.25, its default) takes")]
    [InlineData("qwen3", "\"hidden_act\": \"aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffff\"", "ffffffffff\";")]
    [InlineData("qwen3", "\"hidden_act\": \"aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffg\"", "ffffffffff…\";")]
    [InlineData("qwen3", "\"hidden_size\": { \"a\": 1 }", "is an object;")]
    public void A_message_says_what_was_found(string modelType, string keys, string words) =>
        Assert.Contains(words, Assert.Single(Binding.Of(modelType, keys).Messages), System.StringComparison.Ordinal);

    [Fact]
    public void A_list_of_one_is_that_one() => Assert.Equal("\"a\"", ConfigReader.Listed(["a"]));

    [Fact]
    public void The_root_s_tokens_count_where_the_text_has_none()
    {
        const string Root = "\"bos_token_id\": 1, \"pad_token_id\": 2, \"eos_token_id\": 3";
        const string Own = "\"text_config\": { \"hidden_size\": 3584, \"bos_token_id\": 4, \"pad_token_id\": 5, \"eos_token_id\": 6, \"dtype\": \"float32\" }, \"dtype\": \"bfloat16\"";

        Assert.Equal(new SpecialTokens(1, [3], 2), Binding.Of("qwen3_vl", Sees + Root).Spec.Tokens);
        Assert.Equal(new SpecialTokens(4, [6], 5), Binding.Of("qwen3_vl", Own).Spec.Tokens);
        Assert.Equal(new SpecialTokens(4, [6], 5), Binding.Of("qwen3_vl", $"{Own}, {Root}").Spec.Tokens);
        Assert.Equal(ElementType.F32, Binding.Of("qwen3_vl", Own).Spec.StoredType);
        Assert.Equal(ElementType.BF16, Binding.Of("qwen3_vl", Sees + "\"dtype\": \"bfloat16\"").Spec.StoredType);
    }

    [Fact]
    public void A_given_attention_factor_is_longrope_s_scale() =>
        Assert.Equal(
            1.5f,
            Assert.IsType<RopeSpec.LongRope>(Binding.Of("qwen3", "\"head_dim\": 4, \"rope_scaling\": { \"type\": \"longrope\", \"attention_factor\": 1.5, \"short_factor\": [1, 1], \"long_factor\": [2, 2] }").Spec.Rope).AttentionScale);
}
