using System;

namespace Modelwright.Runtime;

/// <summary><c>dynamic</c>: frequencies follow the longest sequence seen, and return to the first ones with a short one. What is cached is not turned again.</summary>
internal sealed class DynamicRotary : RotaryEmbedding
{
    private readonly float _factor;
    private readonly int _maxPositions;

    public DynamicRotary(int rotaryDim, float theta, float factor, int maxPositions)
        : base(rotaryDim, theta, attentionScale: 1f)
    {
        // D/(D-2) is the exponent of the base's growth.
        ArgumentOutOfRangeException.ThrowIfLessThan(rotaryDim, 4);
        _factor = factor;
        _maxPositions = maxPositions;
        Initial = RotaryFrequencies.Default(rotaryDim, theta);
    }

    internal override float[] Initial { get; }

    internal override float[] FrequenciesFor(int maxPosition, float[] current, ref int longestSeen)
    {
        int length = maxPosition + 1;
        int longest = Math.Max(longestSeen, _maxPositions);
        if (length > longest)
        {
            longestSeen = length;
            return RotaryFrequencies.Dynamic(RotaryDim, Theta, _factor, _maxPositions, length);
        }

        if (length < _maxPositions && longest > _maxPositions)
        {
            longestSeen = _maxPositions;
            return Initial;
        }

        return current;
    }
}
