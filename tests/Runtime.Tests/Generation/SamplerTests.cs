using System;
using System.Collections.Generic;
using System.Linq;

namespace Modelwright.Runtime.Tests;

public sealed class SamplerTests
{
    private static readonly float[] Logits = [1f, 3f, 2f, 0f, -1f];

    [Fact]
    public void Greedy_takes_the_first_of_the_likeliest() =>
        Assert.Equal(1, new Sampler(SamplingSettings.Greedy, 0, 4).Next([1f, 2f, 2f, float.NaN]));

    /// <summary>Of logits in several blocks, the last of which is not full.</summary>
    [Theory]
    [InlineData(0, 511, 512)]
    [InlineData(511, 512, 1299)]
    [InlineData(600, 700, 1299)]
    [InlineData(1024, 1298, 1299)]
    public void Greedy_takes_the_first_of_the_likeliest_wherever_it_is(int first, int second, int third)
    {
        float[] logits = [.. Enumerable.Range(0, 1300).Select(static i => i % 7 == 3 ? float.NaN : -1f - (i % 5))];
        (logits[first], logits[second], logits[third]) = (-0f, 0f, 0f);

        Assert.Equal(first, new Sampler(SamplingSettings.Greedy, 0, 1300).Next(logits));
    }

    [Fact]
    public void Draws_follow_the_softmax_at_the_temperature()
    {
        double[] weights = [.. Logits.Select(static logit => Math.Exp(logit / 0.7))];

        Dictionary<int, int> counts = Draw(new SamplingSettings(0.7f), 20000);

        for (int token = 0; token < Logits.Length; token++)
        {
            double expected = weights[token] / weights.Sum();
            Assert.Equal(expected, counts.GetValueOrDefault(token) / 20000.0, 0.015);
        }
    }

    [Theory]
    [InlineData(1, new[] { 1 })]
    [InlineData(2, new[] { 1, 2 })]
    [InlineData(3, new[] { 0, 1, 2 })]
    [InlineData(5, new[] { 0, 1, 2, 3, 4 })]
    [InlineData(9, new[] { 0, 1, 2, 3, 4 })]
    public void Top_k_keeps_the_k_likeliest(int k, int[] kept) =>
        Assert.Equal(kept, Draw(new SamplingSettings(3f, TopK: k), 3000).Keys.Order());

    [Fact]
    public void Top_k_keeps_ties()
    {
        Sampler sampler = new(new SamplingSettings(1f, TopK: 2), 1, 4);
        HashSet<int> drawn = [.. Enumerable.Range(0, 500).Select(_ => sampler.Next([2f, 1f, 1f, 0f]))];

        Assert.Equal([0, 1, 2], drawn.Order());
    }

    // Probabilities at temperature 1: 0.0861, 0.6364, 0.2341, 0.0317, 0.0117.
    [Theory]
    [InlineData(0.5f, new[] { 1 })]
    [InlineData(0.63f, new[] { 1 })]
    [InlineData(0.65f, new[] { 1, 2 })]
    [InlineData(0.87f, new[] { 1, 2 })]
    [InlineData(0.88f, new[] { 0, 1, 2 })]
    [InlineData(1f, new[] { 0, 1, 2, 3, 4 })]
    public void Top_p_keeps_the_nucleus(float p, int[] kept) =>
        Assert.Equal(kept, Draw(new SamplingSettings(1f, TopP: p), 4000).Keys.Order());

    [Fact]
    public void The_nucleus_ends_where_its_probability_is_reached_exactly() =>
        Assert.Single(Enumerable.Range(0, 200).Select(seed => new Sampler(new SamplingSettings(1f, TopP: 0.5f), (ulong)seed, 2).Next([0f, 0f])).Distinct());

    // Surprise less entropy (0.966): 1.487, 0.514, 0.486, 2.486, 3.481; in this order the probabilities are 0.234, 0.636, 0.086, 0.032, 0.012.
    [Theory]
    [InlineData(0.2f, new[] { 2 })]
    [InlineData(0.3f, new[] { 1, 2 })]
    [InlineData(0.86f, new[] { 1, 2 })]
    [InlineData(0.88f, new[] { 0, 1, 2 })]
    [InlineData(1f, new[] { 0, 1, 2, 3, 4 })]
    public void Typical_p_keeps_what_surprises_as_expected(float p, int[] kept) =>
        Assert.Equal(kept, Draw(new SamplingSettings(1f, TypicalP: p), 4000).Keys.Order());

    [Fact]
    public void Typical_p_keeps_ties()
    {
        Sampler sampler = new(new SamplingSettings(1f, TypicalP: 0.1f), 1, 4);

        Assert.Equal([0, 1, 2, 3], Enumerable.Range(0, 300).Select(_ => sampler.Next([1f, 1f, 1f, 1f])).Distinct().Order());
    }

