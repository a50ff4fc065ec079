using System;
using System.Collections.Generic;

namespace Modelwright.Runtime;

/// <summary>
/// Rotary position embedding (RoPE): which angle each pair of a head's dimensions turns by at a position.
/// Computed in float32 as Hugging Face's <c>modeling_rope_utils</c> does, since at position p the rounding of a frequency shows as an error of about p · 6e-8 rad.
/// Immutable; what changes while a sequence grows is in the <see cref="RotaryState"/> of its session.
/// </summary>
public abstract class RotaryEmbedding
{
    /// <summary>The axis of each frequency; null where there is one.</summary>
    private byte[]? _axes;

    private protected RotaryEmbedding(int rotaryDim, float theta, float attentionScale)
    {
        RotaryDim = rotaryDim;
        Theta = theta;
        AttentionScale = attentionScale;
    }

    /// <summary>Leading dimensions of each head that turn; j turns with j + RotaryDim/2.</summary>
    public int RotaryDim { get; }

    /// <summary>The base of the frequencies (<c>rope_theta</c>).</summary>
    public float Theta { get; }

    /// <summary>Multiplies cosine and sine. 1 but for yarn and longrope.</summary>
    public float AttentionScale { get; }

    /// <summary>Positions of a token: 1, or 3 (time, height, width) after <see cref="WithSections"/>.</summary>
    public int Axes => _axes is null ? 1 : 3;

    /// <summary>The RotaryDim/2 frequencies, in radians a position, that hold before any long sequence was seen.</summary>
    public IReadOnlyList<float> InverseFrequencies => Initial;

    /// <summary>The frequencies as the state needs them.</summary>
    internal abstract float[] Initial { get; }

    /// <summary><c>rope_type: default</c>: θ^(-2j/D).</summary>
    public static RotaryEmbedding Default(int rotaryDim, float theta) => new FixedRotary(rotaryDim, theta, attentionScale: 1f, RotaryFrequencies.Default(rotaryDim, theta));

    /// <summary><c>linear</c>: the default frequencies divided by <paramref name="factor"/>.</summary>
    public static RotaryEmbedding Linear(int rotaryDim, float theta, float factor) =>
        new FixedRotary(rotaryDim, theta, attentionScale: 1f, RotaryFrequencies.Linear(rotaryDim, theta, factor));

    /// <summary><c>dynamic</c> NTK: beyond <paramref name="maxPositions"/> the base grows with the longest position seen.</summary>
    public static RotaryEmbedding Dynamic(int rotaryDim, float theta, float factor, int maxPositions) => new DynamicRotary(rotaryDim, theta, factor, maxPositions);

    /// <summary><c>yarn</c>: high frequencies stay, low ones are divided by <paramref name="factor"/>, with a ramp between.</summary>
    public static RotaryEmbedding Yarn(
        int rotaryDim, float theta, float factor, int originalMaxPositions, float betaFast, float betaSlow, bool truncate, float attentionScale) =>
        new FixedRotary(
            rotaryDim, theta, attentionScale, RotaryFrequencies.Yarn(rotaryDim, theta, factor, originalMaxPositions, betaFast, betaSlow, truncate));

    /// <summary><c>llama3</c>: by wavelength, with a smooth passage between the two factors.</summary>
    public static RotaryEmbedding Llama3(
        int rotaryDim, float theta, float factor, float lowFrequencyFactor, float highFrequencyFactor, int originalMaxPositions) =>
        new FixedRotary(
            rotaryDim,
            theta,
            attentionScale: 1f,
            RotaryFrequencies.Llama3(rotaryDim, theta, factor, lowFrequencyFactor, highFrequencyFactor, originalMaxPositions));

    /// <summary><c>longrope</c>: frequencies divided by one list up to <paramref name="originalMaxPositions"/>, by another beyond it.</summary>
    /// <param name="rotaryDim">Dimensions that turn.</param>
    /// <param name="theta">The base.</param>
    /// <param name="shortFactors">RotaryDim/2 divisors for short sequences.</param>
    /// <param name="longFactors">RotaryDim/2 divisors for long ones.</param>
    /// <param name="originalMaxPositions">The longest sequence that is short.</param>
    /// <param name="attentionScale">Multiplies cosine and sine.</param>
    public static RotaryEmbedding LongRope(
        int rotaryDim, float theta, IReadOnlyList<float> shortFactors, IReadOnlyList<float> longFactors, int originalMaxPositions, float attentionScale) =>
        new LongRotary(rotaryDim, theta, shortFactors, longFactors, originalMaxPositions, attentionScale);

    /// <summary>
    /// The same for tokens with three positions (<c>mrope_section</c>; multimodal RoPE, Qwen2-VL, Wang et al. 2024, with the axes in turn as Qwen3-VL has them): frequency j turns by
    /// the height where j is 1 mod 3 and below 3 · <paramref name="height"/>, by the width where it is 2 mod 3 and below 3 · <paramref name="width"/>, else by the time.
    /// </summary>
    /// <param name="time">Frequencies for the time; the number is not used.</param>
    /// <param name="height">Frequencies for the height.</param>
    /// <param name="width">Frequencies for the width.</param>
    public RotaryEmbedding WithSections(int time, int height, int width)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(time);
        ArgumentOutOfRangeException.ThrowIfNegative(height);
        ArgumentOutOfRangeException.ThrowIfNegative(width);
        byte[] axes = new byte[RotaryDim / 2];
        for (int j = 0; j < axes.Length; j++)
        {
            axes[j] = (byte)(j % 3 == 1 && j < 3 * height ? 1 : j % 3 == 2 && j < 3 * width ? 2 : 0);
        }

        RotaryEmbedding sectioned = (RotaryEmbedding)MemberwiseClone();
        sectioned._axes = axes;
        return sectioned;
    }

    /// <summary>Which position frequency j turns by: 0 the time, 1 the height, 2 the width.</summary>
    internal int AxisOf(int j) => _axes is null ? 0 : _axes[j];

    /// <summary>The state of one session, as before its first forward pass.</summary>
    /// <param name="precision">Format that the frequencies of <see cref="InverseFrequencies"/> are rounded to.</param>
    public RotaryState CreateState(RotaryPrecision precision = RotaryPrecision.Float32) => new(this, precision);

    /// <summary>
    /// The frequencies for a forward pass whose largest position is <paramref name="maxPosition"/>;
    /// <paramref name="longestSeen"/> is what the session remembers between passes (0 at first).
    /// </summary>
    internal abstract float[] FrequenciesFor(int maxPosition, float[] current, ref int longestSeen);
}
