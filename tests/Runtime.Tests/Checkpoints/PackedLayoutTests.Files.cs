using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;

namespace Modelwright.Runtime.Tests;

/// <summary>How the files are written, and read.</summary>
public sealed partial class PackedLayoutTests
{
    private static IEnumerable<(int Row, int Column)> Places(int columns = Columns) => Enumerable.Range(0, Rows * columns).Select(i => (i / columns, i % columns));

    private static int Code(int row, int column, int bits) => ((row * 31) + (column * 7) + (row * column)) % (1 << bits);

    private static int Zero(int row, int group, int bits) => 1 + (((row * 5) + (group * 3)) % ((1 << bits) - 1));

    private static float Scale(int row, int group) => 0.25f * (1 + ((row + (7 * group)) % 11));

    private static int ZeroOf(string layout, int row, int group, int bits) => layout == "symmetric" ? 1 << (bits - 1) : Zero(row, group, bits);

    private static string Config(string layout, int bits, int group) => layout switch
    {
        "awq" => $$"""{ "quantization_config": { "quant_method": "awq", "bits": {{bits}}, "group_size": {{group}}, "version": "gemm" } }""",
        "gptq" or "gptq_v2" => $$"""{ "quantization_config": { "quant_method": "gptq", "bits": {{bits}}, "group_size": {{group}}, "checkpoint_format": "{{layout}}" } }""",
        _ => $$"""{ "quantization_config": { "quant_method": "compressed-tensors", "format": "pack-quantized", "config_groups": { "g": { "weights": { "num_bits": {{bits}}, "group_size": {{group}} } } } } }""",
    };

    private static SafetensorsBuilder File(string layout, int bits, int group, bool wide, int columns = Columns, string? without = null)
    {
        SafetensorsBuilder file = new();
        int fields = 32 / bits, groups = (columns + group - 1) / group, words = (columns + fields - 1) / fields;
        if (layout is "symmetric" or "asymmetric")
        {
            Add("m.weight_packed", "I32", [Rows, words], Packed(Rows, words, bits, (row, word, field) => (word * fields) + field < columns ? Code(row, (word * fields) + field, bits) : 0));
            Add("m.weight_shape", "I64", [2], Bytes([(long)Rows, columns]));
            AddScales("m.weight_scale", [Rows, groups], Enumerable.Range(0, Rows * groups).Select(i => Scale(i / groups, i % groups)));
            if (layout == "asymmetric")
            {
                Add("m.weight_zero_point", "I32", [(Rows + fields - 1) / fields, groups], Packed((Rows + fields - 1) / fields, groups, bits, (word, of, field) => Zero((word * fields) + field, of, bits)));
            }

            return file;
        }

        int offset = layout == "gptq" ? 1 : 0;
        int OutputOf(int word, int field) => (word * fields) + (layout == "awq" ? AwqOutputs[field] : field);
        _ = layout == "awq"
            ? Add("m.qweight", "I32", [columns, Rows / fields], Packed(columns, Rows / fields, bits, (column, word, field) => Code(OutputOf(word, field), column, bits)))
            : Add("m.qweight", "I32", [words, Rows], Packed(words, Rows, bits, (word, row, field) => Code(row, (word * fields) + field, bits)));
        Add("m.qzeros", "I32", [groups, Rows / fields], Packed(groups, Rows / fields, bits, (of, word, field) => Zero(OutputOf(word, field), of, bits) - offset));
        AddScales("m.scales", [groups, Rows], Enumerable.Range(0, Rows * groups).Select(i => Scale(i % Rows, i / Rows)));
        return file;

        SafetensorsBuilder Add(string name, string type, int[] shape, byte[] data) => name == without ? file : file.Add(name, type, shape, data);

        void AddScales(string name, int[] shape, IEnumerable<float> scales) =>
            _ = wide ? Add(name, "F32", shape, Bytes(scales.ToArray())) : Add(name, "F16", shape, Bytes(scales.Select(static scale => (Half)scale).ToArray()));
    }

    private static byte[] Packed(int rows, int columns, int bits, Func<int, int, int, int> code)
    {
        uint[] words = new uint[rows * columns];
        for (int i = 0; i < words.Length; i++)
        {
            for (int field = 0; field < 32 / bits; field++)
            {
                words[i] |= (uint)code(i / columns, i % columns, field) << (field * bits);
            }
        }

        return Bytes(words);
    }

    private static float[] Floats(CheckpointTensor tensor, int first, int rows)
    {
        float[] values = new float[rows * Columns];
        tensor.Packed!.Read(first, rows, values);
        return values;
    }

    private static float[] Stored(CheckpointTensor tensor, int first, int rows, GroupedColumns? order)
    {
        ScaledBlocks blocks = tensor.Packed!.BlocksIn(order)!;
        int bytes = (int)blocks.RowBytes(Columns), stride = bytes + 12;
        byte[] stored = [.. Enumerable.Repeat((byte)0xEE, rows * stride)];
        tensor.Packed.Store(first, rows, stride, stored, order);
        float[] values = new float[rows * Columns];
        for (int row = 0; row < rows; row++)
        {
            blocks.Decode(stored.AsSpan(row * stride, bytes), values.AsSpan(row * Columns, Columns));
        }

        return values;
    }

    private static byte[] Bytes<T>(T[] values)
        where T : unmanaged => MemoryMarshal.AsBytes(values.AsSpan()).ToArray();
}
