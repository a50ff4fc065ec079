using System;
using System.Linq;

namespace Modelwright.Runtime.Tests;

/// <summary>Quantised weights as files have them: what they stand for, and which files are refused.</summary>
public sealed partial class PackedWeightTests : IDisposable
{
    private const int Rows = 16;
    private const int Columns = 64;
    private const int Group = 32;
    private const string Gptq = """{ "quantization_config": { "quant_method": "gptq", "bits": 4, "group_size": 32 } }""";
    private const string Gptq8 = """{ "quantization_config": { "quant_method": "gptq", "bits": 8, "group_size": 32, "checkpoint_format": "gptq_v2" } }""";
    private const string Fp8 = """{ "quantization_config": { "quant_method": "fp8", "weight_block_size": [8, 32] } }""";

    private readonly TemporaryFolder _folder = new();
    private readonly Random _random = new(5);

    public void Dispose() => _folder.Dispose();

    /// <summary>GPTQ in 8 bits, the second format: zeros as they are.</summary>
    [Fact]
    public void Gptq_of_8_bits()
    {
        byte[] codes = Bytes(Rows * Columns);
        byte[] zeros = Bytes(Columns / Group * Rows);
        Half[] scales = Scales(Columns / Group * Rows);
        uint[] words = new uint[Columns / 4 * Rows];
        for (int i = 0; i < Columns; i++)
        {
            for (int o = 0; o < Rows; o++)
            {
                words[(i / 4 * Rows) + o] |= (uint)codes[(o * Columns) + i] << (8 * (i % 4));
            }
        }

        float[] values = Read(Gptq8, new SafetensorsBuilder()
            .Add("m.qweight", "I32", [Columns / 4, Rows], AsBytes(words))
            .Add("m.qzeros", "I32", [Columns / Group, Rows / 4], zeros)
            .Add("m.scales", "F16", [Columns / Group, Rows], AsBytes(scales)));

        AssertRows(values, (o, i) => (float)scales[(i / Group * Rows) + o] * (codes[(o * Columns) + i] - zeros[(i / Group * Rows) + o]));
    }

    [Theory]
    [InlineData("tensor", 1, 1)]
    [InlineData("channel", Rows, 1)]
    [InlineData("group", Rows, 2)]
    [InlineData("block", 2, 2)]
    public void Float_quantised_of_compressed_tensors(string strategy, int scaleRows, int scaleColumns)
    {
        byte[] codes = [.. Bytes(Rows * Columns).Select(static code => (code & 0x7F) == 0x7F ? (byte)0 : code)];
        float[] scales = [.. Scales(scaleRows * scaleColumns).Select(static scale => (float)scale)];
        string scheme = $$"""{ "num_bits": 8, "type": "float", "strategy": "{{strategy}}", "group_size": {{(strategy == "group" ? "32" : "null")}}, "block_structure": {{(strategy == "block" ? "[8, 32]" : "null")}} }""";
        string config = $$"""{ "quantization_config": { "quant_method": "compressed-tensors", "format": "float-quantized", "config_groups": { "group_0": { "weights": {{scheme}} } } } }""";

        float[] values = Read(config, new SafetensorsBuilder()
            .Add("m.weight", "F8_E4M3", [Rows, Columns], codes)
            .Add("m.weight_scale", "F32", strategy == "tensor" ? [1] : [scaleRows, scaleColumns], AsBytes(scales))
            .Add("m.input_scale", "F32", [1], new byte[4]));

        AssertRows(values, (o, i) => Float8Blocks.ToFloat(codes[(o * Columns) + i]) * scales[(o / (Rows / scaleRows) * scaleColumns) + (i / (Columns / scaleColumns))]);
    }

