using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Modelwright.Backends.TorchSharp;
using Modelwright.IR;
using Modelwright.IR.Tests;
using static Modelwright.Backends.Tests.SmallGraphs;

namespace Modelwright.Backends.Tests;

/// <summary>What becomes a module of the checkpoint, and what does not: a module has the parts that its text writes, neither fewer nor more.</summary>
public class TorchSharpPassTests
{
    [Fact]
    public void A_feed_forward_part_without_biases_is_a_module()
    {
        Becomes(new GroupMlp(), static (b, x) => b.Product(b.Gated(b.Product(x, 12)), Hidden, name: "down"), "gated_mlp<6, gelu>");
        Becomes(
            new GroupMlp(), static (b, x) => b.Product(b.Gated(b.Product(x, 12, bias: true)), Hidden, name: "down"),
            "linear", "slice<0..6>", "activate<gelu>", "slice<6..12>", "multiply", "linear");
        Becomes(
            new GroupMlp(), static (b, x) => b.Product(b.Gated(b.Product(x, 12)), Hidden, bias: true, name: "down"),
            "linear", "slice<0..6>", "activate<gelu>", "slice<6..12>", "multiply", "linear");
        Becomes(new GroupMlp(), static (b, x) => b.Product(b.Odd(x), 6), "sigmoid", "linear");
    }

    [Fact]
    public void A_product_of_no_heads_stays()
    {
        Becomes(new GroupAttention(), static (b, x) => b.Product(b.Odd(x), 6), "sigmoid", "linear");
        Becomes(new GroupDeltaNet(), static (b, x) => b.Product(b.Odd(x), 6), "sigmoid", "linear");
        Becomes(new GroupExperts(), static (b, x) => b.Add(new Add(), x, b.Product(x, Hidden)), "linear", "add");
        Becomes(new GroupSegmentAttention(), static (b, x) => b.Add(new MergeHeads(), b.Add(new SplitHeads(2), x)), "split_heads<2>", "merge_heads");
    }

    /// <summary>Both projections of attention have a bias or neither has.</summary>
    [Fact]
    public void Attention_with_a_bias_on_one_side_is_no_module()
    {
        Block block = ModelLowering.Lower(TinySpecs.Dense).Text.Kinds[0];
        Assert.Contains("self_attention", Words(block.Body));
        Assert.DoesNotContain("self_attention", Words(block.Body.Rewrite(static (node, inputs, b) => node.Op is Linear && IsWeight(b, inputs[1], "o_proj") ? b.Add(node.Op, inputs[0], inputs[1]) : null)));
        Assert.DoesNotContain("self_attention", Words(block.Body.Rewrite(static (node, inputs, b) => node.Op is Linear && IsWeight(b, inputs[1], "qkv") ? b.Add(node.Op, inputs[0], inputs[1]) : null)));
    }

    /// <summary>The module masks padding itself, and its projections have no bias.</summary>
    [Fact]
    public void Linear_attention_with_a_bias_or_without_a_mask_is_no_module()
    {
        Block block = ModelLowering.Lower(TinySpecs.Next).Text.Kinds[0];
        Assert.Contains("linear_attention", Words(block.Body));
        Assert.DoesNotContain("linear_attention", Words(block.Body.Rewrite(static (node, inputs, _) => node.Op is MaskPadding ? inputs[0] : null)));
        foreach (string weight in (string[])["in_proj", "out_proj"])
        {
            Assert.DoesNotContain("linear_attention", Words(block.Body.Rewrite((node, inputs, b) =>
                node.Op is Linear && IsWeight(b, inputs[1], weight) ? b.Add(node.Op, inputs[0], inputs[1], b.Vector("bias", node.Type.Width)) : null)));
        }

        Assert.DoesNotContain("linear_attention", Words(block.Body.Rewrite(static (node, inputs, b) =>
            node.Op is MergeHeads && b.Define(inputs[0]).Op is GatedRmsNorm ? b.Odd(b.Add(node.Op, inputs[0])) : null)));
    }

    private static bool IsWeight(GraphBuilder builder, ValueId value, string name) => builder.Define(value).Op is Weight weight && weight.Slot.Name == name;

    private static IEnumerable<string> Words(Graph graph) => PassRunner.Run(graph, TorchSharpPipeline.Passes, CancellationToken.None).Nodes.Select(static node => node.Op.Name);

    private static void Becomes(IPass pass, Func<GraphBuilder, ValueId, ValueId> result, params string[] ops) => Assert.Equal(ops, After([pass], result));
}
