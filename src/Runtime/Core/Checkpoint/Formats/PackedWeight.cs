using System;
using System.Buffers;
using System.Collections.Generic;
using System.Runtime.InteropServices;

namespace Modelwright.Runtime;

/// <summary>
/// A weight that a checkpoint has as codes, scales and perhaps zeros: its element in row r and column c is <c>scale[r, g] * (value(code[r, c]) - zero[r, g])</c>,
/// g being the group of column c. Thread-safe.
/// </summary>
internal abstract class PackedWeight(string path, string name) : IndirectWeight(path, name)
{
    /// <summary>Columns that share a scale, where neighbours do.</summary>
    public required int Group { get; init; }

    /// <summary>Scales of a row.</summary>
    public required int Groups { get; init; }

    /// <summary>The group of each column where they do not follow each other; null where they do.</summary>
    public int[]? GroupOf { get; protected init; }

    public override string Described => FormattableString.Invariant($"{DType} in groups of {Group}{(GroupOf is null ? "" : " that do not follow each other")}");

    public override bool IsQuantised => true;

    public override void Read(long firstRow, int rows, Span<float> values)
    {
        using Codes codes = ReadAll(firstRow, rows);
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < Columns; column++)
            {
                int group = (row * Groups) + (GroupOf is null ? column / Group : GroupOf[column]);
                values[(row * Columns) + column] = codes.Scales[group] * (ValueOf(codes.Values[(row * Columns) + column]) - codes.Zeros[group]);
            }
        }
    }

    public override void Store(long firstRow, int rows, int stride, Span<byte> destination, GroupedColumns? order = null)
    {
        ScaledBlocks blocks = BlocksIn(order)!;
        using Codes codes = ReadAll(firstRow, rows);
        for (int row = 0; row < rows; row++)
        {
            Span<byte> stored = destination.Slice(row * stride, checked((int)blocks.RowBytes(Columns)));
            stored.Clear();
            order?.Apply(MemoryMarshal.AsBytes(codes.Values.AsSpan(row * Columns, Columns)), sizeof(sbyte));
            blocks.WriteCodes(stored, codes.Values.AsSpan(row * Columns, Columns));
            for (int group = 0; group < blocks.Groups(Columns); group++)
            {
                int source = (row * Groups) + (group * blocks.Group / Group);
                blocks.WriteGroup(stored, Columns, group, codes.Scales[source], codes.Zeros[source]);
            }
        }
    }

    /// <summary>The number that a code stands for.</summary>
    protected abstract float ValueOf(sbyte code);

    /// <summary>Codes of rows, [rows, columns].</summary>
    protected abstract void ReadCodes(long firstRow, int rows, Span<sbyte> codes);

    /// <summary>Scales and zeros of rows, [rows, groups]; zeros are 0 where it has none.</summary>
    protected abstract void ReadGroups(long firstRow, int rows, Span<float> scales, Span<sbyte> zeros);

    /// <summary>What is wrong, as an exception.</summary>
    protected PackedWeightException Fault(string what) => new(Path, Name, what);

    /// <summary>The power of two that holds <paramref name="group"/> columns: groups of other sizes are no device format.</summary>
    protected static int? Fitting(int group, int columns, int least) =>
        group >= columns ? Math.Max(least, (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)columns))
        : int.IsPow2(group) && group >= least ? group
        : null;

    private Codes ReadAll(long firstRow, int rows)
    {
        Codes codes = new(rows * Columns, rows * Groups);
        try
        {
            ReadCodes(firstRow, rows, codes.Values.AsSpan(0, rows * Columns));
            ReadGroups(firstRow, rows, codes.Scales.AsSpan(0, rows * Groups), codes.Zeros.AsSpan(0, rows * Groups));
            for (int i = 0; i < rows * Groups; i++)
            {
                if (!float.IsFinite(codes.Scales[i]))
                {
                    throw Fault($"the scale {codes.Scales[i]} of row {firstRow + (i / Groups)}, group {i % Groups}");
                }
            }

            return codes;
        }
        catch
        {
            codes.Dispose();
            throw;
        }
    }

    /// <summary>What rows consist of, in borrowed arrays.</summary>
    private sealed class Codes(int values, int groups) : IDisposable
    {
        public sbyte[] Values { get; } = ArrayPool<sbyte>.Shared.Rent(values);

        public float[] Scales { get; } = ArrayPool<float>.Shared.Rent(groups);

        public sbyte[] Zeros { get; } = ArrayPool<sbyte>.Shared.Rent(groups);

        public void Dispose()
        {
            ArrayPool<sbyte>.Shared.Return(Values);
            ArrayPool<float>.Shared.Return(Scales);
            ArrayPool<sbyte>.Shared.Return(Zeros);
        }
    }
}
