using System;
using System.Text;
using Microsoft.ML.Tokenizers;

namespace Modelwright.Runtime;

/// <summary>Canonical composition: <c>e</c> and a combining acute become <c>é</c>.</summary>
internal sealed class NfcNormalizer : Normalizer
{
    /// <summary>In .NET's globalization-invariant mode normalisation does nothing and says nothing: tokens would be other ones than in training.</summary>
    /// <exception cref="TokenizerException">The mode is on.</exception>
    public static void CheckAvailable(string path)
    {
        if ("e\u0301".Normalize(NormalizationForm.FormC).Length != 1)
        {
            throw new TokenizerException(path, "globalization-invariant mode, in which .NET does not normalise text", "InvariantGlobalization off and ICU installed");
        }
    }

    public override string Normalize(string original) => original.Normalize(NormalizationForm.FormC);

    public override string Normalize(ReadOnlySpan<char> original) => Normalize(original.ToString());
}
