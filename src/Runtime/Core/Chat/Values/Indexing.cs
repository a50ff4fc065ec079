using System.Numerics;

namespace Modelwright.Runtime.Templating;

/// <summary>Python's indices and slices.</summary>
internal static class Indexing
{
    /// <summary>An index from the start or, negative, from the end; null where it is none or out of range.</summary>
    public static int? Index(TemplateValue key, int length)
    {
        BigInteger index = key switch { IntegerValue number => number.Value, BooleanValue boolean => boolean.Value ? 1 : 0, _ => length };
        index = index < 0 ? index + length : index;
        return index >= 0 && index < length ? (int)index : null;
    }

    /// <summary>Start, step and count of a slice; none and undefined are the ends.</summary>
    public static (int Start, int Step, int Count) Slice(TemplateValue? start, TemplateValue? stop, TemplateValue? step, int length)
    {
        BigInteger by = Number(step) ?? 1;
        if (by.IsZero)
        {
            throw TemplateValue.Fail("slice step cannot be zero");
        }

        bool forward = by > 0;
        BigInteger from = Clamp(Number(start), length, forward, isStart: true);
        BigInteger to = Clamp(Number(stop), length, forward, isStart: false);
        BigInteger count = forward ? (to - from + by - 1) / by : (from - to - by - 1) / -by;
        return ((int)from, (int)BigInteger.Max(BigInteger.Min(by, length + 1), -length - 1), (int)BigInteger.Max(count, 0));
    }

    private static BigInteger Clamp(BigInteger? index, int length, bool forward, bool isStart)
    {
        if (index is not BigInteger value)
        {
            return (forward, isStart) switch { (true, true) => 0, (true, false) => length, (false, true) => length - 1, _ => -1 };
        }

        value = value < 0 ? value + length : value;
        return forward ? BigInteger.Min(BigInteger.Max(value, 0), length) : BigInteger.Min(BigInteger.Max(value, -1), length - 1);
    }

    private static BigInteger? Number(TemplateValue? value) => value switch
    {
        null or NoneValue => null,
        IntegerValue number => number.Value,
        BooleanValue boolean => boolean.Value ? 1 : 0,
        UndefinedValue undefined => throw undefined.Error(),
        _ => throw TemplateValue.Fail("slice indices must be integers or None"),
    };
}
