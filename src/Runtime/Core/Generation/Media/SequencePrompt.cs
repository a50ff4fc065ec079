using System.Collections.Generic;

namespace Modelwright.Runtime;

/// <summary>What is added to a sequence: tokens, and what stands in place of placeholders among them.</summary>
/// <param name="Tokens">All tokens, a placeholder for every feature.</param>
internal sealed record SequencePrompt(IReadOnlyList<int> Tokens)
{
    /// <summary>Pictures, in the order of their placeholders.</summary>
    public IReadOnlyList<VisionFeatures> Images { get; init; } = [];

    /// <summary>Clips, in the order of their placeholders.</summary>
    public IReadOnlyList<VisionFeatures> Videos { get; init; } = [];

    public bool HasMedia => Images.Count + Videos.Count > 0;
}
