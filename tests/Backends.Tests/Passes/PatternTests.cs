using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Modelwright.Backends.TorchSharp;
using Modelwright.Backends.Vulkan;
using Modelwright.IR;
using Modelwright.IR.Tests;

namespace Modelwright.Backends.Tests;

/// <summary>
/// Fused kernels and modules have offsets, scales and norms built in. A graph that differs in one of them must be refused by every backend:
/// taken for what it is not, it would compute something else in silence.
/// </summary>
public class PatternTests
{
    /// <summary>One difference each: the layer kind of <see cref="TinySpecs.Next"/> it is made in (0 linear attention, 1 full attention), and how.</summary>
    private static readonly Dictionary<string, (int Kind, Func<Node, IReadOnlyList<ValueId>, GraphBuilder, ValueId?> Change)> Changes = new()
    {
        ["queries of the delta rule are scaled otherwise"] = (0, static (node, inputs, b) => node.Op is L2Norm { Scale: not 1f } norm ? b.Add(new L2Norm(2 * norm.Scale), inputs[0]) : null),
        ["keys of the delta rule are scaled"] = (0, static (node, inputs, b) => node.Op is L2Norm { Scale: 1f } ? b.Add(new L2Norm(2f), inputs[0]) : null),
        ["values of the delta rule lie elsewhere"] = (0, static (node, inputs, b) => node.Op is Slice { Start: 48 } slice ? b.Add(slice with { Start = 47 }, inputs[0]) : null),
        ["the output gate of the delta rule lies elsewhere"] = (0, static (node, inputs, b) => node.Op is Slice { Start: 120, Length: 72 } slice ? b.Add(slice with { Start = 119 }, inputs[0]) : null),
        ["the gated norm is centred at zero"] = (0, static (node, inputs, b) => node.Op is GatedRmsNorm norm ? b.Add(new GatedRmsNorm(norm.Norm with { ZeroCentred = true }), [.. inputs]) : null),
        ["the rule's beta is no sigmoid"] = (0, static (node, inputs, b) => node.Op is Sigmoid && b.TypeOf(inputs[0]).Width == 6 ? b.Add(new Activate(Activation.Silu), inputs[0]) : null),
        ["keys are normed with another epsilon"] = (1, static (node, inputs, b) => node.Op is RmsNorm norm && IsWeight(b, inputs[1], "k_norm") ? b.Add(new RmsNorm(norm.Norm with { Epsilon = 0.5f }), [.. inputs]) : null),
        ["keys turn in fewer dimensions"] = (1, static (node, inputs, b) => node.Op is Rope rope && IsWeight(b, b.Define(inputs[0]).Inputs[1], "k_norm") ? b.Add(new Rope(rope.RotaryDim - 2), [.. inputs]) : null),
        ["values lie elsewhere"] = (1, static (node, inputs, b) => node.Op is Slice { Start: 200, Length: 40 } slice ? b.Add(slice with { Start = 199 }, inputs[0]) : null),
        ["queries lie elsewhere"] = (1, static (node, inputs, b) => node.Op is Slice { Start: 0, Length: 80 } slice ? b.Add(slice with { Start = 1 }, inputs[0]) : null),
        ["the output gate lies elsewhere"] = (1, static (node, inputs, b) => node.Op is Slice { Start: 80, Length: 80 } slice ? b.Add(slice with { Start = 79 }, inputs[0]) : null),
        ["the router reads something else"] = (1, static (node, inputs, b) => node.Op is Linear && IsWeight(b, inputs[1], "router") ? b.Add(new Linear(), [b.Define(inputs[0]).Inputs[0], .. inputs.Skip(1)]) : null),
        ["the shared expert reads something else"] = (1, static (node, inputs, b) => node.Op is Linear && IsWeight(b, inputs[1], "shared_gate_up") ? b.Add(new Linear(), [b.Define(inputs[0]).Inputs[0], .. inputs.Skip(1)]) : null),
        ["the shared expert has another activation"] = (1, static (node, inputs, b) => node.Op is Activate ? b.Add(new Activate(Activation.Relu), inputs[0]) : null),
        ["the shared expert's gate is another row"] = (1, static (node, inputs, b) => node.Op is Slice { Start: 12, Length: 1 } slice ? b.Add(slice with { Start = 11 }, inputs[0]) : null),
        ["gate and up are exchanged"] = (1, static (node, inputs, b) => node.Op is Slice { Length: 40 } slice && b.TypeOf(inputs[0]).Width == 80 ? b.Add(slice with { Start = 40 - slice.Start }, inputs[0]) : null),
    };

    public static TheoryData<string> Names => [.. Changes.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_graph_that_differs_is_refused_by_every_backend(string name)
    {
        (int kind, Func<Node, IReadOnlyList<ValueId>, GraphBuilder, ValueId?> change) = Changes[name];
        Module module = ModelLowering.Lower(TinySpecs.Next);
        Block block = module.Text.Kinds[kind];
        Block changed = block with { Body = block.Body.Rewrite(change) };
        Assert.NotEqual(block, changed);

        foreach (IReadOnlyList<IPass> passes in (IReadOnlyList<IPass>[])[VulkanPipeline.Decode, VulkanPipeline.Prefill])
        {
            Assert.Throws<IrException>(() => PassRunner.Run(changed, passes, Vulkan.OpTable.Entries.Accepts, CancellationToken.None));
            PassRunner.Run(block, passes, Vulkan.OpTable.Entries.Accepts, CancellationToken.None);
        }

        Assert.Throws<IrException>(() => PassRunner.Run(changed, TorchSharpPipeline.Passes, TorchSharp.OpTable.Entries.Accepts, CancellationToken.None));
        PassRunner.Run(block, TorchSharpPipeline.Passes, TorchSharp.OpTable.Entries.Accepts, CancellationToken.None);
    }

    private static bool IsWeight(GraphBuilder builder, ValueId value, string name) => builder.Define(value).Op is Weight weight && weight.Slot.Name == name;
}
