using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Modelwright.Runtime.Tests;

/// <summary>Each setting, asked for by the caller, by the file beside the model, by both and by nobody.</summary>
public sealed class GenerationPlanTests
{
    private const int Vocabulary = 8;

    private static readonly ModelInfo Info = new("M", "m", Vocabulary, MaxPositions: 64, BeginningToken: null, EndTokens: [0], PaddingToken: null);

    /// <summary>A setting with a value and another one, in both places.</summary>
    private static Dictionary<string, (GenerationOptions Options, GenerationDefaults Defaults, GenerationDefaults Others)> Settings => new()
    {
        ["temperature"] = (new() { Temperature = 0.5f }, new() { Sample = true, Temperature = 0.5f }, new() { Sample = true, Temperature = 0.7f }),
        ["top-k"] = (new() { Temperature = 1, TopK = 3 }, new() { Sample = true, TopK = 3 }, new() { Sample = true, TopK = 4 }),
        ["top-p"] = (new() { Temperature = 1, TopP = 0.3f }, new() { Sample = true, TopP = 0.3f }, new() { Sample = true, TopP = 0.4f }),
        ["min-p"] = (new() { Temperature = 1, MinP = 0.3f }, new() { Sample = true, MinP = 0.3f }, new() { Sample = true, MinP = 0.4f }),
        ["typical-p"] = (new() { Temperature = 1, TypicalP = 0.3f }, new() { Sample = true, TypicalP = 0.3f }, new() { Sample = true, TypicalP = 0.4f }),
        ["epsilon cutoff"] = (new() { Temperature = 1, EpsilonCutoff = 0.3f }, new() { Sample = true, EpsilonCutoff = 0.3f }, new() { Sample = true, EpsilonCutoff = 0.4f }),
        ["eta cutoff"] = (new() { Temperature = 1, EtaCutoff = 0.3f }, new() { Sample = true, EtaCutoff = 0.3f }, new() { Sample = true, EtaCutoff = 0.4f }),
        ["biases"] = (new() { SequenceBiases = [new([3], 2f)] }, new() { SequenceBiases = [new([3], 2f)] }, new() { SequenceBiases = [new([4], 2f)] }),
        ["repetition"] = (new() { RepetitionPenalty = 2f }, new() { RepetitionPenalty = 2f }, new() { RepetitionPenalty = 3f }),
        ["frequency"] = (new() { FrequencyPenalty = 0.5f }, new() { FrequencyPenalty = 0.5f }, new() { FrequencyPenalty = 0.7f }),
        ["presence"] = (new() { PresencePenalty = 0.5f }, new() { PresencePenalty = 0.5f }, new() { PresencePenalty = 0.7f }),
        ["n-grams"] = (new() { NoRepeatNgramSize = 1 }, new() { NoRepeatNgramSize = 1 }, new() { NoRepeatNgramSize = 2 }),
        ["bad words"] = (new() { BadWords = [[3]] }, new() { BadWords = [[3]] }, new() { BadWords = [[4]] }),
        ["least length"] = (new() { MinLength = 4 }, new() { MinLength = 4 }, new() { MinLength = 100 }),
        ["least tokens"] = (new() { MinTokens = 2 }, new() { MinTokens = 2 }, new() { MinTokens = 100 }),
        ["forced ends"] = (new() { MaxTokens = 3, ForcedEndTokens = [3] }, new() { MaxTokens = 3, ForcedEndTokens = [3] }, new() { MaxTokens = 3, ForcedEndTokens = [4] }),
        ["suppressed"] = (new() { SuppressTokens = [3] }, new() { SuppressTokens = [3] }, new() { SuppressTokens = [4] }),
        ["suppressed at the beginning"] = (new() { BeginSuppressTokens = [3] }, new() { BeginSuppressTokens = [3] }, new() { BeginSuppressTokens = [4] }),
        ["most tokens"] = (new() { MaxTokens = 3 }, new() { MaxTokens = 3 }, new() { MaxTokens = 4 }),
        ["most length"] = (new() { MaxLength = 30 }, new() { MaxLength = 30 }, new() { MaxLength = 40 }),
        ["stop strings"] = (new() { StopStrings = ["a"] }, new() { StopStrings = ["a"] }, new() { StopStrings = ["b"] }),
    };

