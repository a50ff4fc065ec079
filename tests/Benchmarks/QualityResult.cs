using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Modelwright.Runtime;

namespace Modelwright.Benchmarks;

/// <summary>What formats of weights and of cached keys and values cost.</summary>
/// <param name="Backend">The backend.</param>
/// <param name="Storage">The format of the weights.</param>
/// <param name="Cache">The format of keys and values.</param>
/// <param name="WeightBytes">Bytes of the weights.</param>
/// <param name="CacheBytes">Bytes of keys and values for each token.</param>
/// <param name="Perplexity">Perplexity on text that the model has not seen.</param>
/// <param name="Change">By how much it is larger than float32's, as a fraction.</param>
/// <param name="Divergence">Mean Kullback-Leibler divergence of the distributions from float32's, in nats.</param>
internal sealed record QualityResult(string Backend, WeightStorage Storage, CacheStorage Cache, long WeightBytes, long CacheBytes, double Perplexity, double Change, double Divergence)
{
    public static string Table(IReadOnlyList<QualityResult> results) => string.Join('\n', ((string[])
    [
        "| backend | weights | MB | keys and values | bytes a token | perplexity | beside float32 | KL divergence |",
        "|---|---|---|---|---|---|---|---|",
        .. results.Select(static r => string.Create(
            CultureInfo.InvariantCulture,
            $"| {r.Backend} | {r.Storage} | {r.WeightBytes / 1e6:F1} | {r.Cache} | {r.CacheBytes} | {r.Perplexity:F3} | {100 * r.Change:+0.00;-0.00;0.00} % | {r.Divergence:E1} |")),
    ]));
}
