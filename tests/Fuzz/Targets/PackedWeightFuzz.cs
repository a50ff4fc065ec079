using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Modelwright.Runtime;

namespace Modelwright.Fuzz;

/// <summary>Quantised checkpoints of every kind: the file and the <c>quantization_config</c> beside it, changed together.</summary>
public class PackedWeightFuzz
{
    private const int Rows = 16;
    private const int Columns = 64;

    /// <summary>Between config and file.</summary>
    private static readonly byte[] Border = "\u0001\u0002border\u0002\u0001"u8.ToArray();

    private static readonly WeightManifest Manifest = new([WeightSlot.Of("m", WeightKind.Matrix, "m.weight", [Rows, Columns], 0)], []);

    [Fact]
    public void Gptq() => Run(
        Seed("""{"quant_method":"gptq","bits":4,"group_size":32,"desc_act":true,"sym":true,"checkpoint_format":"gptq"}""", [.. GptqTensors(bits: 4), Order("m.g_idx")]),
        Seed("""{"quant_method":"gptq","bits":8,"group_size":32,"desc_act":false,"sym":false,"checkpoint_format":"gptq_v2"}""", GptqTensors(bits: 8)));

    [Fact]
    public void Awq() => Run(Seed(
        """{"quant_method":"awq","bits":4,"group_size":32,"version":"gemm","zero_point":true}""",
        [new("m.qweight", "I32", [Columns, Rows / 8], Bytes(4 * Columns * Rows / 8)), new("m.qzeros", "I32", [2, Rows / 8], Bytes(4 * 2 * Rows / 8)), Halves("m.scales", 2, Rows)]));

    [Fact]
    public void Compressed_tensors() => Run(
        Seed(Compressed("pack-quantized", """{"num_bits":4,"type":"int","strategy":"group","group_size":32,"symmetric":true}"""), Packed()),
        Seed(
            Compressed("pack-quantized", """{"num_bits":4,"type":"int","strategy":"group","group_size":32,"symmetric":false,"actorder":"group"}"""),
            [.. Packed(), new("m.weight_zero_point", "I32", [Rows / 8, 2], Bytes(4 * 2 * Rows / 8)), Order("m.weight_g_idx")]),
        Seed(Compressed("float-quantized", """{"num_bits":8,"type":"float","strategy":"channel","symmetric":true}"""), [Codes(), Floats("m.weight_scale", Rows, 1)]));

    [Fact]
    public void Float8() => Run(
        Seed("""{"quant_method":"fp8","fmt":"e4m3","activation_scheme":"dynamic","weight_block_size":[8,32]}""", [Codes(), Floats("m.weight_scale_inv", 2, 2)]),
        Seed("""{"quant_method":"fp8","fmt":"e4m3","activation_scheme":"dynamic","weight_block_size":[128,128]}""", [Codes(), Halves("m.weight_scale_inv", 1, 1)]));

    private static void Run(params byte[][] seeds)
    {
        using FuzzedFile file = new("model.safetensors");
        FuzzRun.Run(seeds, bytes => Read(file, bytes), static e => e is CheckpointException);
    }

    /// <summary>What is accepted can be read as numbers, and as the plan would keep it, columns in groups and not.</summary>
    private static void Read(FuzzedFile file, byte[] bytes)
    {
        int border = bytes.AsSpan().IndexOf(Border);
        string path = file.Write(border < 0 ? bytes : bytes[(border + Border.Length)..]);
        string folder = Path.GetDirectoryName(path)!;
        File.WriteAllBytes(Path.Combine(folder, "config.json"), border < 0 ? [] : bytes[..border]);
        using Checkpoint checkpoint = Checkpoint.Open(folder);
        WeightReader reader = new(checkpoint, Manifest);
        WeightSlot slot = Manifest.Slots[0];
        foreach (Func<WeightSlot, bool>? reordered in (Func<WeightSlot, bool>?[])[null, static _ => true])
        {
            StoragePlan plan = StoragePlan.Of(WeightStorage.AsStored, reader, new Dictionary<int, int> { [0] = 1 }, reordered);
            foreach (RowFormat part in plan.Of(slot, layer: 0))
            {
                byte[] rows = new byte[part.Rows * part.Format.RowBytes(Columns)];
                reader.ReadRows(slot, layer: 0, part.FirstRow, part.Rows, part.Format, plan.OrdersOf(slot, layer: 0), rows);
            }
        }

        Assert.Equal(Rows * Columns * sizeof(float), reader.ReadAll(slot, layer: 0, ElementFormat.Float32).Length);
    }

    private static string Compressed(string format, string weights) =>
        $$"""{"quant_method":"compressed-tensors","format":"{{format}}","config_groups":{"group_0":{"targets":["Linear"],"weights":{{weights}},"input_activations":null} },"ignore":["lm_head"]}""";

    private static Tensor[] GptqTensors(int bits) =>
    [
        new("m.qweight", "I32", [Columns * bits / 32, Rows], Bytes(Columns * bits / 8 * Rows)), new("m.qzeros", "I32", [2, Rows * bits / 32], Bytes(2 * Rows * bits / 8, most: 0x70)),
        Halves("m.scales", 2, Rows),
    ];

    private static Tensor[] Packed() =>
    [
        new("m.weight_packed", "I32", [Rows, Columns / 8], Bytes(4 * Rows * Columns / 8)), Halves("m.weight_scale", Rows, 2),
        new("m.weight_shape", "I64", [2], [.. BitConverter.GetBytes((long)Rows), .. BitConverter.GetBytes((long)Columns)]),
    ];

    private static Tensor Codes() => new("m.weight", "F8_E4M3", [Rows, Columns], Bytes(Rows * Columns, most: 0x7E));

    /// <summary>Every second column in the second group.</summary>
    private static Tensor Order(string name) => new(name, "I32", [Columns], [.. Enumerable.Range(0, Columns).SelectMany(static i => BitConverter.GetBytes(i % 2))]);

    private static Tensor Halves(string name, int rows, int columns) => new(name, "F16", [rows, columns], [.. Enumerable.Range(1, rows * columns).SelectMany(static i => BitConverter.GetBytes((Half)(i / 64f)))]);

    private static Tensor Floats(string name, int rows, int columns) => new(name, "F32", [rows, columns], [.. Enumerable.Range(1, rows * columns).SelectMany(static i => BitConverter.GetBytes(i / 64f))]);

    private static byte[] Bytes(int count, int most = 0xFF) => [.. Enumerable.Range(0, count).Select(i => (byte)(i * 37 % (most + 1)))];

    private static byte[] Seed(string quantisation, Tensor[] tensors)
    {
        List<string> entries = [];
        int at = 0;
        foreach (Tensor tensor in tensors)
        {
            entries.Add($$"""  "{{tensor.Name}}":{"dtype":"{{tensor.DType}}","shape":[{{string.Join(',', tensor.Shape)}}],"data_offsets":[{{at}},{{at + tensor.Data.Length}}]}""");
            at += tensor.Data.Length;
        }

        byte[] header = System.Text.Encoding.UTF8.GetBytes("{" + string.Join(',', entries) + "}");
        byte[] config = System.Text.Encoding.UTF8.GetBytes($$"""{"model_type":"qwen3","quantization_config":{{quantisation}}}""");
        return [.. config, .. Border, .. BitConverter.GetBytes((long)header.Length), .. header, .. tensors.SelectMany(static tensor => tensor.Data)];
    }

    private sealed record Tensor(string Name, string DType, int[] Shape, byte[] Data);
}
