using System;
using System.Linq;
using System.Numerics;

namespace Modelwright.Runtime.Templating;

/// <summary>Python's operators. Text and other things do not add: templates rely on that to fail.</summary>
internal static class Arithmetic
{
    /// <summary>Bits an integer may have: a power of powers would fill the memory.</summary>
    private const int MaxBits = 1 << 16;

    public static TemplateValue Add(TemplateValue left, TemplateValue right) => (left, right) switch
    {
        (StringValue a, StringValue b) => Join(a, b),
        (ListValue { IsSequence: true } a, ListValue b) when a.Kind == b.Kind && a.Kind != ListKind.Range => new ListValue([.. a.Values, .. b.Values], a.Kind),
        _ => Numbers("+", left, right, static (a, b) => a + b, static (a, b) => a + b),
    };

    public static TemplateValue Subtract(TemplateValue left, TemplateValue right) => Numbers("-", left, right, static (a, b) => a - b, static (a, b) => a - b);

    public static TemplateValue Multiply(TemplateValue left, TemplateValue right) => (left, right) switch
    {
        (StringValue text, IntegerValue or BooleanValue) => Repeat(text, Integer(right)!.Value),
        (IntegerValue or BooleanValue, StringValue text) => Repeat(text, Integer(left)!.Value),
        (ListValue { Kind: ListKind.List or ListKind.Tuple } list, IntegerValue or BooleanValue) => Repeat(list, Integer(right)!.Value),
        (IntegerValue or BooleanValue, ListValue { Kind: ListKind.List or ListKind.Tuple } list) => Repeat(list, Integer(left)!.Value),
        _ => Numbers("*", left, right, static (a, b) => a * b, static (a, b) => a * b),
    };

    public static TemplateValue Divide(TemplateValue left, TemplateValue right)
    {
        CheckNumbers("/", left, right);
        return TemplateValue.Of(ToDouble(left) / NotZero(ToDouble(right)));
    }

    public static TemplateValue FloorDivide(TemplateValue left, TemplateValue right) =>
        Numbers("//", left, right, FloorDivide, static (a, b) => Math.Floor(a / NotZero(b)));

    public static TemplateValue Modulo(TemplateValue left, TemplateValue right) => left is StringValue format
        ? PercentFormat.Format(format, right)
        : Numbers("%", left, right, static (a, b) => a - (FloorDivide(a, b) * b), static (a, b) => a - (Math.Floor(a / NotZero(b)) * b));

    public static TemplateValue Power(TemplateValue left, TemplateValue right)
    {
        CheckNumbers("**", left, right);
        if (Integer(left) is not BigInteger number || Integer(right) is not BigInteger exponent || exponent < 0)
        {
            return TemplateValue.Of(Math.Pow(ToDouble(left), ToDouble(right)));
        }

        return BigInteger.Abs(number) <= 1 || exponent * number.GetBitLength() <= MaxBits
            ? TemplateValue.Of(BigInteger.Abs(number) <= 1 ? SmallPower(number, exponent) : BigInteger.Pow(number, (int)exponent))
            : throw TemplateValue.Fail("the power has too many digits");
    }

    public static TemplateValue Negate(TemplateValue value) => value switch
    {
        FloatValue number => TemplateValue.Of(-number.Value),
        _ => TemplateValue.Of(-(Integer(value) ?? throw Unfit("unary -", value))),
    };

    public static TemplateValue Plus(TemplateValue value) => value switch
    {
        FloatValue => value,
        _ => TemplateValue.Of(Integer(value) ?? throw Unfit("unary +", value)),
    };

    public static TemplateValue Absolute(TemplateValue value) => value switch
    {
        FloatValue number => TemplateValue.Of(Math.Abs(number.Value)),
        _ => TemplateValue.Of(BigInteger.Abs(Integer(value) ?? throw Unfit("abs()", value))),
    };

    /// <summary><c>~</c>: the texts of all, one behind the other.</summary>
    public static TemplateValue Concat(params ReadOnlySpan<TemplateValue> values)
    {
        OriginText result = new();
        foreach (TemplateValue value in values)
        {
            result.Append(value.ToText());
        }

        return result.ToValue();
    }