    [Theory]
    [InlineData(0.02f, new[] { 0, 1, 2, 3 })]
    [InlineData(0.05f, new[] { 0, 1, 2 })]
    [InlineData(0.3f, new[] { 1 })]
    [InlineData(0.9f, new[] { 1 })]
    public void An_epsilon_cutoff_keeps_probabilities_of_at_least_that(float epsilon, int[] kept) =>
        Assert.Equal(kept, Draw(new SamplingSettings(1f, EpsilonCutoff: epsilon), 4000).Keys.Order());

    // exp(-entropy) = 0.381: the bar is min(η, 0.381 · √η).
    [Theory]
    [InlineData(0.02f, new[] { 0, 1, 2, 3 })]
    [InlineData(0.06f, new[] { 0, 1, 2 })]
    [InlineData(0.3f, new[] { 1, 2 })]
    [InlineData(0.5f, new[] { 1 })]
    public void An_eta_cutoff_follows_the_entropy(float eta, int[] kept) =>
        Assert.Equal(kept, Draw(new SamplingSettings(1f, EtaCutoff: eta), 4000).Keys.Order());

    [Fact]
    public void Each_cut_sees_what_the_one_before_left()
    {
        // Of the two that top-k leaves the second has 0.269, of all five 0.234.
        Assert.Equal([1, 2], Draw(new SamplingSettings(1f, TopK: 2, EpsilonCutoff: 0.25f), 1000).Keys.Order());
        Assert.Equal([1], Draw(new SamplingSettings(1f, EpsilonCutoff: 0.25f), 1000).Keys);
    }

    // Relative to the likeliest: 0.135, 1, 0.368, 0.050, 0.018.
    [Theory]
    [InlineData(0.5f, new[] { 1 })]
    [InlineData(0.3f, new[] { 1, 2 })]
    [InlineData(0.13f, new[] { 0, 1, 2 })]
    [InlineData(1f, new[] { 1 })]
    public void Min_p_keeps_what_is_near_the_likeliest(float p, int[] kept) =>
        Assert.Equal(kept, Draw(new SamplingSettings(1f, MinP: p), 4000).Keys.Order());

    [Fact]
    public void Temperature_comes_before_top_p()
    {
        // At temperature 0.25 the likeliest has 98 % by itself.
        Assert.Equal([1], Draw(new SamplingSettings(0.25f, TopP: 0.95f), 1000).Keys);
    }

    [Fact]
    public void A_seed_is_a_seed()
    {
        // Fixed for ever: who changes these numbers changes every seeded text of every user.
        Xoshiro256 random = new(42);
        Assert.Equal([0x15780B2E0C2EC716UL, 0x6104D9866D113A7EUL, 0xAE17533239E499A1UL], [random.Next(), random.Next(), random.Next()]);

        Assert.Equal(Tokens(seed: 7), Tokens(seed: 7));
        Assert.NotEqual(Tokens(seed: 7), Tokens(seed: 8));

        static int[] Tokens(ulong seed)
        {
            Sampler sampler = new(new SamplingSettings(1f), seed, Logits.Length);
            return [.. Enumerable.Range(0, 50).Select(_ => sampler.Next([.. Logits]))];
        }
    }

    [Fact]
    public void A_tiny_temperature_does_not_overflow() =>
        Assert.Equal(1, new Sampler(new SamplingSettings(1e-30f), 0, 3).Next([100f, 101f, -100f]));

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    [InlineData(float.PositiveInfinity)]
    public void Logits_without_a_number_are_told(float value)
    {
        string message = Assert.Throws<ModelwrightException>(() => new Sampler(new SamplingSettings(1f), 0, 2).Next([value, value])).Message;

        Assert.Contains(float.IsNaN(value) ? "not a number" : value > 0 ? "infinite" : "every token is ruled out", message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_nucleus_of_many_tokens_is_that_of_sorting_them_all()
    {
        Random random = new(3);
        float[] logits = [.. Enumerable.Range(0, 5000).Select(_ => (float)(random.NextDouble() * 30))];
        double total = logits.Sum(static logit => Math.Exp(logit));
        double cumulative = 0;
        HashSet<int> kept = [];
        foreach (int token in Enumerable.Range(0, logits.Length).OrderByDescending(token => logits[token]))
        {
            if (cumulative >= 0.3 * total)
            {
                break;
            }

            kept.Add(token);
            cumulative += Math.Exp(logits[token]);
        }

        Sampler sampler = new(new SamplingSettings(1f, TopP: 0.3f), 1, logits.Length);
        HashSet<int> drawn = [.. Enumerable.Range(0, 3000).Select(_ => sampler.Next([.. logits]))];

        Assert.True(kept.Count is > 20 and < 2000);
        Assert.Subset(kept, drawn);
        Assert.True(drawn.Count > kept.Count * 9 / 10);
    }

    private static Dictionary<int, int> Draw(SamplingSettings settings, int times)
    {
        Sampler sampler = new(settings, seed: 11, Logits.Length);
        Dictionary<int, int> counts = [];
        for (int i = 0; i < times; i++)
        {
            int token = sampler.Next([.. Logits]);
            counts[token] = counts.GetValueOrDefault(token) + 1;
        }

        return counts;
    }
}
