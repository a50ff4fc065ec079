using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace TorchSharp.Managed;

internal sealed partial class NativeTensor
{
    public static NativeTensor From(double[] values, ReadOnlySpan<long> sizes, ScalarType type)
    {
        NativeTensor result = Empty(type, sizes);
        result.Write(values);
        return result;
    }

    public static NativeTensor From(long[] values, ReadOnlySpan<long> sizes, ScalarType type)
    {
        NativeTensor result = Empty(type, sizes);
        result.Write(values);
        return result;
    }

    public static NativeTensor From(ReadOnlySpan<float> values, ReadOnlySpan<long> sizes, ScalarType type)
    {
        NativeTensor result = Empty(type, sizes);
        if (type == ScalarType.Float32)
        {
            values.CopyTo(result.Storage.Span<float>());
            return result;
        }

        double[] doubles = new double[values.Length];
        for (int i = 0; i < doubles.Length; i++)
        {
            doubles[i] = values[i];
        }

        result.Write(doubles);
        return result;
    }

    /// <summary>A zero-dimensional tensor that promotes as a C# number does.</summary>
    public static NativeTensor Number(Scalar scalar)
    {
        NativeTensor cell = Empty(scalar.Type, []);
        if (ElementTypes.IsFloat(scalar.Type))
        {
            cell.Write([scalar.AsDouble]);
        }
        else
        {
            cell.Write([scalar.AsLong]);
        }

        return new NativeTensor(cell.Storage, [], [], 0) { IsNumber = true };
    }

    public static NativeTensor Number(double value) => Number(new Scalar(value));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Write(double[] values)
    {
        switch (Type)
        {
            case ScalarType.BFloat16:
                ushort[] bits = new ushort[values.Length];
                for (int i = 0; i < bits.Length; i++)
                {
                    bits[i] = BFloat16Bits.FromSingle((float)values[i]);
                }

                WriteRaw<ushort>(bits);
                break;
            case ScalarType.Bool:
                byte[] flags = new byte[values.Length];
                for (int i = 0; i < flags.Length; i++)
                {
                    flags[i] = values[i] != 0 ? (byte)1 : (byte)0;
                }

                WriteRaw<byte>(flags);
                break;
            case ScalarType.Byte: Store<double, byte>(values); break;
            case ScalarType.Int8: Store<double, sbyte>(values); break;
            case ScalarType.Int16: Store<double, short>(values); break;
            case ScalarType.Int32: Store<double, int>(values); break;
            case ScalarType.Int64: Store<double, long>(values); break;
            case ScalarType.Float16: Store<double, Half>(values); break;
            case ScalarType.Float32: Store<double, float>(values); break;
            default: WriteRaw<double>(values); break;
        }
    }

    public void Write(long[] values)
    {
        switch (Type)
        {
            case ScalarType.Byte: Store<long, byte>(values); break;
            case ScalarType.Int8: Store<long, sbyte>(values); break;
            case ScalarType.Int16: Store<long, short>(values); break;
            case ScalarType.Int32: Store<long, int>(values); break;
            case ScalarType.Int64: WriteRaw<long>(values); break;
            default: Write(Array.ConvertAll(values, static v => (double)v)); break;
        }
    }

    /// <summary>Copies the elements of <paramref name="source"/>, of the same shape, converting where the types differ.</summary>
    public void WriteFrom(NativeTensor source)
    {
        if (IsMeta)
        {
            return;
        }

        if (source.Type != Type)
        {
            if (source.IsFloat || Type == ScalarType.Bool || IsFloat)
            {
                Write(source.ToDoubles());
            }
            else
            {
                Write(source.ToLongs());
            }

            return;
        }

        switch (ElementTypes.Size(Type))
        {
            case 1: WriteRaw<byte>(source.Raw<byte>()); break;
            case 2: WriteRaw<ushort>(source.Raw<ushort>()); break;
            case 4: WriteRaw<uint>(source.Raw<uint>()); break;
            default: WriteRaw<ulong>(source.Raw<ulong>()); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void WriteRaw<T>(ReadOnlySpan<T> values)
        where T : struct
    {
        Span<T> all = Storage.Span<T>();
        if (IsContiguous)
        {
            values.CopyTo(all.Slice((int)Offset, values.Length));
            return;
        }

        int[] at = ElementOffsets();
        for (int i = 0; i < at.Length; i++)
        {
            all[at[i]] = values[i];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Store<TValue, TStored>(TValue[] values)
        where TStored : struct, INumberBase<TStored>
        where TValue : struct, INumberBase<TValue>
    {
        Span<TStored> all = Storage.Span<TStored>();
        if (IsContiguous)
        {
            Span<TStored> run = all.Slice((int)Offset, values.Length);
            for (int i = 0; i < run.Length; i++)
            {
                run[i] = TStored.CreateTruncating(values[i]);
            }

            return;
        }

        int[] at = ElementOffsets();
        for (int i = 0; i < at.Length; i++)
        {
            all[at[i]] = TStored.CreateTruncating(values[i]);
        }
    }
}
