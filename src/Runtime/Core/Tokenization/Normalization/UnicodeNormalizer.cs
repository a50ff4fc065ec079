using System;
using System.Text;

namespace Modelwright.Runtime;

/// <summary>NFKC and NFKD, by .NET's tables. The Rust library's are Unicode 9's, so that texts in scripts and marks encoded after 2016 can come out otherwise.</summary>
internal sealed class UnicodeNormalizer(NormalizationForm form) : ITextNormalizer
{
    /// <summary>Not a character, and the one code point that .NET refuses to normalise.</summary>
    private const char Refused = '\uFFFE';

    /// <summary>In .NET's globalization-invariant mode normalisation does nothing and says nothing: tokens would be other ones than in training.</summary>
    /// <exception cref="TokenizerException">The mode is on.</exception>
    public static void CheckAvailable(string path)
    {
        if ("e\u0301".Normalize(NormalizationForm.FormC).Length != 1)
        {
            throw new TokenizerException(path, "globalization-invariant mode, in which .NET does not normalise text", "InvariantGlobalization off and ICU installed");
        }
    }

    public string Normalize(string text)
    {
        if (Ascii.IsValid(text))
        {
            return text;
        }

        if (!text.Contains(Refused, StringComparison.Ordinal))
        {
            return text.Normalize(form);
        }

        // Nothing composes with it or moves across it, so the parts can be normalised apart.
        string[] parts = text.Split(Refused);
        for (int i = 0; i < parts.Length; i++)
        {
            parts[i] = parts[i].Normalize(form);
        }

        return string.Join(Refused, parts);
    }
}