    /// <summary>Columns in groups that do not follow each other have no storage format: they are float32.</summary>
    [Fact]
    public void Groups_in_any_order_are_read_and_have_no_format()
    {
        int[] groups = [.. Enumerable.Range(0, Columns).Select(static column => column % 2)];
        SafetensorsBuilder file = GptqFile(groupOf: groups);
        Write(Gptq, file);
        using Checkpoint checkpoint = Checkpoint.Open(_folder.Path);
        CheckpointTensor tensor = new CheckpointView(checkpoint, Manifest)["m.weight"];

        Assert.Null(tensor.Packed!.Blocks);
        Assert.Contains("do not follow each other", tensor.Packed.Described, StringComparison.Ordinal);
        Assert.All(tensor.ToFloats(), static value => Assert.True(float.IsFinite(value)));
    }

    [Theory]
    [InlineData(2, "column 5 into group 2 of 2")]
    [InlineData(-2, "column 5 into group -2 of 2")]
    public void A_group_that_is_not_there_is_refused(int group, string found)
    {
        int[] groups = [.. Enumerable.Range(0, Columns).Select(static column => column / Group)];
        groups[5] = group;
        AssertRefused(Gptq, GptqFile(groupOf: groups), found);
    }

    [Fact]
    public void Missing_parts_are_named()
    {
        AssertRefused(Gptq, new SafetensorsBuilder().Add("m.qweight", "I32", [Columns / 8, Rows], new byte[Rows * Columns / 2]), "there is no 'm.qzeros'");
        AssertRefused(Gptq, new SafetensorsBuilder()
            .Add("m.qweight", "I32", [Columns / 8, Rows], new byte[Rows * Columns / 2])
            .Add("m.qzeros", "I32", [2, Rows / 8], new byte[2 * Rows / 2]), "there is no 'm.scales'");
        AssertRefused("""{ "quantization_config": { "quant_method": "compressed-tensors", "format": "pack-quantized" } }""", new SafetensorsBuilder()
            .Add("m.weight_packed", "I32", [Rows, Columns / 8], new byte[Rows * Columns / 2]), "there is no 'm.weight_scale'");
    }

