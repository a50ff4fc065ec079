using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using Modelwright.Tests;

namespace Modelwright.Runtime.Tests;

/// <summary>Weights of gated delta rule layers in GGUF files, taken back row by row to where Hugging Face has them.</summary>
public sealed partial class GgufDeltaNetTests : IDisposable
{
    private const int KeyHeads = 2;
    private const int Ratio = 3;
    private const int ValueHeads = KeyHeads * Ratio;
    private const int KeyDim = 8;
    private const int ValueDim = 64;
    private const int Columns = 64;
    private const int Keys = KeyHeads * KeyDim;
    private const int Values = ValueHeads * ValueDim;
    private const int Taps = 4;
    private const string Layer = "model.layers.0.linear_attn.";
    private const uint Float32 = 0;
    private const uint Float16 = 1;
    private const uint Q8 = 8;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Qwen3.5: the value heads of a key head lie as many apart as there are key heads.</summary>
    [Theory]
    [InlineData("qwen35", Float32)]
    [InlineData("qwen35moe", Float32)]
    [InlineData("qwen35", Q8)]
    public void Value_heads_are_sorted_back(string architecture, uint type)
    {
        using Checkpoint checkpoint = Open(File(architecture)
            .Tensor("blk.0.attn_qkv.weight", type, [(2 * Keys) + Values, Columns], Matrix(type, (2 * Keys) + Values, Columns))
            .Tensor("blk.0.attn_gate.weight", type, [Values, Columns], Matrix(type, Values, Columns))
            .Tensor("blk.0.ssm_beta.weight", type, [ValueHeads, Columns], Matrix(type, ValueHeads, Columns))
            .Tensor("blk.0.ssm_alpha.weight", type, [ValueHeads, Columns], Matrix(type, ValueHeads, Columns))
            .Tensor("blk.0.ssm_out.weight", type, [5, Values], Matrix(type, 5, Values)));

        AssertRows(checkpoint, "in_proj_qkv.weight", type, Columns, [.. Enumerable.Range(0, 2 * Keys), .. OfValues(ValueDim, 2 * Keys)]);
        AssertRows(checkpoint, "in_proj_z.weight", type, Columns, [.. OfValues(ValueDim, 0)]);
        AssertRows(checkpoint, "in_proj_b.weight", type, Columns, [.. OfValues(1, 0)]);
        AssertRows(checkpoint, "in_proj_a.weight", type, Columns, [.. OfValues(1, 0)]);
        AssertRows(checkpoint, "out_proj.weight", type, Values, [0, 1, 2, 3, 4], [.. OfValues(ValueDim, 0)]);
    }

    /// <summary>Small ones are numbers: taps of value channels, logarithms of decays, steps; norms lose the 1 that was added, but for the layer's own.</summary>
    [Fact]
    public void Small_weights_are_computed()
    {
        using Checkpoint checkpoint = Open(File("qwen35")
            .Floats("blk.0.ssm_conv1d.weight", [(2 * Keys) + Values, Taps])
            .Floats("blk.0.ssm_a", [ValueHeads], -10)
            .Floats("blk.0.ssm_dt.bias", [ValueHeads], 3)
            .Floats("blk.0.attn_norm.weight", [3], 5)
            .Floats("blk.0.ssm_norm.weight", [3], 5)
            .Floats("blk.0.attn_q_norm.weight", [3], 9)
            .Floats("output_norm.weight", [3], 7));

        CheckpointTensor filter = checkpoint[Layer + "conv1d.weight"];
        Assert.Equal([(2 * Keys) + Values, 1, Taps], filter.Shape);
        Assert.Equal(((int[])[.. Enumerable.Range(0, 2 * Keys), .. OfValues(ValueDim, 2 * Keys)]).SelectMany(static row => Enumerable.Range(row * Taps, Taps)).Select(static i => (float)i), filter.ToFloats());
        Assert.Equal("F32", filter.DType);
        float[] rest = new float[100];
        filter.Read(40 * Taps, rest.Length, ElementFormat.Float32, MemoryMarshal.AsBytes(rest.AsSpan()));
        Assert.Equal(filter.ToFloats()[(40 * Taps)..((40 * Taps) + rest.Length)], rest);
        Assert.Equal(OfValues(1, 0).Select(static head => MathF.Log(10 - head)), checkpoint[Layer + "A_log"].ToFloats());
        Assert.Equal(OfValues(1, 0).Select(static head => 3f + head), checkpoint[Layer + "dt_bias"].ToFloats());
        Assert.Equal([4f, 5, 6], checkpoint["model.layers.0.input_layernorm.weight"].ToFloats());
        Assert.Equal([5f, 6, 7], checkpoint[Layer + "norm.weight"].ToFloats());
        Assert.Equal([8f, 9, 10], checkpoint["model.layers.0.self_attn.q_norm.weight"].ToFloats());
        Assert.Equal([6f, 7, 8], checkpoint["model.norm.weight"].ToFloats());
    }

