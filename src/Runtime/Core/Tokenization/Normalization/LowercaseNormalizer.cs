using System;

namespace Modelwright.Runtime;

/// <summary><c>Lowercase</c>: each code point by itself, as Unicode's full mapping has it (İ becomes two).</summary>
internal sealed class LowercaseNormalizer : ITextNormalizer
{
    public string Normalize(string text) => text.Replace("\u0130", "i\u0307", StringComparison.Ordinal).ToLowerInvariant();
}
