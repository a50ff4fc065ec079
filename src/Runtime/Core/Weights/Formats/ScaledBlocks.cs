using System;
using System.Buffers;
using System.Buffers.Binary;

namespace Modelwright.Runtime;

/// <summary>Short codes, times a scale for each group of columns: <c>scale * (code - zero)</c>.</summary>
/// <remarks>
/// Codes lie so that one shift of all four 32-bit words of a unit yields four neighbouring columns: column i of a unit is in word i modulo 4, at place i / 4 from its lowest bits.
/// </remarks>
public abstract record ScaledBlocks : BlockFormat
{
    private protected ScaledBlocks(WeightCodes codes, int unitColumns, int group, bool wideScales, bool zeros)
        : base(codes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(group, unitColumns);
        if (!int.IsPow2(group))
        {
            throw new ArgumentOutOfRangeException(nameof(group), group, "A group is a power of two.");
        }

        (UnitColumns, Group, WideScales, Zeros) = (unitColumns, group, wideScales, zeros);
    }

    /// <inheritdoc/>
    public sealed override int UnitColumns { get; }

    /// <inheritdoc/>
    public sealed override int Group { get; }

    /// <inheritdoc/>
    public sealed override bool WideScales { get; }

    /// <inheritdoc/>
    public sealed override bool Zeros { get; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">An element is no finite number, or so large that its scale is not.</exception>
    public sealed override void Encode(ReadOnlySpan<float> row, Span<byte> destination)
    {
        sbyte[] codes = ArrayPool<sbyte>.Shared.Rent(row.Length);
        try
        {
            destination[..checked((int)RowBytes(row.Length))].Clear();
            for (int group = 0; group < Groups(row.Length); group++)
            {
                int first = group * Group;
                ReadOnlySpan<float> values = row.Slice(first, Math.Min(Group, row.Length - first));
                Span<sbyte> quantised = codes.AsSpan(first, values.Length);
                (float scale, sbyte zero) = Quantise(values, quantised);
                if (!float.IsFinite(scale))
                {
                    throw new ArgumentException($"Columns {first} to {first + values.Length - 1} cannot be stored as {this}: they hold NaN, infinity or numbers whose scale is beyond its format.", nameof(row));
                }

                WriteGroup(destination, row.Length, group, scale, zero);
            }

            WriteCodes(destination, codes.AsSpan(0, row.Length));
        }
        finally
        {
            ArrayPool<sbyte>.Shared.Return(codes);
        }
    }

    /// <inheritdoc/>
    public sealed override void Decode(ReadOnlySpan<byte> stored, Span<float> row)
    {
        sbyte[] codes = ArrayPool<sbyte>.Shared.Rent(row.Length);
        try
        {
            ReadCodes(stored, codes.AsSpan(0, row.Length));
            for (int group = 0; group < Groups(row.Length); group++)
            {
                (float scale, sbyte zero) = ReadGroup(stored, row.Length, group);
                for (int i = group * Group; i < Math.Min(row.Length, (group + 1) * Group); i++)
                {
                    row[i] = scale * (ValueOf(codes[i]) - zero);
                }
            }
        }
        finally
        {
            ArrayPool<sbyte>.Shared.Return(codes);
        }
    }

    /// <summary>Stores a row's codes, which a checkpoint may have as they are.</summary>
    /// <param name="row">The row's bytes.</param>
    /// <param name="codes">A code for each column; bits beyond a code's are left out.</param>
    public abstract void WriteCodes(Span<byte> row, ReadOnlySpan<sbyte> codes);

    /// <summary>Reads a row's codes.</summary>
    /// <param name="row">The row's bytes.</param>
    /// <param name="codes">Receives a code for each column.</param>
    public abstract void ReadCodes(ReadOnlySpan<byte> row, Span<sbyte> codes);

    /// <summary>The number that a code stands for, before its zero and its scale.</summary>
    public abstract float ValueOf(sbyte code);

    /// <summary>Stores scale and zero of a group.</summary>
    /// <param name="row">The row's bytes.</param>
    /// <param name="columns">Columns of the row.</param>
    /// <param name="group">Which group.</param>
    /// <param name="scale">Its scale, rounded to float16 unless scales are wide.</param>
    /// <param name="zero">Its zero; 0 where the format has none.</param>
    public void WriteGroup(Span<byte> row, int columns, int group, float scale, sbyte zero = 0)
    {
        Span<byte> scales = row[checked((int)ScalesAt(columns))..];
        if (WideScales)
        {
            BinaryPrimitives.WriteSingleLittleEndian(scales[(group * sizeof(float))..], scale);
        }
        else
        {
            BinaryPrimitives.WriteHalfLittleEndian(scales[(group * sizeof(ushort))..], (Half)scale);
        }

        if (Zeros)
        {
            row[checked((int)ZerosAt(columns)) + group] = (byte)zero;
        }
    }

    /// <summary>Scale and zero of a group.</summary>
    /// <param name="row">The row's bytes.</param>
    /// <param name="columns">Columns of the row.</param>
    /// <param name="group">Which group.</param>
    public (float Scale, sbyte Zero) ReadGroup(ReadOnlySpan<byte> row, int columns, int group)
    {
        ReadOnlySpan<byte> scales = row[checked((int)ScalesAt(columns))..];
        float scale = WideScales
            ? BinaryPrimitives.ReadSingleLittleEndian(scales[(group * sizeof(float))..])
            : (float)BinaryPrimitives.ReadHalfLittleEndian(scales[(group * sizeof(ushort))..]);
        return (scale, Zeros ? (sbyte)row[checked((int)ZerosAt(columns)) + group] : (sbyte)0);
    }

    /// <inheritdoc/>
    public sealed override string ToString() =>
        FormattableString.Invariant($"{Codes} in groups of {Group}{(WideScales ? ", float32 scales" : "")}{(Zeros ? ", zeros" : "")}");

    /// <summary>Finds codes for a group, and the scale and zero that are stored with them, already rounded; the scale is not finite where there is none.</summary>
    private protected abstract (float Scale, sbyte Zero) Quantise(ReadOnlySpan<float> values, Span<sbyte> codes);

    /// <summary>A scale as it is stored.</summary>
    private protected float Rounded(float scale) => WideScales ? scale : (float)(Half)scale;

    /// <summary>The largest magnitude; NaN or infinity if one is among the values.</summary>
    private protected static float Largest(ReadOnlySpan<float> values)
    {
        float largest = 0;
        foreach (float value in values)
        {
            largest = Math.Max(largest, Math.Abs(value)); // hands on NaN
        }

        return largest;
    }
}
