namespace Modelwright.IR;

/// <summary>
/// Rotary embedding as the config asks for it, every spelling and override of <c>rope_parameters</c>,
/// <c>rope_scaling</c> and <c>rope_theta</c> resolved. <paramref name="RotaryDim"/> is the number of leading
/// dimensions of each head that turn; they pair j with j + RotaryDim/2.
/// </summary>
internal abstract record RopeSpec(int RotaryDim, float Theta)
{
    /// <summary>How frequencies are shared out between time, height and width; null where a token has one position.</summary>
    public RopeSections? Sections { get; init; }

    /// <summary><c>rope_type: default</c>.</summary>
    internal sealed record Default(int RotaryDim, float Theta) : RopeSpec(RotaryDim, Theta);

    /// <summary><c>linear</c>: frequencies divided by <paramref name="Factor"/>.</summary>
    internal sealed record Linear(int RotaryDim, float Theta, float Factor) : RopeSpec(RotaryDim, Theta);

    /// <summary><c>dynamic</c> NTK: the base grows with the longest position seen.</summary>
    internal sealed record Dynamic(int RotaryDim, float Theta, float Factor, int MaxPositions) : RopeSpec(RotaryDim, Theta);

    /// <summary><c>yarn</c>; <paramref name="AttentionScale"/> multiplies cosine and sine.</summary>
    internal sealed record Yarn(int RotaryDim, float Theta, float Factor, int OriginalMaxPositions, float BetaFast, float BetaSlow, bool Truncate, float AttentionScale)
        : RopeSpec(RotaryDim, Theta);

    /// <summary><c>llama3</c>.</summary>
    internal sealed record Llama3(int RotaryDim, float Theta, float Factor, float LowFrequencyFactor, float HighFrequencyFactor, int OriginalMaxPositions)
        : RopeSpec(RotaryDim, Theta);

    /// <summary><c>longrope</c>: one list of divisors up to the original context, another beyond it.</summary>
    internal sealed record LongRope(int RotaryDim, float Theta, EquatableArray<float> ShortFactors, EquatableArray<float> LongFactors, int OriginalMaxPositions, float AttentionScale)
        : RopeSpec(RotaryDim, Theta);
}
