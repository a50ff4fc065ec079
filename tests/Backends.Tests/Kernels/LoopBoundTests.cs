using Modelwright.Backends.Vulkan;
using Modelwright.IR;

namespace Modelwright.Backends.Tests;

/// <summary>How many rounds loops of kernels may take, and how work is shared out where one invocation would take too many: worked out by hand, for a subgroup of 4.</summary>
public class LoopBoundTests
{
    /// <summary>
    /// With b blocks of 8 dimensions a workgroup of g query heads walks 16 tiles for every 8 of them, (1 + 16 (1 + b + 4 (1 + 4))) rounds, then merges 1,024 parts of each head,
    /// 1 + 512 + 129 for every 2 blocks. 64 heads of 128 are 103,624 rounds, 32 are 51,812; 71 heads can only be shared out one by one.
    /// </summary>
    [Theory]
    [InlineData(8, 2, 64, 2, "1u", 465 + (4 * 1029))]
    [InlineData(64, 1, 128, 2, "2u", (4 * 593) + (32 * 1545))]
    [InlineData(128, 2, 128, 4, "2u", (4 * 593) + (32 * 1545))]
    [InlineData(71, 1, 128, 71, "71u", 593 + 1545)]
    [InlineData(142, 2, 128, 142, "71u", 593 + 1545)]
    public void Workgroups_share_the_query_heads_that_one_cannot_walk(int heads, int keyValueHeads, int headDim, int workgroups, string parts, long rounds)
    {
        Kernel kernel = AttentionDecodeKernel.Emit("Attention", new AttentionShape(heads, keyValueHeads, headDim, OutputGate: false), null);

        Assert.Equal(new Grid(new GridAxis(1, Extent.KeySplits), new GridAxis(workgroups), new GridAxis(1, Extent.Batch)), kernel.Grid);
        Assert.Equal(rounds, kernel.LoopBound);
        Assert.Contains($"const uint PARTS = {parts};", kernel.Glsl);
    }

    /// <summary>
    /// With b blocks, l of them a lane, 108 l rounds for the sums and 1 + b + l + 4 (1 + 4 l) for every 16 keys: twice the keys would be 65,535 or more.
    /// </summary>
    [Theory]
    [InlineData(16, 32_768, 108 + (2048 * 24))]
    [InlineData(64, 16_384, 216 + (1024 * 47))]
    [InlineData(256, 4096, 864 + (256 * 173))]
    public void A_segment_has_as_many_keys_as_the_loops_can_take(int headDim, int keys, long rounds)
    {
        AttentionShape shape = new(4, 4, headDim, OutputGate: false);
        foreach (Kernel kernel in new[] { AttentionPrefillKernel.Emit("Attention", shape, null), SegmentAttentionKernel.Emit("Segments", shape) })
        {
            Assert.Equal((keys, rounds), (kernel.SegmentKeys, kernel.LoopBound));
        }
    }

    [Fact]
    public void A_segment_has_64_keys_or_is_refused_by_name()
    {
        AttentionShape shape = new(1, 1, 16_384, OutputGate: false);
        Assert.Equal(64, AttentionPrefillKernel.SegmentKeys(shape));
        Assert.Contains("Attention (1/1 of 16384): ", Assert.Throws<IrException>(() => AttentionPrefillKernel.Emit("Attention", shape, null)).Message);
    }

    /// <summary>
    /// With k and v units of a key and a value head a lane: 8 columns of the longer of both and two walks over k for each; a step takes two walks over the longer, number by number.
    /// Products walk a key's blocks and the value heads of a key head; a step of the rule walks all rows of a value, then twice its numbers by lanes.
    /// </summary>
    [Theory]
    [InlineData(16, 32, 128, 128, (8 * 9) + (8 * 17), 64, 18, 128 + 64)]
    [InlineData(2, 4, 8, 24, (2 * 9) + (8 * 3), 12, 3, 24 + 12)]
    [InlineData(2, 4, 24, 8, (2 * 9) + (8 * 5), 12, 5, 8 + 4)]
    [InlineData(1, 1, 72, 264, (17 * 9) + (8 * 11), 132, 10, 264 + 132)]
    public void Rounds_of_linear_attention(int keyHeads, int valueHeads, int keyDim, int valueDim, long convolution, long convolutionStep, long products, long step)
    {
        DeltaShape shape = new(keyHeads, valueHeads, keyDim, valueDim);

        Assert.Equal(convolution, ConvolutionPrefillKernel.Emit("Convolution", shape, 4, Activation.Silu).LoopBound);
        Assert.Equal(convolutionStep, ConvolutionStepKernel.Emit("Step", shape, 4, Activation.Silu).LoopBound);
        Assert.Equal(products, DeltaProductsKernel.Emit("Products", shape).LoopBound);
        Assert.Equal(step, DeltaStepKernel.Emit("Rule", shape, new NormSpec(1e-6f, ZeroCentred: false)).LoopBound);
        Assert.Equal(4 * (1 + 4), DeltaSolveKernel.Emit("Solve", shape).LoopBound);
    }

    /// <summary>A walk over 72 columns is 4 (1 + 1 + 4) rounds; a shared expert takes one more.</summary>
    [Theory]
    [InlineData(null, 24)]
    [InlineData(40, 48)]
    public void A_shared_expert_is_walked_as_well(int? shared, long rounds) =>
        Assert.Equal(rounds, ExpertGateUpKernel.Emit("GateUp", new RoutedExperts(72, 12, 28, 3, shared, Activation.Silu, null), norm: null).LoopBound);

    /// <summary>A walk, 13 logits twice by lanes, 12 experts by lanes for each of 3 choices, and the 3.</summary>
    [Fact]
    public void A_router_walks_its_logits_twice()
    {
        NormSpec norm = new(1e-6f, ZeroCentred: false);
        Assert.Equal(24 + 8 + (3 * (1 + 3)) + 3, RouterKernel.Emit("Router", new Router(12, 3, Renormalise: true, Shared: true, norm), norm, 72).LoopBound);
    }

    /// <summary>A workgroup may have to walk as many tiles as experts are left for one that is chosen, each with a round for 8 inputs; fewer where those are too many, and at least one.</summary>
    [Theory]
    [InlineData(64, 12, 3, 4 * (1 + 8), 8 * 12)]
    [InlineData(64, 13, 3, 5 * (1 + 8), 8 * 13)]
    [InlineData(4096, 4096, 1, 64 * (1 + 512), 8 * 64)]
    [InlineData(600_000, 512, 1, 1 + 75_000, 8)]
    public void Workgroups_share_the_tiles_of_an_expert(int inputs, int experts, int perToken, long rounds, int rowsOfOne)
    {
        Assert.Equal(rounds, ExpertGrid.Walk(inputs, experts, perToken).BackEdges);
        Assert.Equal(new GridAxis(perToken, Extent.Rows, GridUnit.Group, rowsOfOne), ExpertGrid.Of(inputs, 28, LinearEpilogue.None, experts, perToken).X);
    }

    /// <summary>Two walks over 8 routes a lane: 32 experts a token of 32,768 rows are 65,536 rounds.</summary>
    [Theory]
    [InlineData(1, 32_768)]
    [InlineData(31, 32_768)]
    [InlineData(32, 16_384)]
    [InlineData(63, 16_384)]
    [InlineData(64, 8192)]
    public void A_call_has_as_many_rows_as_routes_can_be_sorted(int perToken, int rows) => Assert.Equal(rows, RouteSortKernel.MostRows(perToken));
}
