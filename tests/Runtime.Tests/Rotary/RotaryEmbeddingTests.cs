using System;
using System.Collections.Generic;
using System.Linq;

namespace Modelwright.Runtime.Tests;

/// <summary>Against the formulas of Hugging Face's <c>modeling_rope_utils</c>, written out here once more in double.</summary>
public sealed class RotaryEmbeddingTests
{
    private const int Dim = 64;
    private const double Theta = 1e6;

    /// <summary>The examples of Qwen3.5 (32 frequencies) and Qwen3-VL (64), and sections that are longer than there are frequencies.</summary>
    [Theory]
    [InlineData(64, 11, 11, 10, "THWTHWTHWTHWTHWTHWTHWTHWTHWTHWTH")]
    [InlineData(128, 24, 20, 20, "THWTHWTHWTHWTHWTHWTHWTHWTHWTHWTHWTHWTHWTHWTHWTHWTHWTHWTHWTHWTTTT")]
    [InlineData(8, 16, 8, 8, "THWT")]
    [InlineData(8, 2, 1, 1, "THWT")]
    [InlineData(16, 4, 0, 2, "TTWTTWTT")]
    [InlineData(2, 16, 8, 8, "T")]
    public void Sections_lie_in_turn_and_are_cut_at_the_last_frequency(int rotaryDim, int time, int height, int width, string axes)
    {
        RotaryEmbedding rotary = RotaryEmbedding.Default(rotaryDim, 10000f);
        RotaryEmbedding sectioned = rotary.WithSections(time, height, width);

        Assert.Equal(axes, string.Concat(Enumerable.Range(0, rotaryDim / 2).Select(j => "THW"[sectioned.AxisOf(j)])));
        Assert.Equal((1, 3), (rotary.Axes, sectioned.Axes));
        Assert.Equal(rotary.InverseFrequencies, sectioned.InverseFrequencies);
    }

    [Fact]
    public void Default_frequencies() =>
        AssertClose(Enumerable.Range(0, Dim / 2).Select(Base), RotaryEmbedding.Default(Dim, (float)Theta).InverseFrequencies);

    [Fact]
    public void Linear_divides_by_the_factor() =>
        AssertClose(Enumerable.Range(0, Dim / 2).Select(static j => Base(j) / 2.5), RotaryEmbedding.Linear(Dim, (float)Theta, 2.5f).InverseFrequencies);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Yarn_ramps_between_the_corrections(bool truncate)
    {
        static double Correction(double rotations) => Dim * Math.Log(32768 / (rotations * 2 * Math.PI)) / (2 * Math.Log(Theta));
        double low = truncate ? Math.Floor(Correction(32)) : Correction(32);
        double high = truncate ? Math.Ceiling(Correction(1)) : Correction(1);

        RotaryEmbedding yarn = RotaryEmbedding.Yarn(
            rotaryDim: Dim, theta: (float)Theta, factor: 4f, originalMaxPositions: 32768, betaFast: 32f, betaSlow: 1f, truncate, attentionScale: 1.1386294f);

        AssertClose(
            Enumerable.Range(0, Dim / 2).Select(j =>
            {
                double ramp = Math.Clamp((j - low) / (high - low), 0, 1);
                return (Base(j) / 4 * ramp) + (Base(j) * (1 - ramp));
            }),
            yarn.InverseFrequencies);
        Assert.NotEqual(Base(Dim / 2 - 1), yarn.InverseFrequencies[^1], 1e-9);
    }

    [Fact]
    public void Llama3_goes_by_wavelength()
    {
        RotaryEmbedding llama = RotaryEmbedding.Llama3(
            rotaryDim: Dim, theta: (float)Theta, factor: 8f, lowFrequencyFactor: 1f, highFrequencyFactor: 4f, originalMaxPositions: 8192);

        int[] cases = new int[3];
        AssertClose(
            Enumerable.Range(0, Dim / 2).Select(j =>
            {
                double wavelength = 2 * Math.PI / Base(j);
                if (wavelength > 8192)
                {
                    cases[0]++;
                    return Base(j) / 8;
                }

                if (wavelength < 8192 / 4.0)
                {
                    cases[1]++;
                    return Base(j);
                }

                cases[2]++;
                double t = ((8192 / wavelength) - 1) / 3;
                return ((1 - t) * Base(j) / 8) + (t * Base(j));
            }),
            llama.InverseFrequencies);
        Assert.All(cases, static count => Assert.True(count > 0));
    }

