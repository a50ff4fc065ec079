using System.Collections.Generic;

namespace Modelwright.Runtime;

/// <summary>A prompt as a model that sees takes it.</summary>
/// <param name="Tokens">All tokens, a placeholder for every feature.</param>
/// <param name="Images">The pictures' patches, in the order of their placeholders.</param>
/// <param name="Videos">The clips' patches, in the order of their placeholders.</param>
/// <param name="Positions">The tokens' positions.</param>
public sealed record EncodedPrompt(IReadOnlyList<int> Tokens, IReadOnlyList<VisionInput> Images, IReadOnlyList<VisionInput> Videos, TokenPositions Positions);
