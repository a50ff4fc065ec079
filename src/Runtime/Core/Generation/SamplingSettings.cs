namespace Modelwright.Runtime;

/// <summary>How a token is chosen from logits; see <see cref="GenerationOptions"/> for the meaning of each number.</summary>
/// <param name="Temperature">0 for greedy.</param>
/// <param name="TopK">0 for all.</param>
/// <param name="TopP">1 for all.</param>
/// <param name="MinP">0 for all.</param>
/// <param name="RepetitionPenalty">1 for none.</param>
public sealed record SamplingSettings(float Temperature, int TopK = 0, float TopP = 1f, float MinP = 0f, float RepetitionPenalty = 1f)
{
    /// <summary>The likeliest token, always.</summary>
    public static SamplingSettings Greedy { get; } = new(0f);
}
