using System;
using System.Collections.Generic;
using System.Numerics;

namespace Modelwright.Runtime.Constraints;

/// <summary>Which tokens may come: a bit for each, or a list where they are few.</summary>
internal sealed class TokenMask
{
    private const int Few = 512;

    private readonly ulong[]? _words;
    private readonly int[]? _tokens;

    /// <param name="tokens">The tokens that may come.</param>
    /// <param name="vocabularySize">How many there are.</param>
    public TokenMask(List<int> tokens, int vocabularySize)
    {
        IsEmpty = tokens.Count == 0;
        if (tokens.Count <= Few)
        {
            _tokens = [.. tokens];
            return;
        }

        _words = new ulong[(vocabularySize + 63) / 64];
        foreach (int token in tokens)
        {
            _words[token >> 6] |= 1UL << (token & 63);
        }
    }

    /// <summary>Whether no token may come.</summary>
    public bool IsEmpty { get; }

    /// <summary>Bytes it takes.</summary>
    public long Size => 64 + (8L * (_words?.Length ?? 0)) + (4L * (_tokens?.Length ?? 0));

    /// <summary>Sets the logits of all other tokens to -∞.</summary>
    public void Apply(Span<float> logits)
    {
        if (_tokens is not null)
        {
            ApplyFew(logits, _tokens);
            return;
        }

        for (int word = 0; word * 64 < logits.Length; word++)
        {
            ulong allowed = word < _words!.Length ? _words[word] : 0;
            Span<float> part = logits.Slice(word * 64, Math.Min(64, logits.Length - (word * 64)));
            if (allowed == 0)
            {
                part.Fill(float.NegativeInfinity);
                continue;
            }

            for (ulong ruledOut = ~allowed; ruledOut != 0; ruledOut &= ruledOut - 1)
            {
                int bit = BitOperations.TrailingZeroCount(ruledOut);
                if (bit >= part.Length)
                {
                    break;
                }

                part[bit] = float.NegativeInfinity;
            }
        }
    }

    private static void ApplyFew(Span<float> logits, int[] tokens)
    {
        Span<float> kept = stackalloc float[Few];
        for (int i = 0; i < tokens.Length; i++)
        {
            kept[i] = tokens[i] < logits.Length ? logits[tokens[i]] : 0;
        }

        logits.Fill(float.NegativeInfinity);
        for (int i = 0; i < tokens.Length; i++)
        {
            if (tokens[i] < logits.Length)
            {
                logits[tokens[i]] = kept[i];
            }
        }
    }
}
