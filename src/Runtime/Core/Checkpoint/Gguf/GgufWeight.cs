using System;
using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Modelwright.Runtime;

/// <summary>A weight in ggml's blocks of scales and codes: a whole tensor, or one of the matrices that it stacks.</summary>
internal sealed class GgufWeight : IndirectWeight
{
    private readonly TensorFile _file;
    private readonly TensorEntry _entry;
    private readonly GgufBlocks _blocks;
    private readonly ScaledBlocks _format;
    private readonly int _rowBytes;

    /// <param name="file">The file.</param>
    /// <param name="entry">Where its bytes lie.</param>
    /// <param name="blocks">What they mean.</param>
    [SetsRequiredMembers]
    public GgufWeight(TensorFile file, TensorEntry entry, GgufBlocks blocks)
        : base(file.Path, entry.Name)
    {
        (_file, _entry, _blocks, _format) = (file, entry, blocks, blocks.Format);
        Shape = entry.Shape;
        Blocks = _format;
        _rowBytes = checked(Columns / blocks.Elements * blocks.Bytes);
    }

    public override string DType => _entry.DType;

    public override string Described => DType;

    public override void Read(long firstRow, int rows, Span<float> values)
    {
        sbyte[] codes = ArrayPool<sbyte>.Shared.Rent(_blocks.Elements);
        Span<float> scales = stackalloc float[_blocks.Elements / _blocks.Group];
        byte[] bytes = ReadBytes(firstRow, rows);
        for (int block = 0; block < rows * Columns / _blocks.Elements; block++)
        {
            ReadBlock(bytes, block, firstRow, codes, scales);
            Span<float> elements = values.Slice(block * _blocks.Elements, _blocks.Elements);
            for (int i = 0; i < elements.Length; i++)
            {
                elements[i] = scales[i / _blocks.Group] * codes[i];
            }
        }

        ArrayPool<byte>.Shared.Return(bytes);
        ArrayPool<sbyte>.Shared.Return(codes);
    }

    public override void Store(long firstRow, int rows, int stride, Span<byte> destination, GroupedColumns? order = null)
    {
        sbyte[] codes = ArrayPool<sbyte>.Shared.Rent(Columns);
        Span<float> scales = stackalloc float[_blocks.Elements / _blocks.Group];
        byte[] bytes = ReadBytes(firstRow, rows);
        int blocksOfRow = Columns / _blocks.Elements;
        for (int row = 0; row < rows; row++)
        {
            Span<byte> stored = destination.Slice(row * stride, checked((int)_format.RowBytes(Columns)));
            stored.Clear();
            for (int block = 0; block < blocksOfRow; block++)
            {
                ReadBlock(bytes, (row * blocksOfRow) + block, firstRow, codes.AsSpan(block * _blocks.Elements), scales);
                for (int group = 0; group < scales.Length; group++)
                {
                    _format.WriteGroup(stored, Columns, (block * scales.Length) + group, scales[group]);
                }
            }

            _format.WriteCodes(stored, codes.AsSpan(0, Columns));
        }

        ArrayPool<byte>.Shared.Return(bytes);
        ArrayPool<sbyte>.Shared.Return(codes);
    }

    private void ReadBlock(byte[] bytes, int block, long firstRow, Span<sbyte> codes, Span<float> scales)
    {
        ReadOnlySpan<byte> taken = bytes.AsSpan(block * _blocks.Bytes, _blocks.Bytes);
        _blocks.ReadCodes(taken, codes);
        _blocks.ReadScales(taken, scales);
        foreach (float scale in scales)
        {
            if (!float.IsFinite(scale))
            {
                throw new PackedWeightException(Path, Name, string.Create(CultureInfo.InvariantCulture, $"the scale {scale} of row {firstRow + (block / (Columns / _blocks.Elements))}"));
            }
        }
    }

    /// <summary>Bytes of rows, in a borrowed array.</summary>
    private byte[] ReadBytes(long firstRow, int rows)
    {
        int count = checked(rows * _rowBytes);
        byte[] bytes = ArrayPool<byte>.Shared.Rent(count);
        _file.Read(_entry, firstRow * _rowBytes, bytes.AsSpan(0, count));
        return bytes;
    }
}
