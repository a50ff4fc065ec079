using System;
using System.Linq;
using System.Numerics;
using System.Text;

namespace Modelwright.Runtime.Templating;

/// <summary>Python's comparisons: equality by value and deep, order only between things of a kind.</summary>
internal static class Comparison
{
    public static bool AreEqual(TemplateValue left, TemplateValue right) => AreEqual(left, right, depth: 0);

    /// <summary>Less than, equal or greater, as a number below, at or above 0; null, which is none of them, where one is not a number.</summary>
    /// <exception cref="ChatTemplateRenderException">The two have no order.</exception>
    public static int? Compare(string op, TemplateValue left, TemplateValue right)
    {
        TemplateBudget.Spend(1);
        if ((left as UndefinedValue ?? right as UndefinedValue) is UndefinedValue undefined)
        {
            throw undefined.Error();
        }

        return (left, right) switch
        {
            (StringValue a, StringValue b) => CompareText(a.Text, b.Text),
            (ListValue { IsSequence: true } a, ListValue b) when SameKind(a, b) => CompareLists(op, a, b),
            _ when Arithmetic.IsNumber(left) && Arithmetic.IsNumber(right) => CompareNumbers(left, right),
            _ => throw TemplateValue.Fail($"'{op}' not supported between instances of '{left.TypeName}' and '{right.TypeName}'"),
        };
    }

    public static bool Contains(TemplateValue container, TemplateValue item) => (container, item) switch
    {
        (StringValue text, StringValue part) => text.Text.Contains(part.Text, StringComparison.Ordinal),
        (StringValue, _) => throw TemplateValue.Fail($"'in <string>' requires string as left operand, not {item.TypeName}"),
        (MapValue map, _) => map.Find(item) is not null,
        _ => Access.Items(container, $"argument of type '{container.TypeName}' is not iterable").Any(other => AreEqual(other, item)),
    };

    private static bool AreEqual(TemplateValue left, TemplateValue right, int depth)
    {
        TemplateBudget.Spend(1);
        if (depth > ReprWriter.MaxDepth)
        {
            throw TemplateValue.Fail($"a value is nested more than {ReprWriter.MaxDepth} deep");
        }

        return (left, right) switch
        {
            (StringValue a, StringValue b) => string.Equals(a.Text, b.Text, StringComparison.Ordinal),
            (ListValue a, ListValue b) when SameKind(a, b) => a.Values.Length == b.Values.Length && a.Values.Zip(b.Values).All(p => AreEqual(p.First, p.Second, depth + 1)),
            (MapValue a, MapValue b) => a.Entries.Count == b.Entries.Count
                && a.Entries.All(e => b.Find(e.Key) is TemplateValue other && AreEqual(e.Value, other, depth + 1)),
            (UndefinedValue, UndefinedValue) => true,
            _ when Arithmetic.IsNumber(left) && Arithmetic.IsNumber(right) => CompareNumbers(left, right) == 0,
            _ => ReferenceEquals(left, right),
        };
    }

    private static bool SameKind(ListValue a, ListValue b) => a.Kind == b.Kind && a.Kind is not (ListKind.Generator or ListKind.View);

    /// <summary>By the first values that are not equal. What finds them refuses lists that are nested too deep.</summary>
    private static int? CompareLists(string op, ListValue a, ListValue b)
    {
        for (int i = 0; i < Math.Min(a.Values.Length, b.Values.Length); i++)
        {
            if (!AreEqual(a.Values[i], b.Values[i], depth: 1))
            {
                return Compare(op, a.Values[i], b.Values[i]);
            }
        }

        return a.Values.Length.CompareTo(b.Values.Length);
    }

    /// <summary>By code points: UTF-16 order differs beyond U+FFFF.</summary>
    private static int CompareText(string a, string b)
    {
        TemplateBudget.Spend(Math.Min(a.Length, b.Length));
        int common = a.AsSpan().CommonPrefixLength(b);
        if (common == a.Length || common == b.Length)
        {
            return a.Length.CompareTo(b.Length);
        }

        common -= common > 0 && char.IsHighSurrogate(a[common - 1]) ? 1 : 0;
        Rune.DecodeFromUtf16(a.AsSpan(common), out Rune left, out _);
        Rune.DecodeFromUtf16(b.AsSpan(common), out Rune right, out _);
        return left.CompareTo(right);
    }

    /// <summary>Null where one is not a number.</summary>
    private static int? CompareNumbers(TemplateValue left, TemplateValue right)
    {
        if (Arithmetic.Integer(left) is BigInteger a && Arithmetic.Integer(right) is BigInteger b)
        {
            return a.CompareTo(b);
        }

        double x = Arithmetic.ToDouble(left);
        double y = Arithmetic.ToDouble(right);
        return double.IsNaN(x) || double.IsNaN(y) ? null : x.CompareTo(y);
    }
}
