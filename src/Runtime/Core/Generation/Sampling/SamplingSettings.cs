namespace Modelwright.Runtime;

/// <summary>How a token is drawn from logits; see <see cref="GenerationSettings"/> for the meaning of each number.</summary>
/// <param name="Temperature">0 for greedy.</param>
/// <param name="TopK">0 for all.</param>
/// <param name="TopP">1 for all.</param>
/// <param name="MinP">0 for all.</param>
/// <param name="TypicalP">1 for all.</param>
/// <param name="EpsilonCutoff">0 for all.</param>
/// <param name="EtaCutoff">0 for all.</param>
public sealed record SamplingSettings(
    float Temperature, int TopK = 0, float TopP = 1f, float MinP = 0f, float TypicalP = 1f, float EpsilonCutoff = 0f, float EtaCutoff = 0f)
{
    /// <summary>The likeliest token, always.</summary>
    public static SamplingSettings Greedy { get; } = new(0f);
}
