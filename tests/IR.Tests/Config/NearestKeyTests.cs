namespace Modelwright.IR.Tests;

public sealed class NearestKeyTests
{
    [Theory]
    [InlineData("hidden_sizes", "hidden_size")]    // one letter more,
    [InlineData("hiden_size", "hidden_size")]      // one less,
    [InlineData("hidden_siye", "hidden_size")]     // one other,
    [InlineData("hidden_szie", "hidden_size")]     // two swapped,
    [InlineData("HIDDEN_SIZE", "hidden_size")]     // or all of them tall
    [InlineData("head_dims", "head_dim")]
    [InlineData("hidden_act_fn", "hidden_act")]
    [InlineData("hidden", null)]
    [InlineData("x", null)]
    [InlineData("", null)]
    public void The_nearest_key_is_a_slip_or_two_away(string key, string? nearest) =>
        Assert.Equal(nearest, NearestKey.Find(key, ["head_dim", "hidden_size", "hidden_act"]));

    [Theory]
    [InlineData("abdc", "abcd", "abcd")]        // a swap is one slip, at the end
    [InlineData("bacd", "abcd", "abcd")]        // and at the beginning,
    [InlineData("abdc", "abdx abcd", "abdx")]   // and no less than one; of two as near the first is meant
    [InlineData("abc", "axb", null)]            // letters that are not swapped are two slips
    [InlineData("axb", "abc", null)]
    public void A_swap_is_one_slip(string key, string known, string? nearest) => Assert.Equal(nearest, NearestKey.Find(key, known.Split(' ')));

    [Fact]
    public void A_very_long_key_costs_nothing() => Assert.Null(NearestKey.Find(new string('x', 10_000_000), ["head_dim"]));
}
