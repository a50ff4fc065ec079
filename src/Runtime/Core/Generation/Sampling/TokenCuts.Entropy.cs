using System;

namespace Modelwright.Runtime;

/// <content>The cuts that look at probabilities as such.</content>
internal sealed partial class TokenCuts
{
    /// <summary>
    /// The candidates whose surprise -ln p is nearest to the expected one, until they have probability TypicalP together (Meister et al., "Locally Typical Sampling"; Hugging Face's <c>TypicalLogitsWarper</c>).
    /// </summary>
    private Span<int> Typical(Span<int> candidates, ReadOnlySpan<float> logits)
    {
        (double logTotal, double entropy) = Distribution(candidates, logits);
        Span<float> distances = _scratch.AsSpan(0, candidates.Length);
        for (int i = 0; i < candidates.Length; i++)
        {
            distances[i] = (float)Math.Abs(logTotal - logits[candidates[i]] - entropy);
        }

        distances.Sort(candidates);
        double together = 0;
        int last = 0;
        while (last < candidates.Length - 1 && (together += Math.Exp(logits[candidates[last]] - logTotal)) < settings.TypicalP)
        {
            last++;
        }

        int kept = last + 1;
        while (kept < candidates.Length && distances[kept] <= distances[last])
        {
            kept++;
        }

        return candidates[..kept];
    }

    /// <summary>The candidates of at least a probability that may depend on the entropy; the likeliest in any case (Hewitt et al., "Truncation Sampling as Language Model Desmoothing").</summary>
    private static Span<int> Likelier(Span<int> candidates, ReadOnlySpan<float> logits, Func<double, double, double> threshold, float cutoff)
    {
        (double logTotal, double entropy) = Distribution(candidates, logits);
        double bar = Math.Log(threshold(cutoff, entropy)) + logTotal;
        float likeliest = float.NegativeInfinity;
        foreach (int candidate in candidates)
        {
            likeliest = Math.Max(likeliest, logits[candidate]);
        }

        return Keep(candidates, logits, (float)Math.Min(bar, likeliest));
    }

    private static (double LogTotal, double Entropy) Distribution(ReadOnlySpan<int> candidates, ReadOnlySpan<float> logits)
    {
        double total = 0;
        double weighted = 0;
        foreach (int candidate in candidates)
        {
            double weight = Math.Exp(logits[candidate]);
            total += weight;
            weighted += weight * logits[candidate];
        }

        // -Σ p ln p, where ln p = logit - ln total. A weight that underflows to 0 counts as 0 (times a finite logit).
        double logTotal = Math.Log(total);
        return (logTotal, logTotal - (weighted / total));
    }
}
