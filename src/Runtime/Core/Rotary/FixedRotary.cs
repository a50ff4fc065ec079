namespace Modelwright.Runtime;

/// <summary>default, linear, yarn and llama3: one set of frequencies for every length.</summary>
internal sealed class FixedRotary(int rotaryDim, float theta, float attentionScale, float[] frequencies)
    : RotaryEmbedding(rotaryDim, theta, attentionScale)
{
    internal override float[] Initial => frequencies;

    internal override float[] FrequenciesFor(int maxPosition, float[] current, ref int longestSeen) => frequencies;
}