    /// <summary>FP8 without scales is not quantised as anything that is read: the report names its format.</summary>
    [Fact]
    public void Codes_without_scales_are_no_weights()
    {
        Write(Fp8, new SafetensorsBuilder().Add("m.weight", "F8_E4M3", [Rows, Columns], new byte[Rows * Columns]));
        using Checkpoint checkpoint = Checkpoint.Open(_folder.Path);
        WeightProblem problem = Assert.Single(new CheckpointView(checkpoint, Manifest).Verify().WrongFormat);
        Assert.Contains("Float8E4M3", problem.Found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_scale_that_is_no_number_is_refused(float scale)
    {
        Half[] scales = Scales(2 * Rows);
        scales[Rows + 3] = (Half)scale;
        AssertRefused(Gptq, GptqFile(scales), "of row 3, group 1");
    }

    [Fact]
    public void A_code_that_is_no_number_is_refused()
    {
        byte[] codes = new byte[Rows * Columns];
        codes[(2 * Columns) + 7] = 0x7F;
        AssertRefused(Fp8, Float8File(codes, [2, 2]), "NaN in row 2");
    }

    [Theory]
    [InlineData("""{ "quantization_config": { "quant_method": "gptq", "bits": 4, "group_size": 64 } }""", "2 scales a row in F16; 64 columns in groups of 64 want 1")]
    [InlineData("""{ "quantization_config": { "quant_method": "gptq", "bits": 4, "group_size": 24 } }""", "groups of 24 want 3")]
    [InlineData("""{ "quantization_config": { "quant_method": "gptq", "bits": 4, "group_size": 2147483647 } }""", "groups of 64 want 1")]
    [InlineData("""{ "quantization_config": { "quant_method": "gptq", "bits": 3, "group_size": 32 } }""", "gptq in 3 bits")]
    [InlineData("""{ "quantization_config": { "quant_method": "gptq", "bits": 4, "group_size": 32, "checkpoint_format": "marlin" } }""", "format 'marlin'")]
    [InlineData("""{ "quantization_config": { "quant_method": "awq", "bits": 4, "group_size": 32, "version": "gemv" } }""", "format 'gemv'")]
    [InlineData("""{ "quantization_config": { "quant_method": "compressed-tensors" } }""", "'m.qweight' is written by gptq and awq")]
    [InlineData("""{ "quantization_config": { "quant_method": "gptq", "bits": 4.5 } }""", "quantization_config")]
    [InlineData("""{ "model_type": "qwen3" }""", "has no quantization_config")]
    [InlineData("""{ "quantization_config": """, "quantization_config")]
    public void A_config_that_does_not_fit_is_refused(string config, string found) => AssertRefused(config, GptqFile(), found);

    /// <summary>Outputs that are no whole words of zeros, and columns that are not as many as words hold.</summary>
    [Fact]
    public void A_packed_width_that_does_not_divide_is_refused()
    {
        AssertRefused(Gptq, new SafetensorsBuilder()
            .Add("m.qweight", "I32", [Columns / 8, Rows - 1], new byte[Columns * (Rows - 1) / 2])
            .Add("m.qzeros", "I32", [2, Rows / 8], new byte[2 * Rows / 2])
            .Add("m.scales", "F16", [2, Rows - 1], new byte[2 * (Rows - 1) * sizeof(ushort)]), "wanted 2 rows of 1 I32");
        AssertRefused("""{ "quantization_config": { "quant_method": "compressed-tensors", "format": "pack-quantized" } }""", new SafetensorsBuilder()
            .Add("m.weight_packed", "I32", [Rows, (Columns / 8) - 1], new byte[Rows * ((Columns / 8) - 1) * sizeof(uint)])
            .Add("m.weight_shape", "I64", [2], AsBytes([(long)Rows, Columns]))
            .Add("m.weight_scale", "F32", [Rows, 1], AsBytes(new float[Rows])), "I32 that hold [16, 64]");
    }

    [Theory]
    [InlineData(3, 2)]
    [InlineData(2, 1)]
    [InlineData(1, 1)]
    public void Scales_of_other_blocks_are_refused(int scaleRows, int scaleColumns) =>
        AssertRefused(Fp8, Float8File(new byte[Rows * Columns], [scaleRows, scaleColumns]), "blocks of 8 by 32 want 4");

    [Fact]
    public void A_weight_in_two_ways_is_refused() => AssertRefused(Gptq, GptqFile().Add("m.weight_packed", "I32", [Rows, Columns / 8], new byte[Rows * Columns / 2]), "it is there twice");

    [Theory]
    [InlineData("m.weight_scale_inv")]
    [InlineData("m.weight_scale")]
    public void Scales_beside_a_plain_weight_speak_against_the_model(string scale)
    {
        Write(Fp8, new SafetensorsBuilder().Add("m.weight", "BF16", [Rows, Columns], new byte[Rows * Columns * 2]).Add(scale, "F32", [2, 2], AsBytes(new float[4])));
        using Checkpoint checkpoint = Checkpoint.Open(_folder.Path);
        Assert.Equal(scale, Assert.Single(new CheckpointView(checkpoint, Manifest).Verify().Conflicts).Key);
    }

    /// <summary>The tensors decide; where a list says otherwise there is a warning.</summary>
    [Theory]
    [InlineData("m", 1)]
    [InlineData("re:.*m$", 1)]
    [InlineData("lm_head", 0)]
    [InlineData("re:(", 0)]
    public void A_list_that_disagrees_is_a_warning(string entry, int warnings)
    {
        Write($$"""{ "quantization_config": { "quant_method": "gptq", "bits": 4, "group_size": 32, "modules_to_not_convert": ["{{entry}}"] } }""", GptqFile());
        using Checkpoint checkpoint = Checkpoint.Open(_folder.Path);
        WeightReport report = new CheckpointView(checkpoint, Manifest).Verify();
        Assert.Equal(warnings, report.FileWarnings.Count);
        Assert.True(report.IsComplete);
    }
}
