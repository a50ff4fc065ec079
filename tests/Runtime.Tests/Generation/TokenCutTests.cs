using System;
using System.Linq;

namespace Modelwright.Runtime.Tests;

/// <summary>The tokens that are left to draw from, without drawing.</summary>
public sealed class TokenCutTests
{
    /// <summary>Few different logits, so that there are ties; every k.</summary>
    [Theory]
    [InlineData(1, 40, 15)]
    [InlineData(2, 70, 9)]
    [InlineData(3, 64, 1)]
    public void Top_k_of_few_tokens_is_that_of_sorting_them(int seed, int vocabulary, int different)
    {
        Random random = new(seed);
        for (int k = 2; k <= vocabulary + 1; k++)
        {
            AssertTopK([.. Enumerable.Range(0, vocabulary).Select(_ => (float)-random.Next(0, different))], k);
        }
    }

    /// <summary>More than the buffer of twice k and 64 holds, so that the bar is raised on the way; ascending is the worst order.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(100)]
    [InlineData(700)]
    [InlineData(2999)]
    public void Top_k_of_many_tokens_is_that_of_sorting_them(int k)
    {
        Random random = new(4);
        float[] logits = [.. Enumerable.Range(0, 3000).Select(_ => (float)-random.Next(0, 2000))];

        AssertTopK(logits, k);
        AssertTopK([.. logits.Order()], k);
        AssertTopK([.. logits.OrderDescending()], k);
    }

    [Theory]
    [InlineData(2, new[] { 2, 4 })]
    [InlineData(3, new[] { 0, 2, 4 })]
    [InlineData(4, new[] { 0, 2, 4 })] // there are no four numbers
    public void What_is_no_number_is_never_among_the_k(int k, int[] kept) =>
        Assert.Equal(kept, Kept(new SamplingSettings(1f, TopK: k), [-2, float.NaN, 0, float.NegativeInfinity, -1]));

    [Fact]
    public void What_is_no_number_is_left_out_without_a_cut_too() =>
        Assert.Equal([0, 2, 4], Kept(new SamplingSettings(1f), [-2, float.NaN, 0, float.NegativeInfinity, -1]));

    [Fact]
    public void A_token_exactly_at_min_p_is_kept()
    {
        float bar = MathF.Log(0.3f);

        Assert.Equal([0, 1], Kept(new SamplingSettings(1f, MinP: 0.3f), [0, bar, MathF.BitDecrement(bar)]));
        Assert.Equal([0, 1, 2], Kept(new SamplingSettings(1f, MinP: 0f), [0, bar, -90]));
    }

    /// <summary>Random distributions: the nucleus without a sort of everything is the one with it.</summary>
    [Theory]
    [InlineData(0.05f)]
    [InlineData(0.3f)]
    [InlineData(0.9f)]
    [InlineData(0.999f)]
    public void A_nucleus_is_that_of_sorting_all(float p)
    {
        Random random = new(6);
        for (int trial = 1; trial <= 30; trial++)
        {
            float[] logits = [.. Enumerable.Range(0, 300).Select(_ => (float)(-random.NextDouble() * 3 * trial))];
            logits[trial] = 0;
            double total = logits.Sum(static logit => Math.Exp(logit));
            int[] sorted = [.. Enumerable.Range(0, 300).OrderByDescending(token => logits[token])];
            int count = 300;
            double tail = 0;
            while (count > 1 && (tail += Math.Exp(logits[sorted[count - 1]])) <= (1.0 - p) * total)
            {
                count--;
            }

            Assert.Equal(sorted.Take(count).Order(), Kept(new SamplingSettings(1f, TopP: p), logits));
        }
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(3, 4)]
    public void Logits_of_another_number_than_tokens_are_refused(int given, int vocabulary)
    {
        ArgumentException e = Assert.Throws<ArgumentException>(() => new Sampler(SamplingSettings.Greedy, 0, vocabulary).Next(new float[given]));

        Assert.Equal(("logits", $"There are {given} logits; wanted {vocabulary}. (Parameter 'logits')"), (e.ParamName, e.Message));
    }

    [Theory]
    [InlineData(float.NaN, float.NaN, "not a number")]
    [InlineData(float.NegativeInfinity, float.NaN, "-∞, so every token is ruled out")]
    [InlineData(float.NaN, float.NegativeInfinity, "-∞, so every token is ruled out")]
    [InlineData(1f, float.PositiveInfinity, "infinite")]
    public void Why_there_is_nothing_to_draw_is_told(float first, float second, string found) => Assert.Equal(
        $"The largest of 2 logits is {found}; wanted a finite number.",
        Assert.Throws<ModelwrightException>(() => new Sampler(SamplingSettings.Greedy, 0, 2).Next([first, second])).Message);

    private static void AssertTopK(float[] logits, int k)
    {
        float bar = k < logits.Length ? logits.OrderDescending().ElementAt(k - 1) : float.MinValue;

        Assert.Equal(Enumerable.Range(0, logits.Length).Where(token => logits[token] >= bar), Kept(new SamplingSettings(1f, TopK: k), logits));
    }

    private static int[] Kept(SamplingSettings settings, float[] logits) => [.. new TokenCuts(settings, logits.Length).Select(logits).ToArray().Order()];
}
