namespace Modelwright.Runtime;

/// <summary><c>Prepend</c>: in front of every text that is not empty.</summary>
internal sealed class PrependNormalizer(string prefix) : ITextNormalizer
{
    public string Normalize(string text) => text.Length == 0 ? text : prefix + text;
}
