using System;
using System.Buffers;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;

namespace Modelwright.Runtime;

/// <summary>A weight in blocks of <see cref="GgufOffsetBlocks"/>: kept in float16 where nothing else is asked for, since codes of 4 and 5 bits lose next to nothing there.</summary>
internal sealed class GgufOffsetWeight : IndirectWeight
{
    private readonly TensorFile _file;
    private readonly TensorEntry _entry;
    private readonly int _blockBytes;

    /// <param name="file">The file.</param>
    /// <param name="entry">Where its bytes lie.</param>
    /// <param name="type">Q4_K or Q5_K.</param>
    [SetsRequiredMembers]
    public GgufOffsetWeight(TensorFile file, TensorEntry entry, GgmlType type)
        : base(file.Path, entry.Name)
    {
        (_file, _entry, _blockBytes) = (file, entry, type.BlockBytes);
        Shape = entry.Shape;
    }

    public override string DType => _entry.DType;

    public override bool IsQuantised => true;

    public override ElementFormat Element => ElementFormat.Float16;

    public override string Described => $"{DType}, groups of 32 with offsets that are no whole number of steps";

    public override void Read(long firstRow, int rows, Span<float> values)
    {
        int rowBytes = Columns / GgufOffsetBlocks.Elements * _blockBytes;
        byte[] bytes = ArrayPool<byte>.Shared.Rent(checked(rows * rowBytes));
        try
        {
            Span<byte> read = bytes.AsSpan(0, rows * rowBytes);
            _file.Read(_entry, firstRow * rowBytes, read);
            for (int block = 0; block < read.Length / _blockBytes; block++)
            {
                if (!GgufOffsetBlocks.Widen(read.Slice(block * _blockBytes, _blockBytes), values.Slice(block * GgufOffsetBlocks.Elements, GgufOffsetBlocks.Elements)))
                {
                    throw new PackedWeightException(Path, Name, FormattableString.Invariant($"a scale of row {firstRow + (block * _blockBytes / rowBytes)} is no finite number"));
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }
}
