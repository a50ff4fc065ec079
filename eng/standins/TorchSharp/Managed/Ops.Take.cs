using System;
using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace TorchSharp.Managed;

/// <summary>
/// The two primitives under all indexing: elements taken from logical positions, and elements put there.
/// Whatever selects, gathers, repeats, flips or pads is a list of positions; the gradient of one is the other.
/// </summary>
internal static partial class Ops
{
    /// <summary>Position -1 gives a zero.</summary>
    public static NativeTensor Take(NativeTensor x, int[] positions, ReadOnlySpan<long> sizes, string name)
    {
        NativeTensor result = NativeTensor.Empty(x.Type, sizes);
        switch (ElementTypes.Size(x.Type))
        {
            case 1: TakeRaw<byte>(x, positions, result); break;
            case 2: TakeRaw<ushort>(x, positions, result); break;
            case 4: TakeRaw<uint>(x, positions, result); break;
            default: TakeRaw<ulong>(x, positions, result); break;
        }

        ScalarType type = x.Type;
        long[] from = x.Sizes;
        return Tape.Record(result, name, [x], [], (g, _) =>
        {
            double[] sum = new double[checked((int)Shape.Numel(from))];
            double[] grads = g.ToDoubles();
            for (int i = 0; i < positions.Length; i++)
            {
                if (positions[i] >= 0)
                {
                    sum[positions[i]] += grads[i];
                }
            }

            return [NativeTensor.From(sum, from, type)];
        });
    }

    /// <summary>A copy of <paramref name="x"/> with the elements of <paramref name="source"/> added or written at the positions.</summary>
    public static NativeTensor Put(NativeTensor x, int[] positions, NativeTensor source, bool accumulate, string name)
    {
        NativeTensor result = CloneOf(x);
        PutRaw(result, positions, source, accumulate);
        long[] sourceSizes = source.Sizes;
        ScalarType sourceType = source.Type;
        return Tape.Record(result, name, [x, source], [], (g, _) =>
        {
            NativeTensor rest = g;
            if (!accumulate)
            {
                rest = CloneOf(g);
                PutRaw(rest, positions, Full([positions.Length], 0, g.Type), accumulate: false);
            }

            return [rest, Convert(Take(g, positions, sourceSizes, name), sourceType)];
        });
    }

    /// <summary>As <see cref="Put"/>, in place; without a graph only the positions are touched.</summary>
    public static void PutInPlace(NativeTensor self, int[] positions, NativeTensor source, bool accumulate, string name)
    {
        if (Tape.Wants(self, source, self.ViewBase))
        {
            InPlace.Replace(self, before => Put(before, positions, source, accumulate, name));
            return;
        }

        InPlace.Check(self);
        PutRaw(self, positions, source, accumulate);
        self.Storage.Version++;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TakeRaw<T>(NativeTensor x, int[] positions, NativeTensor result)
        where T : struct
    {
        Span<T> to = result.Storage.Span<T>();
        int[]? at = x.IsContiguous ? null : x.ElementOffsets();
        ReadOnlySpan<T> all = x.Storage.Span<T>();
        int start = (int)x.Offset;
        for (int i = 0; i < positions.Length; i++)
        {
            int position = positions[i];
            to[i] = position < 0 ? default : at is null ? all[start + position] : all[at[position]];
        }
    }

    private static void PutRaw(NativeTensor self, int[] positions, NativeTensor source, bool accumulate)
    {
        if (accumulate)
        {
            // Sums in double, so that many additions to one place are rounded once, as in a float accumulator or better.
            double[] values = self.ToDoubles();
            double[] added = source.ToDoubles();
            for (int i = 0; i < positions.Length; i++)
            {
                values[positions[i]] += added[i];
            }

            self.Write(values);
            return;
        }

        NativeTensor fitting = Convert(source, self.Type);
        switch (ElementTypes.Size(self.Type))
        {
            case 1: PutRaw<byte>(self, positions, fitting); break;
            case 2: PutRaw<ushort>(self, positions, fitting); break;
            case 4: PutRaw<uint>(self, positions, fitting); break;
            default: PutRaw<ulong>(self, positions, fitting); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PutRaw<T>(NativeTensor self, int[] positions, NativeTensor source)
        where T : struct
    {
        T[] values = source.Raw<T>();
        Span<T> all = self.Storage.Span<T>();
        int[]? at = self.IsContiguous ? null : self.ElementOffsets();
        int start = (int)self.Offset;
        for (int i = 0; i < positions.Length; i++)
        {
            all[at is null ? start + positions[i] : at[positions[i]]] = values[i];
        }
    }
}
