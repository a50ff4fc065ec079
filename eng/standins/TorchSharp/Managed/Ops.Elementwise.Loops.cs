using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace TorchSharp.Managed;

internal static partial class Ops
{
    /// <summary>The common case by vectors: two contiguous float32 tensors of one shape. Null for any other.</summary>
    private static NativeTensor? Floats(NativeTensor a, NativeTensor b, Func<Vector<float>, Vector<float>, Vector<float>> op)
    {
        bool plain = a.Type == ScalarType.Float32 && b.Type == ScalarType.Float32 && !a.IsMeta && !b.IsMeta
            && a.IsContiguous && b.IsContiguous && Shape.Same(a.Sizes, b.Sizes);
        if (!plain)
        {
            return null;
        }

        ReadOnlySpan<float> left = a.ToFloats();
        ReadOnlySpan<float> right = b.ToFloats();
        NativeTensor result = NativeTensor.Empty(ScalarType.Float32, a.Sizes);
        Span<float> to = result.Storage.Span<float>();
        int i = 0;
        for (; i + Vector<float>.Count <= to.Length; i += Vector<float>.Count)
        {
            op(new Vector<float>(left[i..]), new Vector<float>(right[i..])).CopyTo(to[i..]);
        }

        for (; i < to.Length; i++)
        {
            to[i] = op(new Vector<float>(left[i]), new Vector<float>(right[i]))[0];
        }

        return result;
    }

    private static NativeTensor Binary(NativeTensor a, NativeTensor b, Func<double, double, double> floats, Func<long, long, long> integers)
    {
        ScalarType type = ElementTypes.ResultType(a, b);
        return ElementTypes.IsFloat(type) ? Map(a, b, type, floats) : MapLongs(a, b, type, integers);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static NativeTensor Map(NativeTensor a, NativeTensor b, ScalarType type, Func<double, double, double> op)
    {
        (NativeTensor x, NativeTensor y, long[] sizes) = BroadcastPair(a, b);
        if (x.IsMeta || y.IsMeta)
        {
            return NativeTensor.EmptyMeta(type, sizes);
        }

        // A C# number takes part in the type that the result has: x + 0.1 adds 0.1f to a float.
        double[] left = (a.IsNumber && ElementTypes.IsFloat(type) ? Convert(x, Working(type)) : x).ToDoubles();
        double[] right = (b.IsNumber && ElementTypes.IsFloat(type) ? Convert(y, Working(type)) : y).ToDoubles();
        for (int i = 0; i < left.Length; i++)
        {
            left[i] = op(left[i], right[i]);
        }

        return NativeTensor.From(left, sizes, type);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static NativeTensor MapLongs(NativeTensor a, NativeTensor b, ScalarType type, Func<long, long, long> op)
    {
        (NativeTensor x, NativeTensor y, long[] sizes) = BroadcastPair(a, b);
        if (x.IsMeta || y.IsMeta)
        {
            return NativeTensor.EmptyMeta(type, sizes);
        }

        long[] left = x.ToLongs();
        long[] right = y.ToLongs();
        for (int i = 0; i < left.Length; i++)
        {
            try
            {
                left[i] = op(left[i], right[i]);
            }
            catch (DivideByZeroException)
            {
                throw NativeError.Of("ZeroDivisionError");
            }
        }

        return NativeTensor.From(left, sizes, type);
    }

    /// <summary>The type libtorch computes in on the CPU: half and bfloat16 are widened to float.</summary>
    private static ScalarType Working(ScalarType type) => type == ScalarType.Float64 ? type : ScalarType.Float32;

    private static (NativeTensor A, NativeTensor B, long[] Sizes) BroadcastPair(NativeTensor a, NativeTensor b)
    {
        if (Shape.Same(a.Sizes, b.Sizes))
        {
            return (a, b, a.Sizes);
        }

        long[] sizes = Shape.Broadcast(a.Sizes, b.Sizes);
        return (Geometry.Expand(a, sizes), Geometry.Expand(b, sizes), sizes);
    }
}
