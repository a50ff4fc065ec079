using System;

namespace Microsoft.ML.Tokenizers;

/// <summary>Rewrites text before it is split, such as into a Unicode normal form.</summary>
public abstract class Normalizer
{
    public abstract string Normalize(string original);

    public abstract string Normalize(ReadOnlySpan<char> original);
}