    /// <summary>Qwen3-Next: in_proj_qkvz has q, k, v and z of a key head together, and nothing is sorted.</summary>
    [Theory]
    [InlineData(Float32, Float32)]
    [InlineData(Q8, Q8)]
    [InlineData(Q8, Float32)]
    [InlineData(Float16, Float32)]
    [InlineData(Float16, Float16)]
    public void Projections_are_joined_by_key_head(uint type, uint gateType)
    {
        using Checkpoint checkpoint = Open(File("qwen3next")
            .Tensor("blk.0.attn_qkv.weight", type, [(2 * Keys) + Values, Columns], Matrix(type, (2 * Keys) + Values, Columns))
            .Tensor("blk.0.attn_gate.weight", gateType, [Values, Columns], Matrix(gateType, Values, Columns))
            .Tensor("blk.0.ssm_out.weight", type, [5, Values], Matrix(type, 5, Values))
            .Tensor("blk.1.attn_gate.weight", gateType, [Values, Columns], Matrix(gateType, Values, Columns))
            .Floats("blk.0.ssm_a", [ValueHeads], -10)
            .Floats("blk.0.ssm_conv1d.weight", [(2 * Keys) + Values, Taps]));
        (uint Type, int Row)[] rows = [.. Enumerable.Range(0, KeyHeads).SelectMany(head => ((uint, int)[])
        [
            .. Enumerable.Range(head * KeyDim, KeyDim).Select(row => (type, row)),
            .. Enumerable.Range(Keys + (head * KeyDim), KeyDim).Select(row => (type, row)),
            .. Enumerable.Range((2 * Keys) + (head * Ratio * ValueDim), Ratio * ValueDim).Select(row => (type, row)),
            .. Enumerable.Range(head * Ratio * ValueDim, Ratio * ValueDim).Select(row => (gateType, row)),
        ])];

        CheckpointTensor joined = checkpoint[Layer + "in_proj_qkvz.weight"];

        Assert.Equal([(2 * Keys) + (2 * Values), Columns], joined.Shape);
        Assert.Equal(rows.SelectMany(static row => Enumerable.Range(0, Columns).Select(column => Number(row.Type, row.Row, column))), joined.ToFloats());
        Assert.Equal(type == Q8 || gateType == Q8, joined.Packed!.IsQuantised);
        Assert.Equal(type == Q8 && gateType == Q8, joined.Packed.Blocks is not null);
        Assert.Equal(type == Q8 ? "Q8_0" : type == Float16 ? "F16" : "F32", joined.DType);
        Assert.Equal(joined.DType, joined.Packed.Described);
        Assert.Equal(type == gateType ? checkpoint[Layer + "out_proj.weight"].Format : ElementFormat.Float32, joined.Packed.Element);
        AssertRows(checkpoint, "out_proj.weight", type, Values, [0, 1, 2, 3, 4], [.. Enumerable.Range(0, Values)]);
        Assert.Equal(Enumerable.Range(0, ValueHeads).Select(static head => MathF.Log(10 - head)), checkpoint[Layer + "A_log"].ToFloats());
        Assert.Equal(Enumerable.Range(0, ((2 * Keys) + Values) * Taps).Select(static i => (float)i), checkpoint[Layer + "conv1d.weight"].ToFloats());
        // What has become part of another has no name of its own; what has not keeps the file's.
        Assert.False(checkpoint.TryGet("blk.0.attn_gate.weight", out _));
        Assert.True(checkpoint.TryGet("blk.1.attn_gate.weight", out _));
    }

