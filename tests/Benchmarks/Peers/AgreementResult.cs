using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Modelwright.Benchmarks;

/// <summary>How far a backend's greedy tokens are a peer's, on the sample's model from one file.</summary>
/// <param name="Backend">The backend.</param>
/// <param name="Tokens">Tokens after each prompt.</param>
/// <param name="Agreed">For each prompt the tokens before the first that differs.</param>
internal sealed record AgreementResult(string Backend, int Tokens, IReadOnlyList<int> Agreed)
{
    public static string Table(IReadOnlyList<AgreementResult> results) => string.Join('\n', ((string[])
    [
        "greedy tokens beside llama.cpp's, the sample's model from one float16 GGUF file",
        .. results.Select(static r => string.Create(
            CultureInfo.InvariantCulture,
            $"  {r.Backend}: {r.Agreed.Sum()} of {r.Tokens * r.Agreed.Count} equal, {r.Agreed.Count(agreed => agreed == r.Tokens)} of {r.Agreed.Count} texts to the end{Others(r)}")),
    ]));

    private static string Others(AgreementResult result) => result.Agreed.Where(agreed => agreed < result.Tokens).ToArray() is { Length: > 0 } others
        ? $"; others part after {string.Join(", ", others)}"
        : "";
}
