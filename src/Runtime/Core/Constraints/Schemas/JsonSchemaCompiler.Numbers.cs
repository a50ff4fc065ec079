using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Modelwright.Runtime.Constraints;

/// <content>Numbers.</content>
internal sealed partial class JsonSchemaCompiler
{
    private const int MostDecimals = 9;
    private const int MostMultiples = 1000;

    private static readonly BigInteger MostInteger = BigInteger.Pow(10, 15) - 1;

    private static Grammar Number(JsonObject keywords, bool whole, string at)
    {
        (decimal Value, bool Open)? low = Bound(keywords, "minimum", "exclusiveMinimum", static (a, b) => a > b, at);
        (decimal Value, bool Open)? high = Bound(keywords, "maximum", "exclusiveMaximum", static (a, b) => a < b, at);
        decimal? step = Decimal(keywords, "multipleOf", at);
        if (step is not null)
        {
            return Multiples(step.Value, low, high, at);
        }

        if (low is null && high is null)
        {
            return whole ? JsonGrammar.AnyInteger : JsonGrammar.AnyNumber;
        }

        int decimals = whole ? 0 : Math.Min(MostDecimals, Math.Max(Scale(low), Scale(high)) + 3);
        return Grammar.Any([.. Enumerable.Range(0, decimals + 1).Select(d => Between(low, high, d))]);
    }

    private static int Scale((decimal Value, bool Open)? bound) => bound is { } b ? b.Value.Scale : 0;

    /// <summary>Numbers with so many decimals between two ends.</summary>
    private static Grammar Between((decimal Value, bool Open)? low, (decimal Value, bool Open)? high, int decimals)
    {
        BigInteger scale = BigInteger.Pow(10, decimals);
        BigInteger first = low is { } l ? Ceiling(l.Value, decimals) : -MostInteger * scale;
        BigInteger last = high is { } h ? Floor(h.Value, decimals) : MostInteger * scale;
        first += low is { Open: true } lowest && IsExact(lowest.Value, decimals) ? 1 : 0;
        last -= high is { Open: true } highest && IsExact(highest.Value, decimals) ? 1 : 0;
        return DigitRanges.Of(first, last, decimals);
    }

    private static (BigInteger Mantissa, BigInteger Divisor) Scaled(decimal value, int decimals)
    {
        // value = mantissa / 10^scale; times 10^decimals.
        BigInteger mantissa = new BigInteger(decimal.Truncate(value)) * BigInteger.Pow(10, value.Scale) + Fraction(value);
        return (mantissa * BigInteger.Pow(10, decimals), BigInteger.Pow(10, value.Scale));
    }

    private static BigInteger Fraction(decimal value)
    {
        decimal fraction = value - decimal.Truncate(value);
        for (int i = 0; i < value.Scale; i++)
        {
            fraction *= 10;
        }

        return new BigInteger(fraction);
    }

    private static BigInteger Floor(decimal value, int decimals)
    {
        (BigInteger mantissa, BigInteger divisor) = Scaled(value, decimals);
        BigInteger quotient = BigInteger.DivRem(mantissa, divisor, out BigInteger rest);
        return rest.Sign < 0 ? quotient - 1 : quotient;
    }

    private static BigInteger Ceiling(decimal value, int decimals) => -Floor(-value, decimals);

    private static bool IsExact(decimal value, int decimals) => Floor(value, decimals) == Ceiling(value, decimals);

    /// <summary>Whole multiples: listed where both ends are given, else counted by the rest of division as the digits come.</summary>
    private static Grammar Multiples(decimal step, (decimal Value, bool Open)? low, (decimal Value, bool Open)? high, string at)
    {
        if (step <= 0 || step > MostMultiples || step != decimal.Truncate(step))
        {
            throw Refuse(at, $"'multipleOf' {step.ToString(CultureInfo.InvariantCulture)}", $"a whole number at least 1 and at most {MostMultiples}");
        }

        if (low is null && high is null)
        {
            return Grammar.Then(Grammar.Optional(Grammar.Text("-")), Divisible((int)step));
        }

        if (low is null || high is null)
        {
            throw Refuse(at, "'multipleOf' with one end", "both ends, or none");
        }

        BigInteger divisor = new(step);
        List<Grammar> numbers = [];
        for (BigInteger n = Ceiling(low.Value.Value / step, 0) * divisor; n <= Floor(high.Value.Value, 0); n += divisor)
        {
            bool open = (low.Value.Open && n == Ceiling(low.Value.Value, 0) && IsExact(low.Value.Value, 0)) || (high.Value.Open && n == Floor(high.Value.Value, 0) && IsExact(high.Value.Value, 0));
            if (!open)
            {
                numbers.Add(numbers.Count < MostMultiples ? Grammar.Text(n.ToString(CultureInfo.InvariantCulture)) : throw Refuse(at, $"more than {MostMultiples} multiples", "fewer, or no ends"));
            }
        }

        return Grammar.Any(numbers);
    }

    private static Grammar Divisible(int step)
    {
        GrammarRule[] rests = [.. Enumerable.Range(0, step).Select(static _ => new GrammarRule("a multiple"))];
        for (int rest = 0; rest < step; rest++)
        {
            List<Grammar> ways = rest == 0 ? [Grammar.Empty] : [];
            ways.AddRange(Enumerable.Range(0, 10).Select(digit => Grammar.Then(Grammar.Text(digit.ToString(CultureInfo.InvariantCulture)), new CallGrammar(rests[((10 * rest) + digit) % step]))));
            rests[rest].Body = Grammar.Any(ways);
        }

        return Grammar.Any([Grammar.Text("0"), .. Enumerable.Range(1, 9).Select(digit => Grammar.Then(Grammar.Text(digit.ToString(CultureInfo.InvariantCulture)), new CallGrammar(rests[digit % step])))]);
    }

    private static (decimal Value, bool Open)? Bound(JsonObject keywords, string closed, string open, Func<decimal, decimal, bool> isTighter, string at)
    {
        (decimal? ends, decimal? without) = (Decimal(keywords, closed, at), Decimal(keywords, open, at));
        return without is decimal o && (ends is null || !isTighter(ends.Value, o)) ? (o, true) : ends is decimal c ? (c, false) : null;
    }

    private static decimal? Decimal(JsonObject keywords, string key, string at)
    {
        if (keywords[key] is not JsonNode node)
        {
            return null;
        }

        return node is JsonValue value && value.GetValueKind() == JsonValueKind.Number && value.TryGetValue(out decimal number) && Math.Abs(number) < 1e15m
            ? number / 1.0000000000000000000000000000m // without zeros at the end, so that Scale counts decimals that matter
            : throw Refuse(at, $"'{key}' as {Shown(node)}", "a number above -1e15 and below 1e15");
    }
}
