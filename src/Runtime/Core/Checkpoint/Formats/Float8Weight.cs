using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;

namespace Modelwright.Runtime;

/// <summary>
/// FP8: a weight in E4M3, and beside it a factor for each block of rows and columns. Block-wise (<c>quant_method: fp8</c>, transformers' finegrained_fp8) it is <c>…_scale_inv</c>;
/// in compressed-tensors' <c>float-quantized</c> it is <c>weight_scale</c>, for a tensor, a row, a group of a row or a block. Blocks at the edges are smaller; one of three
/// dimensions has a grid of blocks for each expert.
/// </summary>
internal sealed class Float8Weight : PackedWeight
{
    private readonly CheckpointTensor _codes;
    private readonly CheckpointTensor _scales;
    private readonly bool _exponents;
    private readonly int _blockRows;
    private readonly int _rowsOfExpert;

    private Float8Weight(CheckpointTensor codes, CheckpointTensor scales, bool exponents, int blockRows, int blockColumns)
        : base(codes.File, codes.Name)
    {
        (_codes, _scales, _exponents, _blockRows, _rowsOfExpert) = (codes, scales, exponents, blockRows, (int)codes.Shape[^2]);
        Blocks = Fitting(blockColumns, (int)codes.Shape[^1], least: 16) is int group ? new Float8Blocks(group, wideScales: scales.Format != ElementFormat.Float16) : null;
    }

    public override string DType => _codes.DType;

    /// <summary>A weight with <c>…_scale_inv</c>, whose blocks the config gives.</summary>
    /// <exception cref="PackedWeightException">They do not fit together.</exception>
    public static Float8Weight Of(CheckpointTensor codes, CheckpointTensor scales, QuantizationConfig? config)
    {
        RequireMatrix(codes);
        if (config is null && scales.ElementCount != 1)
        {
            throw new PackedWeightException(codes.File, codes.Name, "config.json beside it has no quantization_config, which says how large the blocks of its scales are");
        }

        int columns = (int)codes.Shape[^1];
        bool whole = scales.ElementCount == 1 && config is null or { BlockRows: 0 };
        (int blockRows, int blockColumns) = whole ? ((int)codes.Shape[^2], columns) : (config!.BlockRows, config.BlockColumns);
        if (blockRows < 1 || blockColumns < 1)
        {
            throw new PackedWeightException(codes.File, codes.Name, $"{scales.ElementCount} scales, and quantization_config has no weight_block_size");
        }

        return Of(codes, scales, config, blockRows, blockColumns);
    }

    /// <summary>A weight with <c>weight_scale</c>, whose shape tells what each is for.</summary>
    /// <exception cref="PackedWeightException">They do not fit together.</exception>
    public static Float8Weight OfCompressed(CheckpointTensor codes, CheckpointTensor scales, QuantizationConfig config)
    {
        RequireMatrix(codes);
        (int rows, int columns) = ((int)codes.Shape[^2], (int)codes.Shape[^1]);
        long matrices = codes.Rows / rows;
        return scales.ElementCount == matrices ? Of(codes, scales, config, rows, columns)
            : scales.ElementCount == codes.Rows ? Of(codes, scales, config, blockRows: 1, columns)
            : config.BlockRows > 0 && config.BlockColumns > 0 ? Of(codes, scales, config, config.BlockRows, config.BlockColumns)
            : Of(codes, scales, config, blockRows: 1, config.Group > 0 ? config.Group : columns);
    }

    protected override float ValueOf(sbyte code) => Float8Blocks.ToFloat((byte)code);

    private static Float8Weight Of(CheckpointTensor codes, CheckpointTensor scales, QuantizationConfig? config, int blockRows, int blockColumns)
    {
        bool exponents = scales.Format == ElementFormat.Float8E8M0 || (scales.Format == ElementFormat.UInt8 && config is { HasExponentScales: true });
        int columns = (int)codes.Shape[^1];
        long grid = codes.Rows / codes.Shape[^2] * Blocked(codes.Shape[^2], blockRows) * Blocked(columns, blockColumns);
        if (scales.ElementCount != grid || !(scales.Format.IsWeightFormat() || exponents))
        {
            throw new PackedWeightException(
                codes.File, codes.Name,
                FormattableString.Invariant($"{scales.ElementCount} scales in {scales.DType}; blocks of {blockRows} by {blockColumns} want {grid}, in floating point"));
        }

        return new Float8Weight(codes, scales, exponents, blockRows, blockColumns) { Shape = codes.Shape, Group = blockColumns, Groups = (int)Blocked(columns, blockColumns) };
    }

    private static void RequireMatrix(CheckpointTensor codes)
    {
        if (codes.Format != ElementFormat.Float8E4M3)
        {
            throw new PackedWeightException(codes.File, codes.Name, $"there are scales beside it, and it is {codes.DType}; wanted F8_E4M3");
        }

        if (codes.Shape.Count < 2 || codes.ElementCount == 0 || codes.Shape[^1] > int.MaxValue / 2 || codes.Shape[^2] > int.MaxValue / 2)
        {
            throw new PackedWeightException(codes.File, codes.Name, $"E4M3 of [{string.Join(", ", codes.Shape)}]; wanted a matrix, or one for each expert");
        }
    }

    protected override void ReadCodes(long firstRow, int rows, Span<sbyte> codes)
    {
        _codes.ReadBytes(firstRow * Columns, MemoryMarshal.AsBytes(codes));
        int nothing = codes.IndexOfAny((sbyte)0x7F, unchecked((sbyte)0xFF));
        if (nothing >= 0)
        {
            throw Fault($"NaN in row {firstRow + (nothing / Columns)}");
        }
    }

    protected override void ReadGroups(long firstRow, int rows, Span<float> scales, Span<sbyte> zeros)
    {
        zeros.Clear();
        long gridRows = Blocked(_rowsOfExpert, _blockRows);
        for (int row = 0; row < rows; row++)
        {
            (long expert, long inExpert) = Math.DivRem(firstRow + row, _rowsOfExpert);
            ReadScales(((expert * gridRows) + (inExpert / _blockRows)) * Groups, scales.Slice(row * Groups, Groups));
        }
    }

    private void ReadScales(long first, Span<float> scales)
    {
        if (!_exponents)
        {
            _scales.Read(first, scales.Length, ElementFormat.Float32, MemoryMarshal.AsBytes(scales));
            return;
        }

        byte[] exponents = new byte[scales.Length];
        _scales.ReadBytes(first, exponents);
        for (int i = 0; i < scales.Length; i++)
        {
            scales[i] = exponents[i] == 0xFF ? float.NaN : MathF.ScaleB(1, exponents[i] - 127);
        }
    }

    private static long Blocked(long size, int block) => (size + block - 1) / block;
}
