using System;

namespace Modelwright.Runtime;

/// <summary><c>Strip</c>: whitespace off the ends.</summary>
internal sealed class StripNormalizer(bool left, bool right) : ITextNormalizer
{
    public string Normalize(string text)
    {
        ReadOnlySpan<char> rest = left ? text.AsSpan().TrimStart() : text;
        rest = right ? rest.TrimEnd() : rest;
        return rest.Length == text.Length ? text : rest.ToString();
    }
}
