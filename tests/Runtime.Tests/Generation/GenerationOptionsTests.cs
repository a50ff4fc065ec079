using System;
using System.IO;
using System.Linq;

namespace Modelwright.Runtime.Tests;

public sealed class GenerationOptionsTests : IDisposable
{
    private static readonly ModelInfo Info = new("M", "m", VocabularySize: 100, MaxPositions: 64, BeginningToken: null, EndTokens: [1, 2], PaddingToken: null);

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, GenerationOptions> Wrong => new()
    {
        { nameof(GenerationOptions.MaxTokens), new() { MaxTokens = -1 } },
        { nameof(GenerationOptions.Temperature), new() { Temperature = -0.1f } },
        { nameof(GenerationOptions.Temperature), new() { Temperature = float.NaN } },
        { nameof(GenerationOptions.TopK), new() { TopK = -1 } },
        { nameof(GenerationOptions.TopP), new() { TopP = 0f } },
        { nameof(GenerationOptions.TopP), new() { TopP = 1.01f } },
        { nameof(GenerationOptions.MinP), new() { MinP = float.NaN } },
        { nameof(GenerationOptions.RepetitionPenalty), new() { RepetitionPenalty = 0f } },
        { nameof(GenerationOptions.StopStrings), new() { StopStrings = ["a", ""] } },
        { nameof(GenerationOptions.StopTokens), new() { StopTokens = [-1] } },
        { nameof(GenerationOptions.SuppressTokens), new() { SuppressTokens = [1, -1] } },
        { nameof(GenerationOptions.BeginSuppressTokens), new() { BeginSuppressTokens = [-1] } },
        { nameof(GenerationOptions.ForcedEndTokens), new() { ForcedEndTokens = [-1] } },
        { nameof(GenerationOptions.BadWords), new() { BadWords = [[1], []] } },
        { nameof(GenerationOptions.BadWords), new() { BadWords = [[1, -1]] } },
        { nameof(GenerationOptions.SequenceBiases), new() { SequenceBiases = [new([], 1f)] } },
        { nameof(GenerationOptions.SequenceBiases), new() { SequenceBiases = [new([-1], 1f)] } },
        { nameof(GenerationOptions.SequenceBiases), new() { SequenceBiases = [new([1], 1f), new([1], float.NaN)] } },
        { nameof(GenerationOptions.SequenceBiases), new() { SequenceBiases = [new([1], float.PositiveInfinity)] } },
        { nameof(GenerationOptions.TypicalP), new() { TypicalP = 0f } },
        { nameof(GenerationOptions.EpsilonCutoff), new() { EpsilonCutoff = 1f } },
        { nameof(GenerationOptions.EtaCutoff), new() { EtaCutoff = 1f } },
        { nameof(GenerationOptions.MinP), new() { MinP = 1.01f } },
        { nameof(GenerationOptions.RepetitionPenalty), new() { RepetitionPenalty = float.PositiveInfinity } },
        { nameof(GenerationOptions.PresencePenalty), new() { PresencePenalty = float.PositiveInfinity } },
        { nameof(GenerationOptions.FrequencyPenalty), new() { FrequencyPenalty = float.NegativeInfinity } },
        { nameof(GenerationOptions.Temperature), new() { Temperature = float.PositiveInfinity } },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public void An_option_outside_its_range_is_named(string option, GenerationOptions options)
    {
        GenerationOptionsException e = Assert.Throws<GenerationOptionsException>(options.Validate);

        Assert.Equal(option, e.Option);
        Assert.Contains(e.Wanted, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_file_generation_is_greedy()
    {
        GenerationPlan plan = GenerationPlan.Of(new GenerationOptions(), GenerationDefaults.None, Info);

        Assert.Equal(SamplingSettings.Greedy, plan.Sampling);
        Assert.Equal(GenerationOptions.FallbackMaxTokens, plan.MaxTokens);
        Assert.Equal([1, 2], plan.StopTokens);
        Assert.Empty(plan.Processors);
    }

    [Fact]
    public void Options_left_open_come_from_the_file()
    {
        GenerationDefaults defaults = Load("""{"do_sample":true,"temperature":0.8,"top_k":50,"top_p":0.95,"min_p":0.1,"repetition_penalty":1.1,"max_new_tokens":9,"eos_token_id":[7,8],"pad_token_id":3,"transformers_version":"5"}""");

        GenerationPlan plan = GenerationPlan.Of(new GenerationOptions { TopK = 20, StopTokens = [9] }, defaults, Info);

        Assert.Equal(new SamplingSettings(0.8f, 20, 0.95f, 0.1f), plan.Sampling);
        Assert.Equal(9, plan.MaxTokens);
        Assert.Equal([7, 8, 9], plan.StopTokens);
        Assert.Equal(3, defaults.PaddingToken);
    }

    [Theory]
    [InlineData("""{"do_sample":true}""", null, null, 1f)]
    [InlineData("""{"do_sample":false,"temperature":0.8}""", null, null, 0f)]
    [InlineData("""{"do_sample":false,"temperature":0.8}""", null, 0.9f, 1f)]
    [InlineData("""{"do_sample":true,"temperature":0.8}""", 0f, null, 0f)]
    [InlineData("""{}""", 0.5f, null, 0.5f)]
    public void The_temperature_says_whether_to_sample(string json, float? temperature, float? topP, float expected) =>
        Assert.Equal(expected, GenerationPlan.Of(new GenerationOptions { Temperature = temperature, TopP = topP }, Load(json), Info).Sampling.Temperature);

    [Fact]
    public void Ignored_end_tokens_are_suppressed()
    {
        GenerationPlan plan = GenerationPlan.Of(new GenerationOptions { IgnoreEndTokens = true, StopTokens = [5] }, Load("""{"eos_token_id":7}"""), Info);

        float[] logits = new float[10];
        Assert.Single(plan.Processors).Process(new LogitsContext([1], 1), logits);
        Assert.Equal([7], Enumerable.Range(0, 10).Where(i => float.IsNegativeInfinity(logits[i])));
        Assert.Equal([5], plan.StopTokens);
    }

    [Theory]
    [InlineData("""{"temperature":"hot"}""")]
    [InlineData("""{"top_k":-2}""")]
    [InlineData("""{"top_p":1.5}""")]
    [InlineData("""{"do_sample":1}""")]
    [InlineData("""{"eos_token_id":[1,"2"]}""")]
    [InlineData("""[]""")]
    [InlineData("""{""")]
    public void A_file_that_is_none_is_refused(string json) =>
        Assert.EndsWith(GenerationDefaults.FileName, Assert.Throws<GenerationConfigException>(() => Load(json)).Path, StringComparison.Ordinal);

    [Fact]
    public void No_file_is_no_default() => Assert.Same(GenerationDefaults.None, GenerationDefaults.Load(_folder.Path));

    private GenerationDefaults Load(string json)
    {
        File.WriteAllText(_folder[GenerationDefaults.FileName], json);
        return GenerationDefaults.Load(_folder.Path);
    }
}
