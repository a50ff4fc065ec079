using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;

namespace Modelwright.Runtime.Constraints;

/// <summary>Numbers between two ends as digits.</summary>
internal static class DigitRanges
{
    /// <summary>Decimal fractions between two ends, both included, each spelled with a fixed number of decimals; none where the lower end is above the upper.</summary>
    /// <param name="low">The lower end, times ten to the number of decimals.</param>
    /// <param name="high">The upper end, likewise.</param>
    /// <param name="decimals">Digits behind the point; 0 for whole numbers, without a point.</param>
    public static Grammar Of(BigInteger low, BigInteger high, int decimals)
    {
        List<Grammar> parts = [];
        if (low < 0)
        {
            parts.Add(Grammar.Then(Grammar.Text("-"), Natural(BigInteger.Max(1, -high), -low, decimals)));
        }

        if (high >= 0)
        {
            parts.Add(Natural(BigInteger.Max(0, low), high, decimals));
        }

        return Grammar.Any(parts);
    }

    private static Grammar Natural(BigInteger low, BigInteger high, int decimals)
    {
        List<Grammar> lengths = [];
        for (int length = decimals + 1; low <= high; length++)
        {
            // Of the shortest length numbers may begin with zeros: there is one digit before the point at least.
            BigInteger last = BigInteger.Min(high, BigInteger.Pow(10, length) - 1);
            if (low <= last)
            {
                lengths.Add(Fixed(Pad(low, length), Pad(last, length), length - decimals));
                low = last + 1;
            }
        }

        return Grammar.Any(lengths);
    }

    private static string Pad(BigInteger number, int length) => number.ToString(CultureInfo.InvariantCulture).PadLeft(length, '0');

    /// <summary>All strings of digits between two of the same length, with a point before the digit at a place.</summary>
    private static Grammar Fixed(string low, string high, int point)
    {
        if (low.All(static d => d == '0') && high.All(static d => d == '9'))
        {
            return Grammar.Then([.. Enumerable.Range(0, low.Length).SelectMany(i => Digits('0', '9', i == point))]);
        }

        if (low[0] == high[0])
        {
            return Grammar.Then([.. Digits(low[0], low[0], point == 0), Fixed(low[1..], high[1..], point - 1)]);
        }

        // Between digits that follow each other lies none: nothing fits the choice in the middle then.
        string zeros = new('0', low.Length - 1), nines = new('9', zeros.Length);
        return Grammar.Any(
            Grammar.Then([.. Digits(low[0], low[0], point == 0), Fixed(low[1..], nines, point - 1)]),
            Grammar.Then([.. Digits((char)(low[0] + 1), (char)(high[0] - 1), point == 0), Fixed(zeros, nines, point - 1)]),
            Grammar.Then([.. Digits(high[0], high[0], point == 0), Fixed(zeros, high[1..], point - 1)]));
    }

    private static IEnumerable<Grammar> Digits(char first, char last, bool afterPoint)
    {
        if (afterPoint)
        {
            yield return Grammar.Text(".");
        }

        yield return Grammar.Byte(ByteSet.Range(first, last));
    }
}
