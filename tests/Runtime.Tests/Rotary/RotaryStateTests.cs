using System;
using System.Linq;

namespace Modelwright.Runtime.Tests;

/// <summary>What a session remembers of its frequencies, and the borders of every way to choose them.</summary>
public sealed class RotaryStateTests
{
    private const int Dim = 8;

    private static RotaryEmbedding Long => RotaryEmbedding.LongRope(Dim, 100f, [1, 1, 1, 1], [2, 3, 4, 5], originalMaxPositions: 16, attentionScale: 1f);

    [Fact]
    public void A_change_is_remembered_until_the_reset()
    {
        RotaryState state = Long.CreateState();

        Assert.Equal((false, false), (state.BeginForward(15), state.HasChanged));
        Assert.Equal((true, true), (state.BeginForward(16), state.HasChanged));
        Assert.Equal((false, true), (state.BeginForward(20), state.HasChanged));
        Assert.Equal((true, true), (state.BeginForward(3), state.HasChanged));
        Assert.Equal((true, true), (state.BeginForward(30), state.HasChanged));
        state.Reset();
        Assert.False(state.HasChanged);
        Assert.Equal(Long.InverseFrequencies, state.Frequencies.ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => state.BeginForward(-1));
    }

    [Fact]
    public void A_state_is_returned_to()
    {
        RotaryState state = RotaryEmbedding.Dynamic(Dim, 100f, 2f, maxPositions: 16).CreateState();
        RotaryState.Mark beginning = state.Here;
        state.BeginForward(40);
        RotaryState.Mark long40 = state.Here;
        float[] frequencies = state.Frequencies.ToArray();
        state.BeginForward(80);

        state.Return(long40);
        Assert.Equal(frequencies, state.Frequencies.ToArray());
        Assert.True(state.HasChanged);
        Assert.False(state.BeginForward(40)); // as long as the longest that was seen
        state.Return(beginning);
        Assert.False(state.HasChanged);
        Assert.Equal(RotaryEmbedding.Default(Dim, 100f).InverseFrequencies, state.Frequencies.ToArray());
        state.Return(long40);
        state.Return(default);
        Assert.Equal(RotaryEmbedding.Default(Dim, 100f).InverseFrequencies, state.Frequencies.ToArray());
    }

    /// <summary>The base grows behind the last position, not at it.</summary>
    [Fact]
    public void Dynamic_frequencies_change_behind_the_last_position()
    {
        RotaryState state = RotaryEmbedding.Dynamic(Dim, 100f, 2f, maxPositions: 16).CreateState();

        Assert.False(state.BeginForward(15));
        Assert.True(state.BeginForward(16));
        Assert.False(state.BeginForward(15)); // 16 positions are no short sequence
        Assert.True(state.BeginForward(14));
        Assert.Throws<ArgumentOutOfRangeException>(() => RotaryEmbedding.Dynamic(2, 100f, 2f, 16));
    }

    [Fact]
    public void Rows_turn_by_one_position_or_by_their_axes()
    {
        RotaryEmbedding plain = RotaryEmbedding.Default(Dim, 100f);
        RotaryEmbedding sectioned = plain.WithSections(2, 1, 1);
        int[] axes = [0, 1, 2, 0];
        int[] positions = [3, 4, 10, 11, 20, 21]; // time, height and width of two rows
        float[] rows = new float[2 * Dim];

        sectioned.CreateState().Fill(new RotaryPositions(positions, 3), rows);

        for (int row = 0; row < 2; row++)
        {
            for (int j = 0; j < Dim / 2; j++)
            {
                Assert.Equal(MathF.Cos(positions[(axes[j] * 2) + row] * plain.InverseFrequencies[j]), rows[(row * Dim) + j]);
                Assert.Equal(MathF.Sin(positions[(axes[j] * 2) + row] * plain.InverseFrequencies[j]), rows[(row * Dim) + (Dim / 2) + j]);
            }
        }

        float[] one = new float[2 * Dim], other = new float[2 * Dim];
        sectioned.CreateState().Fill([5, 6], one);
        plain.CreateState().Fill([5, 6], other);
        Assert.Equal(other, one);
        Assert.Equal([0, 0, 0, 0], Enumerable.Range(0, Dim / 2).Select(plain.AxisOf));
    }

