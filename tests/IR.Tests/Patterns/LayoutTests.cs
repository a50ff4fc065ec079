using System;
using System.Collections.Generic;
using System.Linq;

namespace Modelwright.IR.Tests;

/// <summary>Kernels that patterns become read parts of rows at fixed places: parts that lie elsewhere are no match.</summary>
public sealed class LayoutTests
{
    private static readonly Tower Next = ModelLowering.Lower(TinySpecs.Next).Text;

    private static readonly Graph Alone = ModelLowering.Lower(TinySpecs.Next with { Experts = TinySpecs.Next.Experts! with { SharedWidth = null } }).Text.Kinds[1].Body;

    [Fact]
    public void What_is_lowered_matches()
    {
        Assert.True(IsDeltaNet(Next.Kinds[0].Body));
        Assert.NotNull(Assert.Single(Experts(Next.Kinds[1].Body)).Shared);
        Assert.Null(Assert.Single(Experts(Alone)).Shared);
    }

    /// <summary>Three heads of 8 for queries and keys, six of 12 for values; then the gate, and two numbers for each head.</summary>
    [Theory]
    [InlineData(0, 24)]    // queries
    [InlineData(24, 24)]   // keys
    [InlineData(48, 72)]   // values
    [InlineData(0, 120)]   // what the convolution takes
    [InlineData(120, 72)]  // the output gate
    [InlineData(192, 6)]   // beta
    [InlineData(198, 6)]   // decay
    public void Parts_of_the_delta_rule_have_their_places(int start, int length) => Assert.False(IsDeltaNet(Moved(Next.Kinds[0].Body, start, length)));

    [Theory]
    [InlineData(0, 12)]    // the router's rows
    [InlineData(12, 1)]    // the shared expert's gate
    public void The_router_stands_before_the_shared_experts_gate(int start, int length) => Assert.Empty(Experts(Moved(Next.Kinds[1].Body, start, length)));

    [Fact]
    public void A_router_has_a_row_for_each_expert_and_all_of_them_are_asked()
    {
        Graph more = Changed(Alone, static (node, _, b) =>
            node.Op is Weight { Slot.Name: "router" } ? b.Add(new Weight(WeightSlot.Matrix("router", 13, 72, WeightSource.Whole("router", [13, 72])))) : null);
        Graph fewer = Changed(Alone, static (node, inputs, b) => node.Op is Softmax ? b.Add(node.Op, b.Add(new Slice(0, 11), inputs[0])) : null);

        Assert.Empty(Experts(more));
        Assert.Empty(Experts(fewer));
    }

    /// <summary>A part begins one entry before or after its place.</summary>
    private static Graph Moved(Graph body, int start, int length) => Changed(body, (node, inputs, b) =>
        node.Op is Slice slice && slice == new Slice(start, length) ? b.Add(slice with { Start = start == 0 ? 1 : start - 1 }, inputs[0]) : null);

    private static Graph Changed(Graph body, Func<Node, IReadOnlyList<ValueId>, GraphBuilder, ValueId?> change)
    {
        Graph changed = body.Rewrite(change);
        Assert.NotEqual(body, changed);
        return changed;
    }

    private static bool IsDeltaNet(Graph body) => Matches(body, DeltaNetPattern.Match).Any();

    private static IReadOnlyList<ExpertsPattern> Experts(Graph body) => Matches(body, ExpertsPattern.Match);

    private static List<T> Matches<T>(Graph body, Func<GraphBuilder, Op, IReadOnlyList<ValueId>, T?> match)
        where T : class
    {
        List<T> found = [];
        body.Rewrite((node, inputs, b) =>
        {
            if (match(b, node.Op, inputs) is T one)
            {
                found.Add(one);
            }

            return null;
        });
        return found;
    }
}
