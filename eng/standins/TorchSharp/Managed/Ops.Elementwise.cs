using System;
using System.Collections.Generic;
using static TorchSharp.torch;

namespace TorchSharp.Managed;

/// <summary>The operations, each with how its gradient is computed. Elementwise arithmetic is done in double and rounded once.</summary>
internal static partial class Ops
{
    public static NativeTensor Add(NativeTensor a, NativeTensor b)
    {
        NativeTensor result = Floats(a, b, static (x, y) => x + y) ?? Binary(a, b, static (x, y) => x + y, static (x, y) => x + y);
        return Tape.Record(result, "AddBackward0", [a, b], [], (g, _) => [ReduceTo(g, a.Sizes, a.Type), ReduceTo(g, b.Sizes, b.Type)]);
    }

    public static NativeTensor Sub(NativeTensor a, NativeTensor b)
    {
        if (a.Type == ScalarType.Bool || b.Type == ScalarType.Bool)
        {
            throw NativeError.Of(
                "Subtraction, the `-` operator, with a bool tensor is not supported. If you are trying to invert a mask, use the `~` or `logical_not()` operator instead.");
        }

        NativeTensor result = Floats(a, b, static (x, y) => x - y) ?? Binary(a, b, static (x, y) => x - y, static (x, y) => x - y);
        return Tape.Record(
            result, "SubBackward0", [a, b], [], (g, _) => [ReduceTo(g, a.Sizes, a.Type), ReduceTo(Neg(g), b.Sizes, b.Type)]);
    }

    public static NativeTensor Mul(NativeTensor a, NativeTensor b)
    {
        NativeTensor result = Floats(a, b, static (x, y) => x * y) ?? Binary(a, b, static (x, y) => x * y, static (x, y) => x * y);
        bool needA = a.RequiresGrad;
        bool needB = b.RequiresGrad;
        NativeTensor[] saved = needA && needB ? [a, b] : needA ? [b] : [a];
        return Tape.Record(result, "MulBackward0", [a, b], saved, (g, s) =>
        [
            needA ? ReduceTo(Mul(g, s[^1]), a.Sizes, a.Type) : null,
            needB ? ReduceTo(Mul(g, s[0]), b.Sizes, b.Type) : null,
        ]);
    }

    public static NativeTensor Div(NativeTensor a, NativeTensor b)
    {
        ScalarType type = ElementTypes.ResultType(a, b);
        type = ElementTypes.IsFloat(type) ? type : get_default_dtype();
        NativeTensor result = Map(a, b, type, static (x, y) => x / y);
        return Tape.Record(result, "DivBackward0", [a, b], [a, b], (g, s) =>
        [
            a.RequiresGrad ? ReduceTo(Div(g, s[1]), a.Sizes, a.Type) : null,
            b.RequiresGrad ? ReduceTo(Neg(Div(Mul(g, s[0]), Mul(s[1], s[1]))), b.Sizes, b.Type) : null,
        ]);
    }

    public static NativeTensor DivRounded(NativeTensor a, NativeTensor b, bool floor)
    {
        ScalarType type = ElementTypes.ResultType(a, b);
        if (ElementTypes.IsFloat(type))
        {
            return Map(a, b, type, floor ? static (x, y) => Math.Floor(x / y) : static (x, y) => Math.Truncate(x / y));
        }

        return MapLongs(a, b, type, floor ? static (x, y) => x / y - (x % y != 0 && (x < 0) != (y < 0) ? 1 : 0) : static (x, y) => x / y);
    }

    /// <summary>With the sign of the divisor, as Python's <c>%</c>.</summary>
    public static NativeTensor Remainder(NativeTensor a, NativeTensor b)
    {
        NativeTensor result = Binary(
            a, b, static (x, y) => x - y * Math.Floor(x / y), static (x, y) => x - y * (x / y - (x % y != 0 && (x < 0) != (y < 0) ? 1 : 0)));
        return Tape.Record(result, "RemainderBackward0", [a, b], [a, b], (g, s) =>
        [
            ReduceTo(g, a.Sizes, a.Type),
            b.RequiresGrad ? ReduceTo(Neg(Mul(g, DivRounded(s[0], s[1], floor: true))), b.Sizes, b.Type) : null,
        ]);
    }