    public static BigInteger? Integer(TemplateValue value) => value switch
    {
        IntegerValue number => number.Value,
        BooleanValue boolean => boolean.Value ? BigInteger.One : BigInteger.Zero,
        _ => null,
    };

    public static bool IsNumber(TemplateValue value) => value is IntegerValue or FloatValue or BooleanValue;

    public static double ToDouble(TemplateValue value) => value is FloatValue number ? number.Value : (double)Integer(value)!.Value;

    public static int ToInt32(TemplateValue value) => value is UndefinedValue undefined ? throw undefined.Error() : Integer(value) is not BigInteger number
        ? throw TemplateValue.Fail($"'{value.TypeName}' object cannot be interpreted as an integer")
        : number > int.MaxValue || number < int.MinValue ? throw TemplateValue.Fail($"the number {number} is too large here") : (int)number;

    private static StringValue Join(StringValue left, StringValue right)
    {
        // An unsafe text next to a safe one is escaped, as Markup does; ministral_3 shows it.
        bool safe = left.IsSafe || right.IsSafe;
        OriginText result = new();
        result.Append(safe && !left.IsSafe ? HtmlText.Escape(left) : left);
        result.Append(safe && !right.IsSafe ? HtmlText.Escape(right) : right);
        return result.ToValue(safe);
    }

    private static TemplateValue Numbers(
        string op, TemplateValue left, TemplateValue right, Func<BigInteger, BigInteger, BigInteger> integers, Func<double, double, double> floats)
    {
        CheckNumbers(op, left, right);
        if (left is FloatValue || right is FloatValue)
        {
            return TemplateValue.Of(floats(ToDouble(left), ToDouble(right)));
        }

        BigInteger result = integers(Integer(left)!.Value, Integer(right)!.Value);
        return result.GetBitLength() <= MaxBits ? TemplateValue.Of(result) : throw TemplateValue.Fail("the number has too many digits");
    }

    private static void CheckNumbers(string op, TemplateValue left, TemplateValue right)
    {
        if ((left as UndefinedValue ?? right as UndefinedValue) is UndefinedValue undefined)
        {
            throw undefined.Error();
        }

        if (!IsNumber(left) || !IsNumber(right))
        {
            throw TemplateValue.Fail($"unsupported operand type(s) for {op}: '{left.TypeName}' and '{right.TypeName}'");
        }
    }

    private static BigInteger FloorDivide(BigInteger a, BigInteger b)
    {
        BigInteger quotient = BigInteger.DivRem(a, b.IsZero ? throw TemplateValue.Fail("division by zero") : b, out BigInteger rest);
        return !rest.IsZero && (rest < 0) != (b < 0) ? quotient - 1 : quotient;
    }

    private static double NotZero(double value) => value == 0 ? throw TemplateValue.Fail("division by zero") : value;

    private static BigInteger SmallPower(BigInteger number, BigInteger exponent) =>
        exponent.IsZero ? 1 : number >= 0 ? number : exponent.IsEven ? 1 : -1;

    private static StringValue Repeat(StringValue text, BigInteger count)
    {
        OriginText result = new();
        TemplateBudget.Spend(Bounded(count * text.Text.Length));
        for (BigInteger i = 0; i < count && text.Text.Length > 0; i++)
        {
            result.Append(text);
        }

        return result.ToValue(text.IsSafe);
    }

    private static ListValue Repeat(ListValue list, BigInteger count)
    {
        TemplateBudget.Spend(Bounded(count * list.Values.Length));
        return new ListValue([.. Enumerable.Repeat(list.Values, list.Values.Length == 0 || count < 0 ? 0 : (int)count).SelectMany(static v => v)], list.Kind);
    }

    private static long Bounded(BigInteger size) =>
        size <= 1 << 28 ? (long)BigInteger.Max(size, 0) : throw TemplateValue.Fail("the repetition is too long");

    private static ChatTemplateRenderException Unfit(string op, TemplateValue value) =>
        value is UndefinedValue undefined ? undefined.Error() : TemplateValue.Fail($"bad operand type for {op}: '{value.TypeName}'");
}
