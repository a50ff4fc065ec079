using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Modelwright.Runtime.Constraints;

/// <summary>A set of Unicode characters as ranges in order; surrogates are none.</summary>
internal sealed class CodePointSet
{
    private const int Last = 0x10FFFF;

    private CodePointSet(IReadOnlyList<(int First, int Last)> ranges) => Ranges = ranges;

    /// <summary>Every character.</summary>
    public static CodePointSet All { get; } = new([(0, 0xD7FF), (0xE000, Last)]);

    public IReadOnlyList<(int First, int Last)> Ranges { get; }

    public static CodePointSet Of(params IEnumerable<(int First, int Last)> ranges)
    {
        List<(int First, int Last)> merged = [];
        foreach ((int first, int last) in ranges.OrderBy(static range => range.First))
        {
            if (merged.Count > 0 && first <= merged[^1].Last + 1)
            {
                merged[^1] = (merged[^1].First, Math.Max(merged[^1].Last, last));
            }
            else
            {
                merged.Add((first, last));
            }
        }

        return new CodePointSet(merged);
    }

    public static CodePointSet Of(int character) => new([(character, character)]);

    /// <summary>A set as one character of UTF-8.</summary>
    public static Grammar ToUtf8(CodePointSet set) => Grammar.Any([.. set.Intersect(All).Ranges.SelectMany(static range => Utf8Ranges.Of(range.First, range.Last))]);

    public CodePointSet Union(CodePointSet other) => Of(Ranges.Concat(other.Ranges));

    public CodePointSet Complement()
    {
        List<(int, int)> gaps = [];
        int next = 0;
        foreach ((int first, int last) in Ranges)
        {
            if (first > next)
            {
                gaps.Add((next, first - 1));
            }

            next = last + 1;
        }

        if (next <= Last)
        {
            gaps.Add((next, Last));
        }

        return new CodePointSet(gaps).Intersect(All);
    }

    public CodePointSet Intersect(CodePointSet other) => Of(
        from a in Ranges
        from b in other.Ranges
        where a.First <= b.Last && b.First <= a.Last
        select (Math.Max(a.First, b.First), Math.Min(a.Last, b.Last)));

    public CodePointSet Except(CodePointSet other) => Intersect(other.Complement());

    public bool Contains(int character) => Ranges.Any(range => character >= range.First && character <= range.Last);
}

/// <summary>Ranges of characters as sequences of ranges of bytes.</summary>
internal static class Utf8Ranges
{
    private static readonly int[] Ends = [0x7F, 0x7FF, 0xFFFF, 0x10FFFF];

    public static IEnumerable<Grammar> Of(int first, int last)
    {
        foreach (int end in Ends)
        {
            if (first <= Math.Min(end, last))
            {
                foreach (Grammar part in Split(Encode(first), Encode(Math.Min(end, last))))
                {
                    yield return part;
                }

                first = Math.Min(end, last) + 1;
            }
        }
    }

    private static byte[] Encode(int character) => Encoding.UTF8.GetBytes(char.ConvertFromUtf32(character));

    /// <summary>As many bytes as stand behind the first, all alike.</summary>
    private static byte[] Rest(byte[] bytes, byte value) => [.. bytes.Skip(1).Select(_ => value)];

    /// <summary>Both of one length: the common bytes, then what lies above the lower end, between, and below the upper end.</summary>
    private static IEnumerable<Grammar> Split(byte[] low, byte[] high)
    {
        if (low.Length == 1)
        {
            yield return Grammar.Byte(ByteSet.Range(low[0], high[0]));
            yield break;
        }

        if (low[0] == high[0])
        {
            yield return Grammar.Then(Grammar.Byte(ByteSet.Of(low[0])), Grammar.Any([.. Split(low[1..], high[1..])]));
            yield break;
        }

        bool wholeLow = low.Skip(1).All(static b => b == 0x80);
        bool wholeHigh = high.Skip(1).All(static b => b == 0xBF);
        if (!wholeLow)
        {
            yield return Grammar.Then(Grammar.Byte(ByteSet.Of(low[0])), Grammar.Any([.. Split(low[1..], Rest(low, 0xBF))]));
        }

        (int from, int to) = (low[0] + (wholeLow ? 0 : 1), high[0] - (wholeHigh ? 0 : 1));
        if (from <= to)
        {
            yield return Grammar.Then(Grammar.Byte(ByteSet.Range(from, to)), Grammar.Repeat(Grammar.Byte(ByteSet.Range(0x80, 0xBF)), low.Length - 1, low.Length - 1));
        }

        if (!wholeHigh)
        {
            yield return Grammar.Then(Grammar.Byte(ByteSet.Of(high[0])), Grammar.Any([.. Split(Rest(high, 0x80), high[1..])]));
        }
    }
}
