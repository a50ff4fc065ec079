using System;
using System.Linq;
using Modelwright.Backends.Vulkan;
using Modelwright.IR;
using Modelwright.Runtime.Vulkan;
using Modelwright.Tests;
using Kernel = Modelwright.Backends.Vulkan.Kernel;

namespace Modelwright.Backends.Tests;

/// <summary>Where a workgroup has several subgroups, those behind the last row have rows to read and nothing to write.</summary>
[Trait("Subgroups", "Any")]
public sealed class IdleSubgroupTests
{
    private const int Rows = 9;
    private const int Subgroups = 4;

    /// <summary>Rows that the subgroups of whole workgroups would have.</summary>
    private const int Dispatched = 12;

    [Theory]
    [InlineData(72)]
    [InlineData(43)]
    public void Root_mean_square_norm(int width) => AssertIdle(
        RmsNormKernel.Emit("Norm", width, new NormSpec(1e-5f, ZeroCentred: true), maskPadding: false), width,
        bench => [Filled(bench, "x", width), bench.Vector("weight", Numbers.Exact(width, 2))]);

    /// <summary>A row for each of nine sequences, whose last column it is.</summary>
    [Theory]
    [InlineData(72)]
    [InlineData(43)]
    public void Root_mean_square_norm_of_last_columns(int width) => AssertIdle(
        RmsNormKernel.Emit("Norm", width, new NormSpec(1e-5f, ZeroCentred: true), maskPadding: false, last: true), width,
        bench => [bench.Rows("x", Numbers.Exact(2 * Dispatched * width, 1), 2 * Dispatched, width), bench.Vector("weight", Numbers.Exact(width, 2))],
        sequences: Rows);

    [Theory]
    [InlineData(72)]
    [InlineData(43)]
    public void Layer_norm(int width) => AssertIdle(
        LayerNormKernel.Emit("Norm", width, 1e-5f, merged: 1, first: false), width,
        bench => [Filled(bench, "x", width), bench.Vector("weight", Numbers.Exact(width, 2)), bench.Vector("bias", Numbers.Exact(width, 3))]);

    [Theory]
    [InlineData(2, 4, 8, 12)]
    [InlineData(1, 1, 6, 7)]
    public void Gated_norm(int keyHeads, int valueHeads, int keyDim, int valueDim)
    {
        DeltaShape shape = new(keyHeads, valueHeads, keyDim, valueDim);
        AssertIdle(
            GatedNormKernel.Emit("Norm", shape, 1e-5f), valueHeads * valueDim,
            bench => [Filled(bench, "o", valueHeads * valueDim), Filled(bench, "projection", shape.ProjectionWidth), bench.Vector("norm", Numbers.Exact(valueDim, 2))]);
    }

    [Theory]
    [InlineData(12, 3, true)]
    [InlineData(5, 4, false)]
    public void Best_experts(int experts, int perToken, bool shared)
    {
        int width = experts + (shared ? 1 : 0);
        AssertIdle(RouteTopKKernel.Emit("Routes", experts, perToken, renormalise: true, shared), 2 * (shared ? perToken + 1 : perToken), bench => [Filled(bench, "logits", width)], stride: 1);
    }

    private static BufferRange Filled(KernelBench bench, string name, int width) => bench.Rows(name, Numbers.Exact(Dispatched * width, 1), Dispatched, width);

    private static void AssertIdle(Kernel kernel, int width, Func<KernelBench, BufferRange[]> inputs, int stride = 8, int sequences = 1)
    {
        int row = (width + stride - 1) / stride * stride;
        using KernelBench bench = new();
        bench.Step(past: 0, tokens: sequences == 1 ? Rows : 2, batch: sequences);
        BufferRange y = bench.Unset("y", Dispatched * row);

        bench.Run((kernel.Define().WithSubgroups(Subgroups, bench.Device.Profile.SubgroupSize), [.. inputs(bench), y]));

        uint unset = BitConverter.SingleToUInt32Bits(float.NaN);
        uint[][] rows = [.. bench.ReadWords(y).Chunk(row)];
        Assert.All(rows[..Rows], written => Assert.DoesNotContain(unset, written[..width]));
        Assert.All(rows[Rows..], idle => Assert.All(idle, word => Assert.Equal(unset, word)));
    }
}
