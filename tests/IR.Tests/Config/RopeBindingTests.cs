using System;

namespace Modelwright.IR.Tests;

/// <summary>The spellings of rotary embedding and which of them wins. Heads have 16 dimensions throughout.</summary>
public sealed class RopeBindingTests
{
    private const string Heads = "\"head_dim\": 16, \"max_position_embeddings\": 512";

    private static Binding Moe(string keys) => Binding.Of("qwen3_moe", $"{Heads}, {keys}");

    private static Binding Next(string keys) => Binding.Of("qwen3_next", $"{Heads}, {keys}");

    private static RopeSpec Rope(string keys) => Moe(keys).Spec.Rope;

    [Theory]
    [InlineData("\"rope_theta\": 5")]
    [InlineData("\"rope_theta\": 5.0, \"rope_scaling\": null")]
    [InlineData("\"rope_theta\": 5, \"rope_scaling\": {}, \"rope_parameters\": null")]
    [InlineData("\"rope_parameters\": { \"rope_type\": \"default\", \"rope_theta\": 5 }")]
    [InlineData("\"rope_parameters\": { \"rope_theta\": 5 }")]
    [InlineData("\"rope_parameters\": { \"rope_type\": \"default\" }, \"rope_theta\": 5")]
    [InlineData("\"rope_scaling\": { \"type\": \"default\" }, \"rope_theta\": 5")]
    public void Default_has_many_spellings(string keys)
    {
        Binding binding = Moe(keys);

        Assert.Equal(new RopeSpec.Default(16, 5), binding.Spec.Rope);
        Assert.Empty(binding.Messages);
    }

    [Fact]
    public void Theta_is_ten_thousand_by_default() => Assert.Equal(new RopeSpec.Default(16, 10000), Rope("\"vocab_size\": 9"));

    [Fact]
    public void Theta_inside_wins()
    {
        Binding binding = Moe("\"rope_theta\": 5, \"rope_parameters\": { \"rope_theta\": 7 }");

        Assert.Equal(7, binding.Spec.Rope.Theta);
        Assert.Equal(
            ["MW4005 /rope_theta (1,78): 'rope_theta' (5) has no effect, because 'rope_parameters.rope_theta' (7) takes its place"], binding.Messages);
    }

    [Fact]
    public void Rope_scaling_replaces_rope_parameters_whole()
    {
        Binding binding = Moe("\"rope_scaling\": { \"type\": \"linear\", \"factor\": 2 }, \"rope_parameters\": { \"rope_theta\": 7 }");

        Assert.Equal(new RopeSpec.Linear(16, 10000, 2), binding.Spec.Rope);
        Assert.StartsWith("MW4005 /rope_parameters ", Assert.Single(binding.Messages));
    }

    [Fact]
    public void Rope_type_wins_over_type()
    {
        Binding binding = Moe("\"rope_scaling\": { \"type\": \"yarn\", \"rope_type\": \"linear\", \"factor\": 2 }");

        Assert.Equal(new RopeSpec.Linear(16, 10000, 2), binding.Spec.Rope);
        Assert.StartsWith("MW4005 /rope_scaling/type ", Assert.Single(binding.Messages));
    }

    [Fact]
    public void Dynamic_keeps_the_models_positions() =>
        Assert.Equal(new RopeSpec.Dynamic(16, 10000, 4, 512), Rope("\"rope_scaling\": { \"type\": \"dynamic\", \"factor\": 4.0 }"));

    [Fact]
    public void Yarn_computes_its_attention_factor() =>
        Assert.Equal(
            new RopeSpec.Yarn(16, 10000, 4, 512, 32, 1, true, (float)((0.1 * Math.Log(4)) + 1)),
            Rope("\"rope_scaling\": { \"type\": \"yarn\", \"factor\": 4 }"));

    [Theory]
    [InlineData("\"attention_factor\": 1.5", 1.5)]
    [InlineData("\"attention_factor\": null", 1.1386294)]
    [InlineData("\"mscale\": 2.0, \"mscale_all_dim\": 1.0", 1.2772589 / 1.1386294)]
    [InlineData("\"mscale\": 2.0, \"mscale_all_dim\": 0", 1.1386294)]
    [InlineData("\"mscale\": 2.0", 1.1386294)]
    public void Yarn_takes_its_attention_factor_from_where_it_is(string keys, double scale)
    {
        RopeSpec.Yarn yarn = Assert.IsType<RopeSpec.Yarn>(Rope($$""" "rope_scaling": { "type": "yarn", "factor": 4, {{keys}} } """));

        Assert.Equal(scale, yarn.AttentionScale, 1e-6);
    }

    [Fact]
    public void Yarn_reads_all_its_keys() =>
        Assert.Equal(
            new RopeSpec.Yarn(16, 10000, 0.5f, 64, 24, 2, false, 1),
            Rope(""" "rope_parameters": { "rope_type": "yarn", "factor": 0.5, "original_max_position_embeddings": 64, "beta_fast": 24, "beta_slow": 2.0, "truncate": false } """));

