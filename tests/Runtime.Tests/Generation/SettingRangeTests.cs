using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Modelwright.Tests;

namespace Modelwright.Runtime.Tests;

/// <summary>Every setting with a range is tried at and around its ends, in options and in a file: the message must rule out what it complains about.</summary>
public sealed class SettingRangeTests : IDisposable
{
    private static readonly float[] Tried = [-1e30f, -2f, -1f, -0.001f, 0f, 0.5f, 1f, 1.001f, 3f, 1e30f, float.NaN, float.PositiveInfinity, float.NegativeInfinity];

    private readonly TemporaryFolder _folder = new();

    private static Dictionary<string, (string Key, Func<float, GenerationOptions> Options)> Numbers => new()
    {
        [nameof(GenerationOptions.Temperature)] = ("temperature", static n => new() { Temperature = n }),
        [nameof(GenerationOptions.TopP)] = ("top_p", static n => new() { TopP = n }),
        [nameof(GenerationOptions.MinP)] = ("min_p", static n => new() { MinP = n }),
        [nameof(GenerationOptions.TypicalP)] = ("typical_p", static n => new() { TypicalP = n }),
        [nameof(GenerationOptions.EpsilonCutoff)] = ("epsilon_cutoff", static n => new() { EpsilonCutoff = n }),
        [nameof(GenerationOptions.EtaCutoff)] = ("eta_cutoff", static n => new() { EtaCutoff = n }),
        [nameof(GenerationOptions.RepetitionPenalty)] = ("repetition_penalty", static n => new() { RepetitionPenalty = n }),
        [nameof(GenerationOptions.PresencePenalty)] = ("presence_penalty", static n => new() { PresencePenalty = n }),
        [nameof(GenerationOptions.FrequencyPenalty)] = ("frequency_penalty", static n => new() { FrequencyPenalty = n }),
    };

    private static Dictionary<string, (string Key, Func<int, GenerationOptions> Options)> Counts => new()
    {
        [nameof(GenerationOptions.TopK)] = ("top_k", static n => new() { TopK = n }),
        [nameof(GenerationOptions.MaxTokens)] = ("max_new_tokens", static n => new() { MaxTokens = n }),
        [nameof(GenerationOptions.MaxLength)] = ("max_length", static n => new() { MaxLength = n }),
        [nameof(GenerationOptions.MinTokens)] = ("min_new_tokens", static n => new() { MinTokens = n }),
        [nameof(GenerationOptions.MinLength)] = ("min_length", static n => new() { MinLength = n }),
        [nameof(GenerationOptions.NoRepeatNgramSize)] = ("no_repeat_ngram_size", static n => new() { NoRepeatNgramSize = n }),
    };

    public static TheoryData<string> NumberOptions => [.. Numbers.Keys];

    public static TheoryData<string> CountOptions => [.. Counts.Keys];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(NumberOptions))]
    public void What_is_wanted_is_what_is_taken(string option)
    {
        (string key, Func<float, GenerationOptions> make) = Numbers[option];
        int refused = 0;
        foreach (float number in Tried)
        {
            string? wanted = Wanted(() => make(number).Validate());
            if (wanted is not null)
            {
                refused++;
                Assert.False(RangeWords.Allow(wanted, number), $"{option}: found {number}; wanted {wanted}");
            }
            else
            {
                Assert.True(RangeWords.Allow(WantedSomewhere(make), number), $"{option}: {number} was taken");
            }

            if (float.IsFinite(number))
            {
                string inFile = number.ToString("R", CultureInfo.InvariantCulture);
                Assert.Equal(wanted, Wanted(() => Load($$"""{"{{key}}":{{inFile}}}""")));
            }
        }

        Assert.True(refused >= 3);
    }

    [Theory]
    [MemberData(nameof(CountOptions))]
    public void A_count_is_not_negative(string option)
    {
        (string key, Func<int, GenerationOptions> make) = Counts[option];
        foreach (int number in (int[])[int.MinValue, -2, 0, 1, int.MaxValue])
        {
            string? wanted = Wanted(() => make(number).Validate());

            Assert.Equal(number < 0, wanted is not null);
            Assert.Equal(wanted, Wanted(() => Load($$"""{"{{key}}":{{number}}}""")));
            Assert.False(wanted is not null && RangeWords.Allow(wanted, number));
        }

        foreach (string value in (string[])["2147483648", "1.5", "-1.5", "1e300", "\"1\"", "true", "[1]"])
        {
            string? wanted = Wanted(() => Load($$"""{"{{key}}":{{value}}}"""));
            Assert.Contains("whole number at least 0 and at most 2147483647", wanted, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(double.NegativeInfinity, double.PositiveInfinity, true, true, "a finite number", "finite")]
    [InlineData(double.NegativeInfinity, 5, true, false, "a number at most 5", "at most 5")]
    [InlineData(0.5, double.PositiveInfinity, false, true, "a number at least 0.5 and finite", "at least 0.5 and finite")]
    [InlineData(0, 1, true, false, "a number above 0 and at most 1", "above 0 and at most 1")]
    [InlineData(0, 1, false, true, "a number at least 0 and below 1", "at least 0 and below 1")]
    public void A_range_has_its_words(double low, double high, bool lowIsOpen, bool highIsOpen, string noun, string words)
    {
        NumberRange range = new(low, high, lowIsOpen, highIsOpen);

        Assert.Equal((noun, words), (range.Of("number"), range.ToString()));
    }

    private static string WantedSomewhere(Func<float, GenerationOptions> make) => Wanted(() => make(float.NaN).Validate())!;

    private static string? Wanted(Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (GenerationOptionsException e)
        {
            Assert.Contains(e.Found, e.Message, StringComparison.Ordinal);
            return e.Wanted;
        }
        catch (GenerationConfigException e)
        {
            return e.Wanted;
        }
    }

    private GenerationDefaults Load(string json)
    {
        File.WriteAllText(_folder[GenerationDefaults.FileName], json);
        return GenerationDefaults.Load(_folder.Path);
    }
}
