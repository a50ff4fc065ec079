using System;
using System.Runtime.InteropServices;

namespace Modelwright.Runtime;

/// <summary>
/// GPTQ and AWQ: transposed matrices, whose words stand by columns (inputs). GPTQ packs codes along the inputs and AWQ along the outputs, in an order of its own; both pack
/// zeros along the outputs. GPTQ's first format stores zeros less one.
/// </summary>
internal sealed class OutputPackedWeight : GroupedWeight
{
    /// <summary>Where AWQ has each of 8 outputs in a word.</summary>
    private static readonly int[] AwqOrder = [0, 4, 1, 5, 2, 6, 3, 7];

    private readonly PackedWords _codes;
    private readonly PackedWords _zeros;
    private readonly bool _awq;
    private readonly int _zeroOffset;

    private OutputPackedWeight(CheckpointTensor codes, CheckpointTensor zeros, CheckpointTensor scales, string name, int bits, int group, int columns, int[]? groupOf, bool awq, int zeroOffset)
        : base(codes, name, scales, bits, group, columns, groupOf, zeros: true)
    {
        (_codes, _zeros, _awq, _zeroOffset) = (new PackedWords(codes), new PackedWords(zeros), awq, zeroOffset);
    }

    /// <exception cref="PackedWeightException">They do not fit together, or the config asks for what is not read.</exception>
    public static OutputPackedWeight Of(string name, CheckpointTensor codes, CheckpointTensor zeros, CheckpointTensor scales, CheckpointTensor? groupOf, QuantizationConfig config)
    {
        bool awq = config.Method == "awq";
        string[] layouts = awq ? ["gemm", ""] : ["gptq", "gptq_v2", ""];
        if (Array.IndexOf(layouts, config.Layout.ToLowerInvariant()) < 0 || (awq ? config.Bits != 4 : config.Bits is not (4 or 8)))
        {
            throw new PackedWeightException(codes.File, name, $"{config.Method} in {config.Bits} bits, format '{config.Layout}'; read are {(awq ? "4 bits, 'gemm'" : "4 and 8 bits, 'gptq' and 'gptq_v2'")}");
        }

        int fields = 32 / config.Bits;
        Require(codes.Format == ElementFormat.Int32 && codes.Shape.Count == 2 && codes.ElementCount > 0 && codes.ElementCount <= int.MaxValue / fields, codes, name, "a matrix of I32");
        int columns = checked((int)(awq ? codes.Shape[0] : codes.Shape[0] * fields));
        int outputs = checked((int)(awq ? codes.Shape[1] * fields : codes.Shape[1]));
        Require(scales.Shape.Count == 2 && scales.Shape[1] == outputs, scales, name, $"a row of {outputs} scales a group");
        (int group, int groups) = GroupsOf(scales, name, scales.Shape[0], columns, config.Group);
        Require(zeros.Format == ElementFormat.Int32 && zeros.Shape.Count == 2 && zeros.Shape[0] == groups && zeros.Shape[1] * fields == outputs, zeros, name, $"{groups} rows of {outputs / fields} I32");
        int[]? order = awq ? null : ReadGroupOf(groupOf, name, columns, group, groups);
        return new OutputPackedWeight(codes, zeros, scales, name, config.Bits, group, columns, order, awq, zeroOffset: awq || config.Layout == "gptq_v2" ? 0 : 1)
        {
            Shape = [outputs, columns],
            Group = group,
            Groups = groups,
        };
    }

    protected override void ReadCodes(long firstRow, int rows, Span<sbyte> codes)
    {
        if (_awq)
        {
            ReadAlongOutputs(firstRow, rows, codes);
            return;
        }

        uint[] words = new uint[rows];
        for (int word = 0; word < _codes.Rows; word++)
        {
            _codes.Read(word, firstRow, words);
            for (int row = 0; row < rows; row++)
            {
                for (int field = 0; field < Fields; field++)
                {
                    codes[(row * Columns) + (word * Fields) + field] = (sbyte)(PackedWords.Field(words[row], field, Bits) - Middle);
                }
            }
        }
    }

    protected override void ReadGroups(long firstRow, int rows, Span<float> scales, Span<sbyte> zeros)
    {
        float[] ofGroup = new float[rows];
        uint[] words = Words(firstRow, rows);
        for (int group = 0; group < Groups; group++)
        {
            Scales.Read((group * Shape[0]) + firstRow, rows, ElementFormat.Float32, MemoryMarshal.AsBytes(ofGroup.AsSpan()));
            _zeros.Read(group, firstRow / Fields, words);
            for (int row = 0; row < rows; row++)
            {
                scales[(row * Groups) + group] = ofGroup[row];
                zeros[(row * Groups) + group] = Zero(Output(words, firstRow, row) + _zeroOffset);
            }
        }
    }

    private void ReadAlongOutputs(long firstRow, int rows, Span<sbyte> codes)
    {
        uint[] words = Words(firstRow, rows);
        for (int column = 0; column < Columns; column++)
        {
            _codes.Read(column, firstRow / Fields, words);
            for (int row = 0; row < rows; row++)
            {
                codes[(row * Columns) + column] = (sbyte)(Output(words, firstRow, row) - Middle);
            }
        }
    }

    /// <summary>Room for the words that have these rows.</summary>
    private uint[] Words(long firstRow, int rows) => new uint[((firstRow + rows - 1) / Fields) - (firstRow / Fields) + 1];

    private int Output(uint[] words, long firstRow, int row)
    {
        int field = (int)((firstRow + row) % Fields);
        return PackedWords.Field(words[((firstRow + row) / Fields) - (firstRow / Fields)], _awq ? AwqOrder[field] : field, Bits);
    }
}