    /// <summary>Other architectures: norms as they are, a gate of a shared expert as a row, stacked experts apart, and everything else under its own name.</summary>
    [Fact]
    public void Other_architectures_are_renamed_alone()
    {
        using Checkpoint checkpoint = Open(new GgufBuilder().Key("general.architecture", "qwen3moe")
            .Floats("blk.0.attn_norm.weight", [3], 5)
            .Floats("blk.0.ffn_gate_inp_shexp.weight", [4], 1)
            .Floats("blk.1.ffn_gate_inp_shexp.weight", [1, 4], 1)
            .Floats("blk.0.ffn_up_exps.weight", [2, 3, 4], 100)
            .Floats("blk.1.ffn_up_exps.weight", [3, 4], 200)
            .Floats("blk.0.other", [2, 1, 2], 300)
            .Floats("blk.0.attn_gate.weight", [2, 2], 400));

        Assert.Equal([5f, 6, 7], checkpoint["model.layers.0.input_layernorm.weight"].ToFloats());
        Assert.Equal([1L, 4], checkpoint["model.layers.0.mlp.shared_expert_gate.weight"].Shape);
        Assert.Equal([1L, 4], checkpoint["model.layers.1.mlp.shared_expert_gate.weight"].Shape);
        Assert.Equal(Enumerable.Range(112, 12).Select(static i => (float)i), checkpoint["model.layers.0.mlp.experts.1.up_proj.weight"].ToFloats());
        Assert.Equal([3L, 4], checkpoint["blk.1.ffn_up_exps.weight"].Shape);
        Assert.Equal([300f, 301, 302, 303], checkpoint["blk.0.other"].ToFloats());
        Assert.Equal(16, checkpoint["blk.0.attn_gate.weight"].ByteLength);
    }

    /// <summary>A value head for each key head: nothing to sort, so tensors are the file's own.</summary>
    [Fact]
    public void Nothing_is_sorted_where_each_key_head_has_one_value_head()
    {
        using Checkpoint checkpoint = Open(File("qwen35", valueHeads: KeyHeads).Floats("blk.0.attn_gate.weight", [KeyHeads * ValueDim, 1]).Floats("blk.0.ssm_out.weight", [1, KeyHeads * ValueDim]));

        Assert.Null(checkpoint[Layer + "in_proj_z.weight"].Packed);
        Assert.Null(checkpoint[Layer + "out_proj.weight"].Packed);
    }

    /// <summary>Codes stay packed under sorted columns only where a head's are whole groups.</summary>
    [Theory]
    [InlineData(64, true)]
    [InlineData(16, false)]
    public void Sorted_columns_stay_packed_in_whole_groups(int valueDim, bool packed)
    {
        int values = ValueHeads * valueDim;
        using Checkpoint checkpoint = Open(File("qwen35", valueDim: valueDim).Tensor("blk.0.ssm_out.weight", Q8, [3, (ulong)values], Matrix(Q8, 3, values)));
        CheckpointTensor tensor = checkpoint[Layer + "out_proj.weight"];

        Assert.Equal(packed, tensor.Packed!.Blocks is not null);
        Assert.Equal(Enumerable.Range(0, 3).SelectMany(row => OfValues(valueDim, 0).Select(column => Number(Q8, row, column))), tensor.ToFloats());
    }

