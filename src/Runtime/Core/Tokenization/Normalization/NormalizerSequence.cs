using System.Collections.Generic;

namespace Modelwright.Runtime;

/// <summary><c>Sequence</c>: one after the other.</summary>
internal sealed class NormalizerSequence(IReadOnlyList<ITextNormalizer> steps) : ITextNormalizer
{
    public string Normalize(string text)
    {
        foreach (ITextNormalizer step in steps)
        {
            text = step.Normalize(text);
        }

        return text;
    }
}