    [Fact]
    public void Longrope_chooses_its_list_anew_by_the_pass()
    {
        float[] shorts = [.. Enumerable.Range(0, Dim / 2).Select(static j => 1f + (j * 0.01f))];
        float[] longs = [.. Enumerable.Range(0, Dim / 2).Select(static j => 2f + j)];
        RotaryEmbedding rope = RotaryEmbedding.LongRope(Dim, (float)Theta, shorts, longs, originalMaxPositions: 100, attentionScale: 1.2f);
        RotaryState state = rope.CreateState();
        double[] expectedShort = [.. shorts.Select(static (f, j) => Base(j) / f)];
        double[] expectedLong = [.. longs.Select(static (f, j) => Base(j) / f)];

        AssertClose(expectedShort, rope.InverseFrequencies);
        Assert.False(state.BeginForward(99));
        AssertClose(expectedShort, state.Frequencies.ToArray());
        Assert.True(state.BeginForward(100));
        AssertClose(expectedLong, state.Frequencies.ToArray());
        Assert.True(state.BeginForward(5));
        AssertClose(expectedShort, state.Frequencies.ToArray());
    }

    [Fact]
    public void Dynamic_remembers_the_longest_and_returns_with_a_short_one()
    {
        const int max = 64;
        RotaryState state = RotaryEmbedding.Dynamic(Dim, (float)Theta, factor: 2f, maxPositions: max).CreateState();
        static double[] For(int length) =>
            [.. Enumerable.Range(0, Dim / 2).Select(j =>
                Math.Pow(Theta * Math.Pow((2.0 * length / max) - 1, Dim / (Dim - 2.0)), -2.0 * j / Dim))];

        state.BeginForward(63);
        AssertClose(For(64), state.Frequencies.ToArray());
        state.BeginForward(99);
        AssertClose(For(100), state.Frequencies.ToArray());
        state.BeginForward(80);
        AssertClose(For(100), state.Frequencies.ToArray());
        state.BeginForward(63);
        AssertClose(For(100), state.Frequencies.ToArray());
        state.BeginForward(62);
        AssertClose(For(64), state.Frequencies.ToArray());
        state.BeginForward(70);
        AssertClose(For(71), state.Frequencies.ToArray());
        state.Reset();
        AssertClose(For(64), state.Frequencies.ToArray());
    }

    [Fact]
    public void Tables_hold_cosines_then_sines_times_the_scale()
    {
        RotaryState state = RotaryEmbedding.Yarn(8, 10000f, 2f, 16, 32f, 1f, truncate: true, attentionScale: 1.5f).CreateState();
        state.BeginForward(1000);
        float[] table = new float[3 * 8];

        state.Fill([0, 7, 1000], table);

        int[] positions = [0, 7, 1000];
        for (int row = 0; row < 3; row++)
        {
            for (int j = 0; j < 4; j++)
            {
                double angle = (float)(positions[row] * state.Frequencies[j]);
                Assert.Equal(1.5 * Math.Cos(angle), table[(row * 8) + j], 1e-6);
                Assert.Equal(1.5 * Math.Sin(angle), table[(row * 8) + 4 + j], 1e-6);
            }
        }
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => RotaryEmbedding.Default(7, 10000f));
        Assert.Throws<ArgumentException>(() => RotaryEmbedding.LongRope(8, 10000f, [1f], [1f, 1f, 1f, 1f], 16, 1f));
        Assert.Throws<ArgumentException>(() => RotaryEmbedding.Default(8, 10000f).CreateState().Fill([0, 1], new float[15]));
    }

    private static double Base(int j) => Math.Pow(Theta, -2.0 * j / Dim);

    private static void AssertClose(IEnumerable<double> expected, IReadOnlyList<float> actual)
    {
        double[] values = [.. expected];
        Assert.Equal(values.Length, actual.Count);
        for (int j = 0; j < values.Length; j++)
        {
            Assert.InRange(actual[j], values[j] * (1 - 2e-6), values[j] * (1 + 2e-6));
        }
    }

    [Theory]
    [InlineData(RotaryPrecision.BFloat16, 256f)]
    [InlineData(RotaryPrecision.Float16, 2048f)]
    public void Frequencies_can_be_rounded_as_a_converted_model_has_them(RotaryPrecision precision, float steps)
    {
        RotaryState exact = RotaryEmbedding.Default(8, 10f).CreateState();
        RotaryState rounded = RotaryEmbedding.Default(8, 10f).CreateState(precision);
        rounded.BeginForward(3);
        for (int j = 0; j < 4; j++)
        {
            float frequency = exact.Frequencies[j];
            float step = MathF.Pow(2, MathF.Floor(MathF.Log2(frequency))) / (steps / 2);
            Assert.Equal(MathF.Round(frequency / step) * step, rounded.Frequencies[j]);
        }
    }
}
