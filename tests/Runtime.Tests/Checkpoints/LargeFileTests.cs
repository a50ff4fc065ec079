using System;
using System.IO;
using Modelwright.Tests;

namespace Modelwright.Runtime.Tests;

/// <summary>Files of gigabytes, nearly nothing of which is on the disk: lengths beyond what an array or a number of 32 bits holds.</summary>
public sealed class LargeFileTests : IDisposable
{
    private const long Long = 3L << 30;
    private const int Half = int.MaxValue / 2;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_tensor_of_3_GB_is_read_at_its_end()
    {
        Write("model.safetensors", SafetensorsBuilder.Raw(FormattableString.Invariant($$$"""{"a":{"dtype":"U8","shape":[{{{Long}}}],"data_offsets":[0,{{{Long}}}]}}"""), []), Long);
        Write("model.gguf", new GgufBuilder().Key("general.architecture", "qwen3").Tensor("a", 24, [48, 1 << 26], []).ToBytes(), Long);

        foreach (string name in (string[])["model.safetensors", "model.gguf"])
        {
            using Checkpoint checkpoint = Checkpoint.Open(_folder[name]);
            byte[] end = new byte[2];
            checkpoint["a"].ReadBytes(Long - 2, end);

            Assert.Equal(Long, checkpoint["a"].ByteLength);
            Assert.Equal([0, 7], end);
        }
    }

    /// <summary>Rows and columns up to where the next power of two is no number of 32 bits.</summary>
    [Theory]
    [InlineData(1, Half, null)]
    [InlineData(Half, 1, null)]
    [InlineData(1, Half + 1, "E4M3 of [1, 1073741824]; wanted a matrix")]
    [InlineData(Half + 1, 1, "E4M3 of [1073741824, 1]; wanted a matrix")]
    public void Codes_of_a_byte_have_at_most_a_thousand_million_rows_and_columns(int rows, int columns, string? said)
    {
        long codes = (long)rows * columns;
        Write("model.safetensors", SafetensorsBuilder.Raw(FormattableString.Invariant(
            $$$"""{"m.weight":{"dtype":"F8_E4M3","shape":[{{{rows}}},{{{columns}}}],"data_offsets":[0,{{{codes}}}]},"m.weight_scale_inv":{"dtype":"F32","shape":[1],"data_offsets":[{{{codes}}},{{{codes + 4}}}]}}"""), []), codes + 4);

        AssertShape([rows, columns], said);
    }

    /// <summary>AWQ with as many codes as a number of 32 bits holds: 16383 columns of 16385 words of 8 outputs; the same with a column more.</summary>
    [Theory]
    [InlineData(16383, null)]
    [InlineData(16384, "'m.qweight' is I32 [16384, 16385]; wanted a matrix of I32")]
    public void Codes_of_half_a_byte_are_as_many_as_a_number_holds(int columns, string? said)
    {
        const int words = 16385;
        (long codes, long zeros, long scales) = ((long)columns * words * sizeof(int), words * sizeof(int), words * 8 * sizeof(ushort));
        string header = FormattableString.Invariant(
            $$$"""
            {"m.qweight":{"dtype":"I32","shape":[{{{columns}}},{{{words}}}],"data_offsets":[0,{{{codes}}}]},
             "m.qzeros":{"dtype":"I32","shape":[1,{{{words}}}],"data_offsets":[{{{codes}}},{{{codes + zeros}}}]},
             "m.scales":{"dtype":"F16","shape":[1,{{{words * 8}}}],"data_offsets":[{{{codes + zeros}}},{{{codes + zeros + scales}}}]}}
            """);
        Write("model.safetensors", SafetensorsBuilder.Raw(header, []), codes + zeros + scales);
        File.WriteAllText(_folder["config.json"], """{ "quantization_config": { "quant_method": "awq", "bits": 4, "group_size": -1 } }""");

        AssertShape([words * 8, columns], said);
    }

    /// <summary>A header, and behind it bytes that are zeros but for the last.</summary>
    private void Write(string name, byte[] header, long bytes)
    {
        using FileStream file = new(_folder[name], FileMode.CreateNew);
        file.Write(header);
        file.SetLength(header.Length + bytes);
        file.Position = file.Length - 1;
        file.WriteByte(7);
    }

    private void AssertShape(long[] shape, string? said)
    {
        using Checkpoint checkpoint = Checkpoint.Open(_folder.Path);
        CheckpointView view = new(checkpoint, new WeightManifest([WeightSlot.Of("w", WeightKind.Matrix, "m.weight", [1, 1])], []));
        if (said is null)
        {
            Assert.Equal(shape, view["m.weight"].Shape);
        }
        else
        {
            Assert.Contains(said, Assert.Throws<PackedWeightException>(() => view["m.weight"]).Message, StringComparison.Ordinal);
        }
    }
}
