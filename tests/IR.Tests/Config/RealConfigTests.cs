using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Modelwright.IR.Tests;

/// <summary>Configs as they are found: written by Hugging Face, published, full-size.</summary>
public sealed class RealConfigTests
{
    /// <summary>Two places say how much of a head turns, and differ; Hugging Face wrote the file so.</summary>
    private const string WithTwoFactors = "qwen3_next_mixed";

    /// <summary>What Hugging Face writes into two places of a file, with two values.</summary>
    private static readonly string[] TwiceIn =
        ["MW4005 /partial_rotary_factor ", "MW4005 /text_config/partial_rotary_factor ", "MW4005 /text_config/tie_word_embeddings "];

    public static TheoryData<string> Goldens => [.. TestFiles.GoldenConfigs.Select(static f => Path.GetFileName(Path.GetDirectoryName(f)!))];

    public static TheoryData<string> FullSize => [.. TestFiles.FullSizeConfigs.Select(static f => Path.GetFileName(f))];

    [Theory]
    [MemberData(nameof(Goldens))]
    public void Every_golden_config_binds_and_warns_of_what_it_says_twice_at_most(string name)
    {
        Binding binding = Binding.Of(TestFiles.Golden(name));

        Assert.NotNull(binding.Spec);
        Assert.All(binding.Messages, message => Assert.True(TwiceIn.Any(message.StartsWith), message));
    }

    [Theory]
    [MemberData(nameof(FullSize))]
    public void Every_full_size_config_binds_without_a_word(string name)
    {
        Binding binding = Binding.Of(TestFiles.FullSize(name));

        Assert.NotNull(binding.Spec);
        Assert.Empty(binding.Messages);
    }

    [Fact]
    public void The_mixed_golden_warns_of_its_two_factors_and_is_what_Hugging_Face_builds()
    {
        Binding binding = Binding.Of(TestFiles.Golden(WithTwoFactors));
        ModelSpec spec = binding.Spec;

        Assert.StartsWith("MW4005 /partial_rotary_factor ", Assert.Single(binding.Messages));
        Assert.Equal(new RopeSpec.Default(4, 10000), spec.Rope);
        Assert.Equal(
            [
                new LayerSpec(MixerKind.FullAttention, FeedForwardKind.Experts),
                new LayerSpec(MixerKind.LinearAttention, FeedForwardKind.Experts),
                new LayerSpec(MixerKind.LinearAttention, FeedForwardKind.Dense),
                new LayerSpec(MixerKind.FullAttention, FeedForwardKind.Experts),
                new LayerSpec(MixerKind.LinearAttention, FeedForwardKind.Experts),
            ],
            spec.Layers);
        Assert.Equal(new ExpertsSpec(8, 3, 28, 40, Renormalise: false, 0.001f, OutputRouterLogits: false), spec.Experts);
        Assert.True(spec.TiedEmbeddings);
        Assert.Equal(ElementType.F32, spec.StoredType);
    }

    [Theory]
    [InlineData("qwen3-30b-a3b.json", 48, 48, 128, 768, 1_000_000, 128)]
    [InlineData("qwen3-coder-480b-a35b-instruct.json", 62, 62, 160, 2560, 10_000_000, 128)]
    [InlineData("qwen3-235b-a22b.json", 94, 94, 128, 1536, 1_000_000, 128)]
    [InlineData("qwen3-next-80b-a3b-thinking.json", 48, 12, 512, 512, 10_000_000, 64)]
    public void Full_size_configs_are_the_published_models(string file, int layers, int full, int experts, int width, float theta, int rotaryDim)
    {
        ModelSpec spec = Binding.Of(TestFiles.FullSize(file)).Spec;

        Assert.Equal(layers, spec.Layers.Count);
        Assert.Equal(full, spec.Layers.Count(static l => l.Mixer == MixerKind.FullAttention));
        Assert.Equal((experts, width), (spec.Experts!.Count, spec.Experts.Width));
        Assert.Equal(new RopeSpec.Default(rotaryDim, theta), spec.Rope);
        Assert.Equal(ElementType.BF16, spec.StoredType);
    }
}
