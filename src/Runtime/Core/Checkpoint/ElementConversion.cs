using System;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Modelwright.Runtime;

/// <summary>
/// Converts float32, float16 and bfloat16 into each other, several elements an instruction. Narrowing rounds to the nearest,
/// ties to even; a NaN stays a NaN, infinities and signed zeros stay what they are.
/// </summary>
public static class ElementConversion
{
    private const int Piece = 512;

    /// <summary>Converts all elements of <paramref name="source"/>.</summary>
    /// <param name="source">Elements of <paramref name="from"/>, little-endian.</param>
    /// <param name="from">Float32, Float16 or BFloat16.</param>
    /// <param name="destination">Receives as many elements of <paramref name="to"/>.</param>
    /// <param name="to">Float32, Float16 or BFloat16.</param>
    /// <exception cref="ArgumentException">The destination is too short or a format is none of the three.</exception>
    public static void Convert(ReadOnlySpan<byte> source, ElementFormat from, Span<byte> destination, ElementFormat to)
    {
        if (!from.IsWeightFormat() || !to.IsWeightFormat())
        {
            throw new ArgumentException($"Cannot convert {from} into {to}: wanted Float32, Float16 or BFloat16.");
        }

        int count = source.Length / from.SizeInBytes();
        if (destination.Length < (long)count * to.SizeInBytes())
        {
            throw new ArgumentException($"The destination is too short for {count} elements of {to}.", nameof(destination));
        }

        if (from == to)
        {
            source.CopyTo(destination);
        }
        else if (to == ElementFormat.Float32)
        {
            Widen(source, from, MemoryMarshal.Cast<byte, float>(destination)[..count]);
        }
        else if (from == ElementFormat.Float32)
        {
            Narrow(MemoryMarshal.Cast<byte, float>(source), MemoryMarshal.Cast<byte, ushort>(destination), to);
        }
        else
        {
            Span<float> wide = stackalloc float[Piece];
            for (int done = 0; done < count; done += Piece)
            {
                Span<float> part = wide[..Math.Min(Piece, count - done)];
                Widen(source.Slice(done * 2, part.Length * 2), from, part);
                Narrow(part, MemoryMarshal.Cast<byte, ushort>(destination)[done..], to);
            }
        }
    }

    /// <summary>Elements of any of the three formats as float32.</summary>
    public static void Widen(ReadOnlySpan<byte> source, ElementFormat from, Span<float> destination)
    {
        switch (from)
        {
            case ElementFormat.Float32:
                source.CopyTo(MemoryMarshal.AsBytes(destination));
                break;
            case ElementFormat.BFloat16:
                WidenBFloat16(MemoryMarshal.Cast<byte, ushort>(source), MemoryMarshal.Cast<float, uint>(destination));
                break;
            case ElementFormat.Float16:
                WidenFloat16(MemoryMarshal.Cast<byte, ushort>(source), destination);
                break;
            default:
                throw new ArgumentException($"Cannot read {from} as Float32: wanted Float32, Float16 or BFloat16.", nameof(from));
        }
    }

