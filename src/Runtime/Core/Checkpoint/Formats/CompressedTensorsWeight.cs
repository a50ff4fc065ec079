using System;
using System.Runtime.InteropServices;

namespace Modelwright.Runtime;

/// <summary>compressed-tensors' <c>pack-quantized</c>: codes by rows, packed along the inputs; a scale for each row and group; zeros, where there are any, packed along the outputs.</summary>
internal sealed class CompressedTensorsWeight : GroupedWeight
{
    private readonly PackedWords _codes;
    private readonly PackedWords? _zeros;

    private CompressedTensorsWeight(CheckpointTensor codes, CheckpointTensor? zeros, CheckpointTensor scales, string name, int bits, int group, int columns, int[]? groupOf)
        : base(codes, name, scales, bits, group, columns, groupOf, zeros is not null)
    {
        _codes = new PackedWords(codes);
        _zeros = zeros is null ? null : new PackedWords(zeros);
    }

    /// <exception cref="PackedWeightException">They do not fit together, or the config asks for what is not read.</exception>
    public static CompressedTensorsWeight Of(
        string name, CheckpointTensor codes, CheckpointTensor scales, CheckpointTensor shape, CheckpointTensor? zeros, CheckpointTensor? groupOf, QuantizationConfig config)
    {
        if (config.Layout is not ("pack-quantized" or "mixed-precision") || config.Bits is not (4 or 8))
        {
            throw new PackedWeightException(codes.File, name, $"compressed-tensors in {config.Bits} bits, format '{config.Layout}'; read are 4 and 8 bits, 'pack-quantized', and E4M3, 'float-quantized'");
        }

        int fields = 32 / config.Bits;
        Require(shape.Format == ElementFormat.Int64 && shape.ElementCount == 2, shape, name, "two I64");
        long[] size = new long[2];
        shape.ReadBytes(0, MemoryMarshal.AsBytes(size.AsSpan()));
        Require(
            codes.Format == ElementFormat.Int32 && codes.Shape.Count == 2 && size[0] == codes.Shape[0] && size[1] > 0 && size[1] <= codes.Shape[1] * fields && size[1] > (codes.Shape[1] - 1) * fields,
            codes, name, FormattableString.Invariant($"I32 that hold [{size[0]}, {size[1]}]"));
        int columns = checked((int)size[1]);
        Require(scales.Shape.Count == 2 && scales.Shape[0] == size[0], scales, name, $"{size[0]} rows of scales");
        (int group, int groups) = GroupsOf(scales, name, scales.Shape[1], columns, config.Group);
        if (zeros is not null)
        {
            Require(zeros.Format == ElementFormat.Int32 && zeros.Shape.Count == 2 && zeros.Shape[0] == (size[0] + fields - 1) / fields && zeros.Shape[1] == groups, zeros, name, $"I32 with {groups} zeros a row");
        }

        return new CompressedTensorsWeight(codes, zeros, scales, name, config.Bits, group, columns, ReadGroupOf(groupOf, name, columns, group, groups))
        {
            Shape = size,
            Group = group,
            Groups = groups,
        };
    }

    protected override void ReadCodes(long firstRow, int rows, Span<sbyte> codes)
    {
        uint[] words = new uint[_codes.Columns];
        for (int row = 0; row < rows; row++)
        {
            _codes.Read(firstRow + row, 0, words);
            for (int column = 0; column < Columns; column++)
            {
                codes[(row * Columns) + column] = (sbyte)(PackedWords.Field(words[column / Fields], column % Fields, Bits) - Middle);
            }
        }
    }

    protected override void ReadGroups(long firstRow, int rows, Span<float> scales, Span<sbyte> zeros)
    {
        Scales.Read(firstRow * Groups, rows * Groups, ElementFormat.Float32, MemoryMarshal.AsBytes(scales));
        zeros.Clear();
        uint[] words = new uint[Groups];
        for (int row = 0; row < rows && _zeros is not null; row++)
        {
            _zeros.Read((firstRow + row) / Fields, 0, words);
            for (int group = 0; group < Groups; group++)
            {
                zeros[(row * Groups) + group] = Zero(PackedWords.Field(words[group], (int)((firstRow + row) % Fields), Bits));
            }
        }
    }
}