    public static TheoryData<string> Names => [.. Settings.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_caller_comes_before_the_file(string setting)
    {
        (GenerationOptions options, GenerationDefaults defaults, GenerationDefaults others) = Settings[setting];
        GenerationOptions nothing = options.Temperature is null or 0.5f ? new() : new() { Temperature = 1 };
        string asked = Describe(options, GenerationDefaults.None);

        Assert.NotEqual(Describe(nothing, GenerationDefaults.None), asked);
        Assert.Equal(asked, Describe(nothing, defaults));
        Assert.Equal(asked, Describe(options, others));
        Assert.NotEqual(asked, Describe(nothing, others));
    }

    [Fact]
    public void Neutral_values_do_nothing()
    {
        GenerationOptions options = new()
        {
            RepetitionPenalty = 1,
            FrequencyPenalty = 0,
            PresencePenalty = 0,
            NoRepeatNgramSize = 0,
            MinLength = 0,
            MinTokens = 0,
            SequenceBiases = [],
            BadWords = [],
            SuppressTokens = [],
            BeginSuppressTokens = [],
            ForcedEndTokens = [Vocabulary],
        };

        Assert.Empty(GenerationPlan.Of(options, GenerationDefaults.None, Info).Processors);
    }

    /// <summary>A length that the caller gives takes the place of the file's number of tokens; a number of tokens beats every length.</summary>
    [Fact]
    public void Lengths_and_numbers_of_tokens()
    {
        Assert.Equal((null, 30), Limits(new() { MaxLength = 30 }, new() { MaxTokens = 5 }));
        Assert.Equal((4, 30), Limits(new() { MaxLength = 30, MaxTokens = 4 }, new() { MaxTokens = 5, MaxLength = 50 }));
        Assert.Equal((5, 50), Limits(new(), new() { MaxTokens = 5, MaxLength = 50 }));
        Assert.Equal((null, 50), Limits(new(), new() { MaxLength = 50 }));
        Assert.Equal((GenerationOptions.FallbackMaxTokens, int.MaxValue), Limits(new(), new()));
        GenerationPlan plan = GenerationPlan.Of(new() { MaxLength = 10 }, GenerationDefaults.None, Info);
        Assert.Equal((7, 9), (plan.Budget(3), plan.Columns(3)));
        Assert.Equal((1, 9), (plan.Budget(9), plan.Columns(9)));
        GenerationOptionsException e = Assert.Throws<GenerationOptionsException>(() => plan.Budget(10));
        Assert.Equal(("MaxLength", "more than the 10 tokens of the prompt, or MaxTokens in its place"), (e.Option, e.Wanted));
        GenerationPlan none = GenerationPlan.Of(new() { MaxTokens = 0 }, GenerationDefaults.None, Info);
        Assert.Equal((3L, 1L), (none.Columns(3), none.Columns(0)));

        (int?, int) Limits(GenerationOptions options, GenerationDefaults defaults) => GenerationPlan.Of(options, defaults, Info) is var plan ? (plan.MaxTokens, plan.MaxLength) : default;
    }

    [Fact]
    public void Rows_draw_numbers_of_their_own()
    {
        GenerationPlan plan = GenerationPlan.Of(new() { Temperature = 1, Seed = 7 }, GenerationDefaults.None, Info);

        Assert.Equal(7UL, plan.Seed);
        Assert.Equal(Draws(plan.CreateSampler(1000, row: 3)), Draws(new Sampler(plan.Sampling, 10, 1000)));
        Assert.NotEqual(Draws(plan.CreateSampler(1000, row: 0)), Draws(plan.CreateSampler(1000, row: 1)));

        static int[] Draws(Sampler sampler) => [.. Enumerable.Range(0, 20).Select(_ => sampler.Next(new float[1000]))];
    }

    [Fact]
    public void Ends_are_the_files_else_the_models_and_the_callers_besides()
    {
        Assert.Equal([0, 5], Stops(new() { StopTokens = [5] }, new()));
        Assert.Equal([2, 3, 5], Stops(new() { StopTokens = [5] }, new() { EndTokens = [2, 3] }));
        Assert.Equal([5], Stops(new() { StopTokens = [5], IgnoreEndTokens = true }, new() { EndTokens = [2, 3] }));

        static IEnumerable<int> Stops(GenerationOptions options, GenerationDefaults defaults) => GenerationPlan.Of(options, defaults, Info).StopTokens.Order();
    }

    /// <summary>All that can be seen of a plan: its numbers, and what it makes of logits at several places of a text.</summary>
    private static string Describe(GenerationOptions options, GenerationDefaults defaults)
    {
        GenerationPlan plan = GenerationPlan.Of(options, defaults, Info);
        (int[] Text, int Prompt)[] places = [([1, 3, 1], 3), ([1, 3, 1, 3], 3), ([1, 4, 4, 3, 3], 2), ([1, 3, 4, 3, 4, 1], 4)];
        return string.Join('\n', places.Select(place =>
        {
            float[] logits = [0, 1, 2, 3, 4, 5, 6, 7];
            foreach (ILogitsProcessor processor in plan.Processors)
            {
                processor.ForSequence(0).Process(new LogitsContext(place.Text, place.Prompt), logits);
            }

            return string.Join(' ', logits.Select(static logit => logit.ToString(CultureInfo.InvariantCulture)));
        }).Append($"{plan.Sampling} {plan.MaxTokens} {plan.MaxLength} {string.Join('|', plan.StopStrings)}"));
    }
}
