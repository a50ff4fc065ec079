using System;
using System.Numerics.Tensors;

namespace Modelwright.Runtime;

/// <summary>
/// Chooses tokens from logits, in Hugging Face's order: temperature, then top-k, top-p, min-p, typical-p, epsilon and eta cutoff, softmax, draw. What changes logits before that
/// is an <see cref="ILogitsProcessor"/>. Ties in top-k are all kept, and the first of several likeliest tokens wins greedily. One for each sequence; not thread-safe.
/// </summary>
public sealed class Sampler
{
    private readonly SamplingSettings _settings;
    private readonly Xoshiro256 _random;
    private readonly int _vocabularySize;
    private readonly TokenCuts? _cuts;

    /// <summary>A sampler at the beginning of its random numbers.</summary>
    /// <param name="settings">How to choose.</param>
    /// <param name="seed">Where the random numbers start.</param>
    /// <param name="vocabularySize">Number of logits.</param>
    public Sampler(SamplingSettings settings, ulong seed, int vocabularySize)
    {
        _settings = settings;
        _random = new Xoshiro256(seed);
        _vocabularySize = vocabularySize;
        _cuts = settings.Temperature == 0 || settings.TopK == 1 ? null : new TokenCuts(settings, vocabularySize);
    }

    /// <summary>The next token. The logits are worked on in place and hold no meaning afterwards.</summary>
    /// <param name="logits">[vocabulary].</param>
    /// <exception cref="ArgumentException">There are more or fewer logits than tokens.</exception>
    /// <exception cref="ModelwrightException">Not one logit is a finite number: the weights or the computation are broken, or every token was ruled out.</exception>
    public int Next(Span<float> logits)
    {
        if (logits.Length != _vocabularySize)
        {
            throw new ArgumentException($"There are {logits.Length} logits; wanted {_vocabularySize}.", nameof(logits));
        }

        int best = Likeliest(logits);
        if (_cuts is null)
        {
            return best;
        }

        // Only differences count for softmax: taking the largest off first keeps tiny temperatures from overflowing.
        float largest = logits[best];
        TensorPrimitives.Subtract(logits, largest, logits);
        TensorPrimitives.Divide(logits, _settings.Temperature, logits);

        return Draw(logits, _cuts.Select(logits));
    }

    private static int Likeliest(ReadOnlySpan<float> logits)
    {
        int best = 0;
        float largest = float.NegativeInfinity;
        for (int start = 0; start < logits.Length; start += LogitBlocks.Size)
        {
            float most = LogitBlocks.Largest(LogitBlocks.From(logits, start));
            if (most > largest)
            {
                (best, largest) = (start, most);
            }
        }

        if (!float.IsFinite(largest))
        {
            throw Undecided(logits, largest);
        }

        while (logits[best] != largest)
        {
            best++;
        }

        return best;
    }

    private static ModelwrightException Undecided(ReadOnlySpan<float> logits, float largest)
    {
        bool numbers = false;
        foreach (float logit in logits)
        {
            numbers |= !float.IsNaN(logit);
        }

        return new ModelwrightException(
            $"The largest of {logits.Length} logits is {(largest > 0 ? "infinite" : numbers ? "-∞, so every token is ruled out" : "not a number")}; wanted a finite number.");
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