    [Theory]
    [InlineData("\"beta_fast\": 0, \"beta_slow\": null")]
    [InlineData("\"beta_fast\": null, \"beta_slow\": 0")]
    public void Yarn_takes_zero_for_absent_as_Python_does(string keys)
    {
        RopeSpec.Yarn yarn = Assert.IsType<RopeSpec.Yarn>(Rope($$""" "rope_scaling": { "type": "yarn", "factor": 4, {{keys}} } """));

        Assert.Equal((32f, 1f), (yarn.BetaFast, yarn.BetaSlow));
    }

    [Fact]
    public void Yarn_reads_a_null_factor_as_the_ratio_of_the_contexts() =>
        Assert.Equal(8, Assert.IsType<RopeSpec.Yarn>(Rope("\"rope_scaling\": { \"type\": \"yarn\", \"factor\": null, \"original_max_position_embeddings\": 64 }")).Factor);

    [Fact]
    public void The_original_context_at_the_top_wins()
    {
        Binding binding = Moe("\"original_max_position_embeddings\": 128, \"rope_scaling\": { \"type\": \"yarn\", \"factor\": 4, \"original_max_position_embeddings\": 64 }");

        Assert.Equal(128, Assert.IsType<RopeSpec.Yarn>(binding.Spec.Rope).OriginalMaxPositions);
        Assert.StartsWith("MW4005 /rope_scaling/original_max_position_embeddings ", Assert.Single(binding.Messages));
    }

    [Fact]
    public void Llama3_reads_its_four_keys() =>
        Assert.Equal(
            new RopeSpec.Llama3(16, 10000, 8, 1, 4, 64),
            Rope(""" "rope_parameters": { "rope_type": "llama3", "factor": 8.0, "low_freq_factor": 1.0, "high_freq_factor": 4.0, "original_max_position_embeddings": 64 } """));

    [Theory]
    [InlineData("", 16)]                           // 512 / 32
    [InlineData(", \"factor\": 8.0", 8)]
    [InlineData(", \"factor\": null", 16)]
    [InlineData(", \"factor\": 0.5", 0)]           // 1 or less: no scale
    public void LongRope_reads_its_lists_and_scales_attention(string keys, double factor)
    {
        RopeSpec.LongRope rope = Assert.IsType<RopeSpec.LongRope>(Rope($$"""
            "rope_parameters": { "rope_type": "longrope", "original_max_position_embeddings": 32,
            "short_factor": [1, 1, 1, 1, 1, 1, 1, 1.5], "long_factor": [2, 2, 2, 2, 2, 2, 2, 2.5]{{keys}} }
            """));

        Assert.Equal([1, 1, 1, 1, 1, 1, 1, 1.5f], rope.ShortFactors);
        Assert.Equal([2, 2, 2, 2, 2, 2, 2, 2.5f], rope.LongFactors);
        Assert.Equal(32, rope.OriginalMaxPositions);
        Assert.Equal((float)(factor <= 1 ? 1 : Math.Sqrt(1 + (Math.Log(factor) / Math.Log(32)))), rope.AttentionScale);
    }

    [Theory]
    [InlineData("\"vocab_size\": 9", 4)]                                                                          // a quarter
    [InlineData("\"partial_rotary_factor\": 0.5", 8)]
    [InlineData("\"partial_rotary_factor\": null", 16)]                                                           // given, so not assumed
    [InlineData("\"rope_parameters\": { \"partial_rotary_factor\": 0.5 }", 8)]
    [InlineData("\"partial_rotary_factor\": 0.25, \"rope_parameters\": { \"partial_rotary_factor\": 0.5 }", 8)]   // inside wins
    [InlineData("\"rope_scaling\": { \"type\": \"linear\", \"factor\": 2 }", 4)]
    [InlineData("\"rope_scaling\": { \"type\": \"linear\", \"factor\": 2, \"partial_rotary_factor\": 0.5 }", 4)]  // the assumed quarter wins
    [InlineData("\"partial_rotary_factor\": 1, \"rope_scaling\": { \"type\": \"linear\", \"factor\": 2, \"partial_rotary_factor\": 0.5 }", 16)]
    [InlineData("\"partial_rotary_factor\": null, \"rope_scaling\": { \"type\": \"linear\", \"factor\": 2, \"partial_rotary_factor\": 0.5 }", 8)]
    public void Qwen3Next_turns_a_part_of_the_head(string keys, int dim) => Assert.Equal(dim, Next(keys).Spec.Rope.RotaryDim);

    [Fact]
    public void A_part_that_rounds_is_cut() => Assert.Equal(6, Next("\"partial_rotary_factor\": 0.4").Spec.Rope.RotaryDim);

    [Fact]
    public void Whole_heads_turn_whatever_the_factor_says()
    {
        Binding binding = Moe("\"partial_rotary_factor\": 0.5");

        Assert.Equal(16, binding.Spec.Rope.RotaryDim);
        Assert.StartsWith("MW4004 /partial_rotary_factor ", Assert.Single(binding.Messages));
    }

    [Fact]
    public void A_list_spelled_in_whole_numbers_is_as_good_and_equal_ropes_are_equal() =>
        Assert.Equal(Rope("\"rope_scaling\": { \"type\": \"linear\", \"factor\": 2 }"), Rope("\"rope_parameters\": { \"factor\": 2.0, \"rope_type\": \"linear\" }"));
}
