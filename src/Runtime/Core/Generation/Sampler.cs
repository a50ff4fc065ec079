using System;
using System.Collections.Generic;

namespace Modelwright.Runtime;

/// <summary>
/// Chooses tokens from logits, in Hugging Face's order: repetition penalty, temperature, top-k, top-p, min-p, softmax, draw.
/// Ties in top-k are all kept, and the first of several likeliest tokens wins greedily. One for each sequence; not thread-safe.
/// </summary>
public sealed class Sampler
{
    private readonly SamplingSettings _settings;
    private readonly IReadOnlyList<int> _suppressed;
    private readonly Xoshiro256 _random;
    private readonly bool[] _seen;
    private readonly int[] _candidates;
    private readonly float[] _scratch;

    /// <summary>A sampler at the beginning of its random numbers.</summary>
    /// <param name="settings">How to choose.</param>
    /// <param name="seed">Where the random numbers start.</param>
    /// <param name="vocabularySize">Number of logits.</param>
    /// <param name="suppressed">Tokens never to choose.</param>
    public Sampler(SamplingSettings settings, ulong seed, int vocabularySize, IReadOnlyList<int>? suppressed = null)
    {
        _settings = settings;
        _suppressed = suppressed ?? [];
        _random = new Xoshiro256(seed);
        _seen = new bool[vocabularySize];
        bool greedy = settings.Temperature == 0;
        _candidates = greedy ? [] : new int[vocabularySize];
        _scratch = greedy ? [] : new float[vocabularySize];
    }

    /// <summary>Takes note of tokens that the sequence has, for the repetition penalty. Ids outside the vocabulary are passed over.</summary>
    public void Observe(params ReadOnlySpan<int> tokens)
    {
        foreach (int token in tokens)
        {
            if ((uint)token < (uint)_seen.Length)
            {
                _seen[token] = true;
            }
        }
    }

    /// <summary>The next token. The logits are worked on in place and hold no meaning afterwards.</summary>
    /// <param name="logits">[vocabulary].</param>
    /// <exception cref="ArgumentException">There are more or fewer logits than tokens.</exception>
    /// <exception cref="ModelwrightException">Not one logit is a finite number: the weights or the computation are broken.</exception>
    public int Next(Span<float> logits)
    {
        if (logits.Length != _seen.Length)
        {
            throw new ArgumentException($"There are {logits.Length} logits; wanted {_seen.Length}.", nameof(logits));
        }

        Penalise(logits);
        int best = Likeliest(logits);
        if (_settings.Temperature == 0 || _settings.TopK == 1)
        {
            return best;
        }

        // Only differences count for softmax: taking the largest off first keeps tiny temperatures from overflowing.
        float largest = logits[best];
        for (int i = 0; i < logits.Length; i++)
        {
            logits[i] = (logits[i] - largest) / _settings.Temperature;
        }

        return Draw(logits, Select(logits));
    }

    private void Penalise(Span<float> logits)
    {
        foreach (int token in _suppressed)
        {
            logits[token] = float.NegativeInfinity;
        }

        if (_settings.RepetitionPenalty == 1f)
        {
            return;
        }

        for (int i = 0; i < logits.Length; i++)
        {
            if (_seen[i])
            {
                logits[i] = logits[i] < 0 ? logits[i] * _settings.RepetitionPenalty : logits[i] / _settings.RepetitionPenalty;
            }
        }
    }

    private static int Likeliest(ReadOnlySpan<float> logits)
    {
        int best = -1;
        float largest = float.NegativeInfinity;
        for (int i = 0; i < logits.Length; i++)
        {
            if (logits[i] > largest)
            {
                largest = logits[i];
                best = i;
            }
        }

        return best >= 0 && float.IsFinite(largest)
            ? best
            : throw new ModelwrightException($"The largest of {logits.Length} logits is {(best >= 0 ? "infinite" : "not a number")}; wanted a finite number.");
    }

    /// <summary>The tokens to draw from, which have the largest logits after the three cuts.</summary>
    private ReadOnlySpan<int> Select(ReadOnlySpan<float> logits)
    {
        // The likeliest has logit 0, so a probability MinP times its own is a logit of ln(MinP). The least finite number leaves out -∞ and NaN.
        float threshold = _settings.MinP > 0 ? MathF.Log(_settings.MinP) : float.MinValue;
        float topK = _settings.TopK > 0 && _settings.TopK < logits.Length ? LargestAt(logits, _settings.TopK) : float.MinValue;
        int count = 0;
        for (int i = 0; i < logits.Length; i++)
        {
            if (logits[i] >= topK)
            {
                _candidates[count++] = i;
            }
        }

        Span<int> candidates = _candidates.AsSpan(0, count);
        if (_settings.TopP < 1f)
        {
            candidates = Nucleus(candidates, logits);
        }

        int kept = 0;
        foreach (int candidate in candidates)
        {
            if (logits[candidate] >= threshold)
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
        double cut = Math.Log((1.0 - _settings.TopP) / candidates.Length);
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
            if (tail > (1.0 - _settings.TopP) * total)
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
        foreach (float logit in logits)
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

        return rank < count ? RankSelection.LargestAt(buffer[..count], rank - 1) : float.MinValue;
    }

    private int Draw(ReadOnlySpan<float> logits, ReadOnlySpan<int> candidates)
    {
        double total = 0;
        foreach (int candidate in candidates)
        {
            total += Math.Exp(logits[candidate]);
        }

        double rest = _random.NextDouble() * total;
        foreach (int candidate in candidates)
        {
            rest -= Math.Exp(logits[candidate]);
            if (rest < 0)
            {
                return candidate;
            }
        }

        return candidates[^1]; // by rounding alone
    }
}
