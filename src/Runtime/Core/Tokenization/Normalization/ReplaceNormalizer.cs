using System;

namespace Modelwright.Runtime;

/// <summary><c>Replace</c> of a text.</summary>
internal sealed class ReplaceNormalizer(string pattern, string content) : ITextNormalizer
{
    public string Normalize(string text) => pattern.Length == 0 ? text : text.Replace(pattern, content, StringComparison.Ordinal);
}
