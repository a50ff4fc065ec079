using System;
using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace TorchSharp.Managed;

internal static partial class Ops
{
    public static NativeTensor Full(ReadOnlySpan<long> sizes, double value, ScalarType type)
    {
        NativeTensor result = NativeTensor.Empty(type, sizes);
        if (value != 0)
        {
            double[] values = new double[checked((int)result.Numel)];
            Array.Fill(values, value);
            result.Write(values);
        }

        return result;
    }

    /// <summary>A copy outside the graph.</summary>
    public static NativeTensor CloneOf(NativeTensor x)
    {
        NativeTensor copy = x.EmptyLike(x.Type, x.Sizes);
        copy.WriteFrom(x);
        return copy;
    }

    public static NativeTensor Clone(NativeTensor x) => Tape.Record(CloneOf(x), "CloneBackward0", [x], [], static (g, _) => [g]);

    /// <summary>The tensor itself where it already has the type.</summary>
    public static NativeTensor Convert(NativeTensor x, ScalarType type)
    {
        if (x.Type == type)
        {
            return x;
        }

        NativeTensor result = x.EmptyLike(type, x.Sizes);
        result.WriteFrom(x);
        ScalarType from = x.Type;
        return Tape.Record(result, "ToCopyBackward0", [x], [], (g, _) => [Convert(g, from)]);
    }

    public static NativeTensor Contiguous(NativeTensor x) => x.IsContiguous ? x : Clone(x);

    public static void Copy(NativeTensor self, NativeTensor source)
    {
        // What libtorch's copy_ does: the source is broadcast and converted, without a word.
        InPlace.Replace(self, _ => Expand(source, self.Sizes));
    }

    public static void Fill(NativeTensor self, Scalar value)
    {
        if (self.IsMeta)
        {
            return;
        }

        InPlace.Replace(self, _ =>
        {
            NativeTensor number = NativeTensor.Number(value);
            return Geometry.Expand(Convert(number, self.Type), self.Sizes);
        });
    }

    public static NativeTensor Where(NativeTensor condition, NativeTensor x, NativeTensor y)
    {
        if (condition.Type is not (ScalarType.Bool or ScalarType.Byte))
        {
            throw NativeError.Of(
                $"where expected condition to be a boolean tensor, but got a tensor with dtype {ElementTypes.NativeName(condition.Type)}");
        }

        ScalarType type = ElementTypes.ResultType(x, y);
        long[] sizes = Shape.Broadcast(condition.Sizes, Shape.Broadcast(x.Sizes, y.Sizes));
        NativeTensor choice = Geometry.Expand(condition, sizes);
        NativeTensor result = Choose(choice.Raw<byte>(), Geometry.Expand(x, sizes), Geometry.Expand(y, sizes), type);
        NativeTensor frozen = CloneOf(choice);
        return Tape.Record(result, "WhereBackward0", [x, y], [], (g, _) =>
        {
            byte[] flags = frozen.Raw<byte>();
            NativeTensor zero = Geometry.Expand(Full([], 0, g.Type), g.Sizes);
            return [ReduceTo(Choose(flags, g, zero, g.Type), x.Sizes, x.Type), ReduceTo(Choose(flags, zero, g, g.Type), y.Sizes, y.Type)];
        });
    }

    public static NativeTensor MaskedFill(NativeTensor x, NativeTensor mask, Scalar value)
    {
        if (mask.Type != ScalarType.Bool)
        {
            throw NativeError.Of($"masked_fill_ only supports boolean masks, but got mask with dtype {ElementTypes.NativeName(mask.Type)}");
        }

        if (ElementTypes.IsFloat(value.Type) && !x.IsFloat)
        {
            throw NativeError.Of("value cannot be converted to type int64_t without overflow");
        }

        return Where(mask, Convert(NativeTensor.Number(value), x.Type), x);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static NativeTensor Choose(byte[] flags, NativeTensor x, NativeTensor y, ScalarType type)
    {
        if (ElementTypes.IsFloat(type))
        {
            double[] yes = x.ToDoubles();
            double[] no = y.ToDoubles();
            for (int i = 0; i < flags.Length; i++)
            {
                no[i] = flags[i] != 0 ? yes[i] : no[i];
            }

            return NativeTensor.From(no, x.Sizes, type);
        }

        long[] ones = x.ToLongs();
        long[] others = y.ToLongs();
        for (int i = 0; i < flags.Length; i++)
        {
            others[i] = flags[i] != 0 ? ones[i] : others[i];
        }

        return NativeTensor.From(others, x.Sizes, type);
    }
}
