using System;

namespace Modelwright.Runtime;

/// <summary>
/// The tokens that are left to draw from after the cuts. Logits come with the temperature applied and the largest at 0; each cut sees the distribution that those before it left.
/// </summary>
internal sealed partial class TokenCuts(SamplingSettings settings, int vocabularySize)
{
    private readonly int[] _candidates = new int[vocabularySize];
    private readonly float[] _scratch = new float[vocabularySize];

    /// <summary>The tokens to draw from; the likeliest is always among them, unless <c>typical-p</c> finds it too likely.</summary>
    public ReadOnlySpan<int> Select(ReadOnlySpan<float> logits)
    {
        // The least finite number leaves out -∞ and NaN.
        float bar = settings.TopK > 0 && settings.TopK < logits.Length ? LargestAt(logits, settings.TopK) : float.MinValue;
        Span<int> candidates = AtLeast(logits, bar);
        if (settings.TopP < 1f)
        {
            candidates = Nucleus(candidates, logits);
        }

        if (settings.MinP > 0)
        {
            // The likeliest has logit 0, so a probability MinP times its own is a logit of ln(MinP).
            candidates = Keep(candidates, logits, MathF.Log(settings.MinP));
        }

        if (settings.TypicalP < 1f)
        {
            candidates = Typical(candidates, logits);
        }

        if (settings.EpsilonCutoff > 0)
        {
            candidates = Likelier(candidates, logits, static (epsilon, _) => epsilon, settings.EpsilonCutoff);
        }

        return settings.EtaCutoff > 0
            ? Likelier(candidates, logits, static (eta, entropy) => Math.Min(eta, Math.Sqrt(eta) * Math.Exp(-entropy)), settings.EtaCutoff)
            : candidates;
    }

    private Span<int> AtLeast(ReadOnlySpan<float> logits, float bar)
    {
        int count = 0;
        for (int start = 0; start < logits.Length; start += LogitBlocks.Size)
        {
            ReadOnlySpan<float> block = LogitBlocks.From(logits, start);
            if (LogitBlocks.Largest(block) < bar)
            {
                continue;
            }

            for (int i = 0; i < block.Length; i++)
            {
                if (block[i] >= bar)
                {
                    _candidates[count++] = start + i;
                }
            }
        }

        return _candidates.AsSpan(0, count);
    }

    private static Span<int> Keep(Span<int> candidates, ReadOnlySpan<float> logits, float bar)
    {
        int kept = 0;
        foreach (int candidate in candidates)
        {
            if (logits[candidate] >= bar)
            {
                candidates[kept++] = candidate;
            }
        }

        return candidates[..kept];
    }

    /// <summary>The likeliest candidates, without the tail whose probability together is at most 1 - TopP.</summary>
    private Span<int> Nucleus(Span<int> candidates, ReadOnlySpan<float> logits)
    {
        // The likeliest weighs 1, so everything below this cut weighs less than 1 - TopP of the whole even together: it is in the tail and need not be sorted.
        double cut = Math.Log((1.0 - settings.TopP) / candidates.Length);
        double total = 0;
        double tail = 0;
        int count = 0;
        foreach (int candidate in candidates)
        {
            double weight = Math.Exp(logits[candidate]);
            total += weight;
            if (logits[candidate] >= cut)
            {
                _scratch[count] = -logits[candidate];
                candidates[count++] = candidate;
            }
            else if (weight > 0)
            {
                tail += weight;
            }
        }

        Span<float> keys = _scratch.AsSpan(0, count);
        keys.Sort(candidates[..count]);
        while (count > 1)
        {
            tail += Math.Exp(-keys[count - 1]);
            if (tail > (1.0 - settings.TopP) * total)
            {
                break;
            }

            count--;
        }

        return candidates[..count];
    }

    /// <summary>
    /// The <paramref name="rank"/>-th largest finite logit, counted from 1; less than all where there are fewer. Most logits are compared once, with the rank-th of those before.
    /// </summary>
    private float LargestAt(ReadOnlySpan<float> logits, int rank)
    {
        Span<float> buffer = _scratch.AsSpan(0, (int)Math.Min(logits.Length, (2L * rank) + 64));
        float bar = float.MinValue;
        int count = 0;
        for (int start = 0; start < logits.Length; start += LogitBlocks.Size)
        {
            ReadOnlySpan<float> block = LogitBlocks.From(logits, start);
            if (LogitBlocks.Largest(block) >= bar)
            {
                Collect(block, rank, buffer, ref bar, ref count);
            }
        }

        return rank < count ? RankSelection.LargestAt(buffer[..count], rank - 1) : float.MinValue;
    }

    /// <summary>Puts what reaches the bar behind the count numbers of the buffer; where it is full, the rank-th largest becomes the bar.</summary>
    private static void Collect(ReadOnlySpan<float> block, int rank, Span<float> buffer, ref float bar, ref int count)
    {
        foreach (float logit in block)
        {
            if (logit < bar || float.IsNaN(logit))
            {
                continue;
            }

            if (count == buffer.Length)
            {
                bar = RankSelection.LargestAt(buffer, rank - 1);
                count = rank; // selection leaves the largest in front
            }

            buffer[count++] = logit;
        }
    }
}
