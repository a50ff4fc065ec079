using System.Collections.Generic;

namespace Modelwright.Runtime;

/// <summary>How much likelier, or less likely, the completion of a sequence of tokens becomes.</summary>
/// <param name="Tokens">The sequence, one token or more.</param>
/// <param name="Bias">Added to the logit of its last token where the text ends with those before; negative for less likely, -∞ for never.</param>
public sealed record SequenceBias(IReadOnlyList<int> Tokens, float Bias);
