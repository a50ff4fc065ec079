using System;
using System.Collections.Generic;
using System.Linq;
using Modelwright.Backends.Vulkan;
using Modelwright.IR;
using static Modelwright.Backends.Tests.OpRules;

namespace Modelwright.Backends.Tests;

/// <summary>What the kernels that experts become are made for, beside what they bind.</summary>
public class ExpertCallTests
{
    private static readonly NormSpec Norm = new(1e-6f, ZeroCentred: false);

    /// <summary>The matrix of a router may be quantised with its columns in another order, as any other that all rows are multiplied with.</summary>
    [Fact]
    public void Logits_of_a_router_are_a_plain_product()
    {
        Kernel one = OpTableTests.Calls(RecordedFunction.Decode, new Router(2000, 300, Renormalise: true, Shared: false, Norm), [Rows(72), Table(2000, 72), Vector(72)])[0].Kernel;
        Kernel many = OpTableTests.Calls(RecordedFunction.Prefill, new Router(12, 3, Renormalise: true, Shared: true, null), [Rows(72), Table(13, 72)])[0].Kernel;

        Assert.Equal(new MatrixProduct("weights", "x", "norm"), one.Product);
        Assert.Equal(new GridAxis(1, Extent.Rows), one.Grid.Y);
        Assert.Equal(new MatrixProduct("weights", "x"), many.Product);
    }

    [Fact]
    public void Inputs_of_experts_are_normed_without_a_mask()
    {
        Kernel norm = Experts(RecordedFunction.Decode, shared: null)[0].Kernel;
        Kernel masked = OpTableTests.Calls(RecordedFunction.Prefill, new MaskedNorm(Norm), [Rows(72), Vector(72)])[0].Kernel;

        Assert.Contains("if (is_padding(row))", masked.Glsl);
        Assert.DoesNotContain("if (is_padding(row))", norm.Glsl);
    }

    [Fact]
    public void Experts_of_one_row_without_a_shared_one_whose_columns_may_have_orders() => Assert.Equal(
        [
            "ExpertNorm: x=%0, weight=%4, y=ExpertInput 288 B/sequence",
            "ExpertsInputOrder: x=ExpertInput 288 B/sequence, routes=%1, order=order of %2, y=ExpertInputs 864 B/sequence",
            "ExpertsGateUp: x=ExpertInputs 864 B/sequence, routes=%1, gate_up=%2, h=ExpertHidden 384 B/sequence",
            "ExpertsInnerOrder: x=ExpertHidden 384 B/sequence, routes=%1, order=order of %3, y=ExpertInner 384 B/sequence",
            "ExpertsDown: h=ExpertInner 384 B/sequence, routes=%1, down=%3, x=%6",
        ],
        Experts(RecordedFunction.Decode, shared: null).Select(OpTableTests.Show));

    /// <summary>A token comes in with one row, which every expert takes in its own order; what they make of it has a row for each.</summary>
    [Theory]
    [InlineData("Decode", null)]
    [InlineData("Decode", 40)]
    [InlineData("Prefill", null)]
    public void Inputs_of_experts_become_a_row_for_each_route(string function, int? shared)
    {
        IReadOnlyList<KernelCall> calls = Experts(Enum.Parse<RecordedFunction>(function), shared);

        Assert.Contains("uint start = token * STRIDE;", calls.Single(static call => call.Use == "ExpertsInputOrder").Kernel.Glsl);
        Assert.Contains("uint start = row * STRIDE;", calls.Single(static call => call.Use == "ExpertsInnerOrder").Kernel.Glsl);
    }

    /// <summary>Experts whose columns may have orders: for one row with their norm.</summary>
    private static IReadOnlyList<KernelCall> Experts(RecordedFunction function, int? shared)
    {
        NormSpec? norm = function == RecordedFunction.Decode ? Norm : null;
        TensorType[] sharedInputs = shared is int width ? [Table(2 * width, 72), Table(72, width)] : [];
        TensorType[] normInputs = norm is null ? [] : [Vector(72)];
        return OpTableTests.Calls(
            function, new RoutedExperts(72, 12, 28, 3, shared, Activation.Silu, norm),
            [Rows(72), Routes(shared is null ? 3 : 4), Table(12 * 56, 72), Table(12 * 72, 28), .. sharedInputs, .. normInputs, Rows(72)], hasOrders: true);
    }
}
