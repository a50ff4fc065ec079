namespace Modelwright.Runtime;

/// <summary>One step of a <c>normalizer</c>: changes a text before words are cut. Texts hold no lone surrogates.</summary>
internal interface ITextNormalizer
{
    string Normalize(string text);
}
