using System.Collections.Generic;

namespace Modelwright.Runtime;

/// <summary><c>longrope</c>: the short list up to the original context, the long one beyond it, decided anew by every forward pass.</summary>
internal sealed class LongRotary(
    int rotaryDim, float theta, IReadOnlyList<float> shortFactors, IReadOnlyList<float> longFactors, int originalMaxPositions, float attentionScale)
    : RotaryEmbedding(rotaryDim, theta, attentionScale)
{
    private readonly float[] _long = RotaryFrequencies.LongRope(rotaryDim, theta, longFactors);

    internal override float[] Initial { get; } = RotaryFrequencies.LongRope(rotaryDim, theta, shortFactors);

    internal override float[] FrequenciesFor(int maxPosition, float[] current, ref int longestSeen) =>
        maxPosition + 1 > originalMaxPositions ? _long : Initial;
}
