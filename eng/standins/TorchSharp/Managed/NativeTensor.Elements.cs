using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace TorchSharp.Managed;

internal sealed partial class NativeTensor
{
    /// <summary>Where each element lies in the storage, in logical order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int[] ElementOffsets()
    {
        int[] offsets = new int[checked((int)Numel)];
        if (offsets.Length == 0)
        {
            return offsets;
        }

        offsets[0] = (int)Offset;
        int filled = 1;
        for (int d = Rank - 1; d >= 0; d--)
        {
            for (int k = 1; k < Sizes[d]; k++)
            {
                int shift = (int)(k * Strides[d]);
                int start = k * filled;
                for (int j = 0; j < filled; j++)
                {
                    offsets[start + j] = offsets[j] + shift;
                }
            }

            filled *= (int)Sizes[d];
        }

        return offsets;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double[] ToDoubles()
    {
        double[] values = new double[checked((int)Numel)];
        switch (Type)
        {
            case ScalarType.BFloat16:
                ushort[] bits = Raw<ushort>();
                for (int i = 0; i < bits.Length; i++)
                {
                    values[i] = BFloat16Bits.ToSingle(bits[i]);
                }

                break;
            case ScalarType.Bool: Read<byte, double>(values); break;
            case ScalarType.Byte: Read<byte, double>(values); break;
            case ScalarType.Int8: Read<sbyte, double>(values); break;
            case ScalarType.Int16: Read<short, double>(values); break;
            case ScalarType.Int32: Read<int, double>(values); break;
            case ScalarType.Int64: Read<long, double>(values); break;
            case ScalarType.Float16: Read<Half, double>(values); break;
            case ScalarType.Float32: Read<float, double>(values); break;
            default: Read<double, double>(values); break;
        }

        return values;
    }

    public long[] ToLongs()
    {
        long[] values = new long[checked((int)Numel)];
        switch (Type)
        {
            case ScalarType.Bool: Read<byte, long>(values); break;
            case ScalarType.Byte: Read<byte, long>(values); break;
            case ScalarType.Int8: Read<sbyte, long>(values); break;
            case ScalarType.Int16: Read<short, long>(values); break;
            case ScalarType.Int32: Read<int, long>(values); break;
            case ScalarType.Int64: Read<long, long>(values); break;
            default:
                double[] doubles = ToDoubles();
                for (int i = 0; i < values.Length; i++)
                {
                    values[i] = (long)doubles[i];
                }

                break;
        }

        return values;
    }

    /// <summary>The elements as floats: the memory itself where it is contiguous float32, else a copy.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ReadOnlySpan<float> ToFloats()
    {
        if (Type == ScalarType.Float32)
        {
            return IsContiguous ? Storage.Span<float>().Slice((int)Offset, (int)Numel) : Raw<float>();
        }

        float[] values = new float[checked((int)Numel)];
        if (Type == ScalarType.BFloat16)
        {
            ReadOnlySpan<ushort> bits = IsContiguous ? Storage.Span<ushort>().Slice((int)Offset, (int)Numel) : Raw<ushort>();
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = BFloat16Bits.ToSingle(bits[i]);
            }

            return values;
        }

        double[] doubles = ToDoubles();
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (float)doubles[i];
        }

        return values;
    }

    /// <summary>A copy of the elements, bit for bit, in logical order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public T[] Raw<T>()
        where T : struct
    {
        Span<T> all = Storage.Span<T>();
        if (IsContiguous)
        {
            return all.Slice((int)Offset, (int)Numel).ToArray();
        }

        int[] at = ElementOffsets();
        T[] values = new T[at.Length];
        for (int i = 0; i < at.Length; i++)
        {
            values[i] = all[at[i]];
        }

        return values;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Read<TStored, TValue>(TValue[] values)
        where TStored : struct, INumberBase<TStored>
        where TValue : struct, INumberBase<TValue>
    {
        ReadOnlySpan<TStored> all = Storage.Span<TStored>();
        if (IsContiguous)
        {
            ReadOnlySpan<TStored> run = all.Slice((int)Offset, values.Length);
            for (int i = 0; i < run.Length; i++)
            {
                values[i] = TValue.CreateTruncating(run[i]);
            }

            return;
        }

        int[] at = ElementOffsets();
        for (int i = 0; i < at.Length; i++)
        {
            values[i] = TValue.CreateTruncating(all[at[i]]);
        }
    }
}
