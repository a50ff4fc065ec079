using System;
using System.Text;
using Microsoft.ML.Tokenizers;

namespace Modelwright.Runtime;

/// <summary>Canonical composition: <c>e</c> and a combining acute become <c>é</c>.</summary>
internal sealed class NfcNormalizer : Normalizer
{
    public override string Normalize(string original) => original.Normalize(NormalizationForm.FormC);

    public override string Normalize(ReadOnlySpan<char> original) => Normalize(original.ToString());
}