    /// <summary>A tensor of another size than the header says is none of the layer's: it keeps the file's name.</summary>
    [Theory]
    [InlineData("attn_qkv.weight", (2 * Keys) + Values + 1, Columns)]
    [InlineData("attn_gate.weight", Values - 1, Columns)]
    [InlineData("ssm_beta.weight", ValueHeads + 1, Columns)]
    [InlineData("ssm_alpha.weight", ValueHeads - 1, Columns)]
    [InlineData("ssm_out.weight", 3, Values - 1)]
    [InlineData("ssm_conv1d.weight", (2 * Keys) + Values - 1, Taps)]
    [InlineData("ssm_a", ValueHeads + 1, 0)]
    [InlineData("ssm_dt.bias", ValueHeads - 1, 0)]
    [InlineData("attn_gate.weight", Values, 0)]
    public void Other_sizes_keep_their_names(string name, int rows, int columns)
    {
        using Checkpoint checkpoint = Open(File("qwen35").Floats("blk.0." + name, columns == 0 ? [(ulong)rows] : [(ulong)rows, (ulong)columns]));

        Assert.Equal("blk.0." + name, Assert.Single(checkpoint.Names));
    }

    [Theory]
    [InlineData((2 * Keys) + Values - 1, Values, Columns, Columns)]
    [InlineData((2 * Keys) + Values, Values + 1, Columns, Columns)]
    [InlineData((2 * Keys) + Values, Values, Columns, Columns - 1)]
    public void Halves_that_do_not_fit_are_not_joined(int rows, int gateRows, int columns, int gateColumns)
    {
        using Checkpoint checkpoint = Open(File("qwen3next").Floats("blk.0.attn_qkv.weight", [(ulong)rows, (ulong)columns]).Floats("blk.0.attn_gate.weight", [(ulong)gateRows, (ulong)gateColumns]));

        Assert.DoesNotContain(Layer + "in_proj_qkvz.weight", checkpoint.Names);
    }

    [Theory]
    [InlineData("ssm_dt.bias")]
    [InlineData("ssm_dt.weight")]
    [InlineData("ssm_dt")]
    public void Steps_have_several_names(string name)
    {
        using Checkpoint checkpoint = Open(File("qwen3next").Floats("blk.0." + name, [ValueHeads], 3));

        Assert.Equal(3, checkpoint[Layer + "dt_bias"].ToFloats()[0]);
    }

    [Theory]
    [InlineData(2, 5, 8, 320, "'ssm.group_count' is 2, 'ssm.time_step_rank' 5 and 'ssm.inner_size' 320; wanted each a multiple of the one before")]
    [InlineData(2, 6, 8, 320, "'ssm.time_step_rank' 6 and 'ssm.inner_size' 320")]
    [InlineData(0, 6, 8, 384, "'qwen35.ssm.group_count' is 0; wanted at least 1 and at most 1048576")]
    [InlineData(2, 6, 1048577, 384, "'qwen35.ssm.state_size' is 1048577; wanted at least 1")]
    [InlineData(2, 6, 1048576, 384, null)]
    [InlineData(1, 1, 1, 1, null)]
    public void Sizes_are_multiples_within_limits(uint keyHeads, uint valueHeads, uint keyDim, uint inner, string? said)
    {
        GgufBuilder file = new GgufBuilder().Key("general.architecture", "qwen35").Key("qwen35.ssm.group_count", keyHeads).Key("qwen35.ssm.time_step_rank", valueHeads)
            .Key("qwen35.ssm.state_size", keyDim).Key("qwen35.ssm.inner_size", inner).Floats("output.weight", [1]);
        if (said is null)
        {
            Open(file).Dispose();
            return;
        }

        CheckpointHeaderException e = Assert.Throws<CheckpointHeaderException>(() => Open(file));
        Assert.Contains(said, e.Message, StringComparison.Ordinal);
    }

    /// <summary>Where the file has each of Hugging Face's value rows: head j of key head k is the (j * key heads + k)th there.</summary>
    private static IEnumerable<int> OfValues(int each, int behind) =>
        from keyHead in Enumerable.Range(0, KeyHeads)
        from j in Enumerable.Range(0, Ratio)
        from i in Enumerable.Range(0, each)
        select behind + (((j * KeyHeads) + keyHead) * each) + i;
}