    [Fact]
    public void Rows_of_other_axes_are_refused()
    {
        RotaryState plain = RotaryEmbedding.Default(Dim, 100f).CreateState();
        RotaryState sectioned = RotaryEmbedding.Default(Dim, 100f).WithSections(2, 1, 1).CreateState();

        Assert.StartsWith("Rows have 3 positions; heads of this model turn by 1.", Refused(plain, 6, 3, 2 * Dim), StringComparison.Ordinal);
        Assert.StartsWith("Rows have 2 positions; heads of this model turn by 3.", Refused(sectioned, 6, 2, 3 * Dim), StringComparison.Ordinal);
        Assert.StartsWith("The destination holds 15 floats; wanted 2 rows of 8.", Refused(sectioned, 6, 3, (2 * Dim) - 1), StringComparison.Ordinal);
        Assert.Equal((0, 2, 6), (default(RotaryPositions).Count, new RotaryPositions(new int[6], 3).Count, new RotaryPositions(new int[6]).Count));
        Assert.Equal("time", Assert.Throws<ArgumentOutOfRangeException>(() => RotaryEmbedding.Default(Dim, 100f).WithSections(-1, 1, 1)).ParamName);
        Assert.Equal("height", Assert.Throws<ArgumentOutOfRangeException>(() => RotaryEmbedding.Default(Dim, 100f).WithSections(1, -1, 1)).ParamName);
        Assert.Equal("width", Assert.Throws<ArgumentOutOfRangeException>(() => RotaryEmbedding.Default(Dim, 100f).WithSections(1, 1, -1)).ParamName);

        static string Refused(RotaryState state, int values, int axes, int floats) =>
            Assert.Throws<ArgumentException>(() => state.Fill(new RotaryPositions(new int[values], axes), new float[floats])).Message;
    }

    /// <summary>Ends of the ramp beyond the frequencies there are, and a ramp without length.</summary>
    [Theory]
    [InlineData(4000f, 1f, true, 1, 7)]
    [InlineData(40000f, 1f, true, 0, 7)]
    public void Yarns_ramp_is_cut_at_the_frequencies_there_are(float fast, float slow, bool truncate, float low, float high)
    {
        RotaryEmbedding yarn = RotaryEmbedding.Yarn(Dim, 2f, factor: 4f, originalMaxPositions: 32768, fast, slow, truncate, attentionScale: 1f);

        for (int j = 0; j < Dim / 2; j++)
        {
            double ramp = Math.Clamp((j - low) / (high - low), 0, 1), plain = Math.Pow(2, -2.0 * j / Dim);
            Assert.Equal((plain / 4 * ramp) + (plain * (1 - ramp)), yarn.InverseFrequencies[j], 1e-6);
        }
    }

    [Fact]
    public void A_ramp_without_length_is_a_step()
    {
        RotaryEmbedding yarn = RotaryEmbedding.Yarn(Dim, 2f, factor: 4f, originalMaxPositions: 32768, betaFast: 4000f, betaSlow: 4000f, truncate: false, attentionScale: 1f);
        double step = Dim * Math.Log(32768 / (4000 * 2 * Math.PI)) / (2 * Math.Log(2));

        Assert.InRange(step, 1.1, 1.9);
        Assert.Equal(Enumerable.Range(0, Dim / 2).Select(j => (float)(Math.Pow(2, -2.0 * j / Dim) / (j > step ? 4 : 1))), yarn.InverseFrequencies, (a, b) => MathF.Abs(a - b) < 1e-6f);
    }

    [Fact]
    public void Llama3s_borders_are_wavelengths_by_both_factors()
    {
        RotaryEmbedding rotary = RotaryEmbedding.Llama3(16, 10000f, factor: 8f, lowFrequencyFactor: 2f, highFrequencyFactor: 5f, originalMaxPositions: 200);

        for (int j = 0; j < 8; j++)
        {
            double plain = Math.Pow(10000, -2.0 * j / 16), wavelength = 2 * Math.PI / plain, smooth = ((200 / wavelength) - 2) / (5 - 2);
            Assert.Equal(wavelength > 100 ? plain / 8 : wavelength < 40 ? plain : ((1 - smooth) * plain / 8) + (smooth * plain), rotary.InverseFrequencies[j], 1e-6);
        }

        Assert.Contains(Enumerable.Range(0, 8), static j => 2 * Math.PI * Math.Pow(10000, 2.0 * j / 16) is > 40 and < 100); // the passage is tried
    }

    /// <summary>Halfway between two numbers of bfloat16 the even one is taken.</summary>
    [Theory]
    [InlineData(1.00390625f, 1f)]
    [InlineData(1.01171875f, 1.015625f)]
    [InlineData(1.0040283f, 1.0078125f)]
    public void Ties_are_rounded_to_even(float frequency, float rounded)
    {
        RotaryEmbedding rotary = RotaryEmbedding.Linear(2, 10000f, 1f / frequency);

        Assert.Equal(frequency, rotary.InverseFrequencies[0]);
        Assert.Equal(rounded, rotary.CreateState(RotaryPrecision.BFloat16).Frequencies[0]);
    }
}