    public static NativeTensor Pow(NativeTensor a, NativeTensor b)
    {
        NativeTensor result = Binary(a, b, static (x, y) => y == 2 ? x * x : Math.Pow(x, y), IntegerPower);
        return Tape.Record(result, "PowBackward0", [a, b], [a, b, result], (g, s) =>
        [
            a.RequiresGrad ? ReduceTo(Mul(g, Map(s[0], s[1], g.Type, static (x, y) => y == 0 ? 0 : y * Math.Pow(x, y - 1))), a.Sizes, a.Type) : null,
            b.RequiresGrad ? ReduceTo(Mul(g, Mul(s[2], Map(s[0], s[0], g.Type, static (x, _) => x == 0 ? 0 : Math.Log(x)))), b.Sizes, b.Type) : null,
        ]);
    }

    /// <summary>The larger (or smaller) of two; where they are equal each gets half of the gradient.</summary>
    public static NativeTensor Extreme(NativeTensor a, NativeTensor b, bool larger)
    {
        NativeTensor result = larger
            ? Binary(a, b, Math.Max, Math.Max)
            : Binary(a, b, Math.Min, Math.Min);
        return Tape.Record(result, larger ? "MaximumBackward0" : "MinimumBackward0", [a, b], [a, b], (g, s) =>
        [
            a.RequiresGrad ? ReduceTo(Mul(g, Share(s[0], s[1], g.Type, larger)), a.Sizes, a.Type) : null,
            b.RequiresGrad ? ReduceTo(Mul(g, Share(s[1], s[0], g.Type, larger)), b.Sizes, b.Type) : null,
        ]);
    }

    public static NativeTensor Bitwise(NativeTensor a, NativeTensor b, Func<long, long, long> op)
    {
        ScalarType type = ElementTypes.ResultType(a, b);
        return ElementTypes.IsFloat(type)
            ? throw NativeError.Of($"\"bitwise_cpu\" not implemented for '{ElementTypes.NativeName(type)}'")
            : MapLongs(a, b, type, op);
    }

    /// <summary>A comparison; the operands are first brought to one type, as libtorch does.</summary>
    public static NativeTensor Compare(NativeTensor a, NativeTensor b, Func<double, double, bool> floats, Func<long, long, bool> integers)
    {
        ScalarType type = ElementTypes.ResultType(a, b);
        if (!ElementTypes.IsFloat(type))
        {
            return MapLongs(a, b, ScalarType.Bool, (x, y) => integers(x, y) ? 1 : 0);
        }

        return Map(Convert(a, type), Convert(b, type), ScalarType.Bool, (x, y) => floats(x, y) ? 1 : 0);
    }

    public static NativeTensor Logical(NativeTensor a, NativeTensor b, Func<bool, bool, bool> op) =>
        Map(a, b, ScalarType.Bool, (x, y) => op(x != 0, y != 0) ? 1 : 0);

    /// <summary>Sums and converts a gradient to the shape and type of the operand that was broadcast.</summary>
    public static NativeTensor ReduceTo(NativeTensor grad, long[] sizes, ScalarType type)
    {
        if (!Shape.Same(grad.Sizes, sizes))
        {
            int extra = grad.Rank - sizes.Length;
            List<long> dims = [];
            for (int d = 0; d < grad.Rank; d++)
            {
                if (d < extra || (sizes[d - extra] == 1 && grad.Sizes[d] != 1))
                {
                    dims.Add(d);
                }
            }

            grad = Reshape(Sum(grad, [.. dims], keepDim: true, null), sizes);
        }

        return Convert(grad, type);
    }

    private static NativeTensor Share(NativeTensor own, NativeTensor other, ScalarType type, bool larger) =>
        Map(own, other, type, larger
            ? static (x, y) => x > y ? 1 : x == y ? 0.5 : 0
            : static (x, y) => x < y ? 1 : x == y ? 0.5 : 0);

    private static long IntegerPower(long x, long y)
    {
        if (y < 0)
        {
            throw NativeError.Of("Integers to negative integer powers are not allowed.");
        }

        long result = 1;
        for (; y > 0; y--)
        {
            result *= x;
        }

        return result;
    }
}