    /// <summary>The bfloat16 nearest to a float32.</summary>
    public static ushort ToBFloat16(float value)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value);
        return float.IsNaN(value)
            ? (ushort)((bits >> 16) | 0x40) // quiet, so that a payload in the lower half cannot turn into an infinity
            : (ushort)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
    }

    /// <summary>A bfloat16 as float32, exactly.</summary>
    public static float FromBFloat16(ushort value) => BitConverter.UInt32BitsToSingle((uint)value << 16);

    private static void WidenBFloat16(ReadOnlySpan<ushort> source, Span<uint> destination)
    {
        int i = 0;
        for (; i <= source.Length - Vector<ushort>.Count; i += Vector<ushort>.Count)
        {
            Vector.Widen(new Vector<ushort>(source[i..]), out Vector<uint> low, out Vector<uint> high);
            (low << 16).CopyTo(destination[i..]);
            (high << 16).CopyTo(destination[(i + Vector<uint>.Count)..]);
        }

        for (; i < source.Length; i++)
        {
            destination[i] = (uint)source[i] << 16;
        }
    }

    private static void WidenFloat16(ReadOnlySpan<ushort> source, Span<float> destination)
    {
        int i = 0;
        for (; i <= source.Length - Vector<ushort>.Count; i += Vector<ushort>.Count)
        {
            Vector.Widen(new Vector<ushort>(source[i..]), out Vector<uint> low, out Vector<uint> high);
            WidenFloat16(low).CopyTo(destination[i..]);
            WidenFloat16(high).CopyTo(destination[(i + Vector<float>.Count)..]);
        }

        for (; i < source.Length; i++)
        {
            destination[i] = (float)BitConverter.UInt16BitsToHalf(source[i]);
        }
    }

    /// <summary>Moves exponent and fraction into place and multiplies by 2^112: exact for subnormal numbers as well. Infinities and NaN get their exponent back.</summary>
    private static Vector<float> WidenFloat16(Vector<uint> half)
    {
        Vector<uint> magnitude = (half & new Vector<uint>(0x7FFF)) << 13;
        Vector<float> scaled = Vector.AsVectorSingle(magnitude) * new Vector<float>(BitConverter.UInt32BitsToSingle((127 + 112) << 23));
        Vector<uint> special = Vector.Equals(half & new Vector<uint>(0x7C00), new Vector<uint>(0x7C00));
        Vector<uint> bits = Vector.ConditionalSelect(special, magnitude | new Vector<uint>(0x7F800000), Vector.AsVectorUInt32(scaled));
        return Vector.AsVectorSingle(bits | ((half & new Vector<uint>(0x8000)) << 16));
    }

    private static void Narrow(ReadOnlySpan<float> source, Span<ushort> destination, ElementFormat to)
    {
        bool brain = to == ElementFormat.BFloat16;
        ReadOnlySpan<uint> bits = MemoryMarshal.Cast<float, uint>(source);
        int width = Vector<uint>.Count;
        int i = 0;
        for (; i <= bits.Length - (2 * width); i += 2 * width)
        {
            Vector<uint> low = new(bits[i..]);
            Vector<uint> high = new(bits[(i + width)..]);
            Vector.Narrow(brain ? NarrowBFloat16(low) : NarrowFloat16(low), brain ? NarrowBFloat16(high) : NarrowFloat16(high)).CopyTo(destination[i..]);
        }

        for (; i < bits.Length; i++)
        {
            destination[i] = brain ? ToBFloat16(source[i]) : BitConverter.HalfToUInt16Bits((Half)source[i]);
        }
    }

    private static Vector<uint> NarrowBFloat16(Vector<uint> bits)
    {
        Vector<uint> rounded = (bits + new Vector<uint>(0x7FFF) + ((bits >> 16) & Vector<uint>.One)) >> 16;
        Vector<uint> nan = Vector.GreaterThan(bits & new Vector<uint>(0x7FFFFFFF), new Vector<uint>(0x7F800000));
        return Vector.ConditionalSelect(nan, (bits >> 16) | new Vector<uint>(0x40), rounded);
    }

    /// <summary>Fabian Giesen's branchless rounding: ordinary numbers by adding below the cut, subnormal results by letting a float addition round, the rest by its class.</summary>
    private static Vector<uint> NarrowFloat16(Vector<uint> bits)
    {
        Vector<uint> sign = bits & new Vector<uint>(0x80000000);
        Vector<uint> magnitude = bits ^ sign;
        Vector<uint> normal = (magnitude + new Vector<uint>(unchecked(((uint)(15 - 127) << 23) + 0xFFF)) + ((magnitude >> 13) & Vector<uint>.One)) >> 13;

        Vector<uint> magic = new(((127 - 15) + (23 - 10) + 1) << 23);
        Vector<uint> subnormal = Vector.AsVectorUInt32(Vector.AsVectorSingle(magnitude) + Vector.AsVectorSingle(magic)) - magic;

        Vector<uint> nan = Vector.GreaterThan(magnitude, new Vector<uint>(0x7F800000));
        Vector<uint> large = Vector.ConditionalSelect(nan, new Vector<uint>(0x7E00), new Vector<uint>(0x7C00));

        Vector<uint> result = Vector.ConditionalSelect(Vector.LessThan(magnitude, new Vector<uint>(113u << 23)), subnormal, normal);
        result = Vector.ConditionalSelect(Vector.GreaterThanOrEqual(magnitude, new Vector<uint>((127u + 16) << 23)), large, result);
        return result | (sign >> 16);
    }
}
