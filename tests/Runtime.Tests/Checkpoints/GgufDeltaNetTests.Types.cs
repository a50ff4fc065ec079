using System;
using System.Linq;
using Modelwright.Tests;

namespace Modelwright.Runtime.Tests;

/// <content>Types that are not the usual ones, and gates that belong to nobody.</content>
public sealed partial class GgufDeltaNetTests
{
    private const uint Q4K = 12;
    private const uint Int32 = 26;

    [Fact]
    public void Sorted_rows_are_described_as_those_of_the_file_are()
    {
        const int columns = 256;
        using Checkpoint checkpoint = Open(File("qwen35").Tensor("blk.0.attn_gate.weight", Q4K, [Values, columns], new byte[Values * 144]));

        CheckpointTensor sorted = checkpoint[Layer + "in_proj_z.weight"];

        Assert.IsType<ArrangedWeight>(sorted.Packed);
        Assert.Equal("Q4_K, groups of 32 with offsets that are no whole number of steps", sorted.Packed.Described);
        Assert.Equal(("Q4_K", ElementFormat.Float16, true), (sorted.DType, sorted.Format, sorted.Packed.IsQuantised));
    }

    /// <summary>Decays and steps that are no weights keep their type, by which they are refused.</summary>
    [Theory]
    [InlineData("ssm_a", "A_log")]
    [InlineData("ssm_dt.bias", "dt_bias")]
    public void Whole_numbers_for_heads_are_no_weights(string stored, string name)
    {
        using Checkpoint checkpoint = Open(File("qwen35").Tensor("blk.0." + stored, Int32, [ValueHeads], new byte[ValueHeads * 4]));

        CheckpointTensor heads = checkpoint[Layer + name];

        Assert.Equal(("I32", ElementFormat.Int32), (heads.DType, heads.Format));
        Assert.Throws<TensorFormatException>(() => heads.ToFloats());
    }

    /// <summary>In Qwen3.5 a gate is no part of another tensor, so one of a size that does not fit keeps the file's name beside the rest.</summary>
    [Fact]
    public void A_gate_that_does_not_fit_is_not_lost()
    {
        using Checkpoint checkpoint = Open(File("qwen35").Floats("blk.0.attn_qkv.weight", [(2 * Keys) + Values, 1]).Floats("blk.0.attn_gate.weight", [Values - 1, 1]));

        Assert.Equal(["blk.0.attn_gate.weight", Layer + "in_proj_qkv.weight"], checkpoint.Names.Order(StringComparer.Ordinal));
    }
}
