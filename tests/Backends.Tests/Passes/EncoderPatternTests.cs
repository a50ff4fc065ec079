using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Modelwright.Backends.Cpu;
using Modelwright.Backends.Vulkan;
using Modelwright.IR;
using Modelwright.IR.Tests;

namespace Modelwright.Backends.Tests;

/// <summary>What kernels of a tower that sees have built in: a graph that differs in it must be refused, not computed as if it did not.</summary>
public class EncoderPatternTests
{
    private static readonly Tower Tower = VisionLowering.Lower(TinyVision.Spec);

    private static readonly Dictionary<string, Func<Node, IReadOnlyList<ValueId>, GraphBuilder, ValueId?>> Changes = new()
    {
        ["heads turn in fewer dimensions"] = static (node, inputs, b) => node.Op is Rope rope ? b.Add(new Rope(rope.RotaryDim - 2), [.. inputs]) : null,
        ["keys lie elsewhere"] = static (node, inputs, b) => node.Op is Slice { Start: 84 } slice ? b.Add(slice with { Start = 83 }, inputs[0]) : null,
        ["queries lie elsewhere"] = static (node, inputs, b) => node.Op is Slice { Start: 0 } slice ? b.Add(slice with { Start = 1 }, inputs[0]) : null,
        ["values lie elsewhere"] = static (node, inputs, b) => node.Op is Slice { Start: 168 } slice ? b.Add(slice with { Start = 167 }, inputs[0]) : null,
        ["values are activated"] = static (node, inputs, b) => node.Op is Slice { Start: 168 } slice ? b.Add(new Activate(Activation.Relu), b.Add(slice, inputs[0])) : null,
        ["keys are normed"] = static (node, inputs, b) =>
            node.Op is SplitHeads heads && RowPart.Of(b, inputs[0]) is { Start: 84 } ? b.Add(new L2Norm(1f), b.Add(heads, inputs[0])) : null,
    };

    public static TheoryData<string> Names => [.. Changes.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_graph_that_differs_is_refused_by_every_backend_with_fused_attention(string name)
    {
        Block block = Tower.Kinds[0];
        Block changed = block with { Body = block.Body.Rewrite(Changes[name]) };
        Assert.NotEqual(block, changed);
        Assert.Throws<IrException>(() => PassRunner.Run(changed, VulkanPipeline.Encode, Vulkan.OpTable.Entries.Accepts, CancellationToken.None));
        Assert.Throws<IrException>(() => PassRunner.Run(changed, CpuPipeline.Passes, Cpu.OpTable.Entries.Accepts, CancellationToken.None));
        PassRunner.Run(block, VulkanPipeline.Encode, Vulkan.OpTable.Entries.Accepts, CancellationToken.None);
        PassRunner.Run(block, CpuPipeline.Passes, Cpu.OpTable.Entries.Accepts, CancellationToken.None);
    }

    /// <summary>A norm over merged rows is another norm than one behind which they are merged, and a merging alone has no kernel.</summary>
    [Fact]
    public void Merging_is_part_of_a_norm_on_its_own_side()
    {
        Assert.Equal([new MergedNorm(1e-6f, 4, First: false)], Norms(Tower.Exits[0]));
        Assert.Equal([new MergedNorm(1e-6f, 4, First: true)], Norms(Tower.Taps[0].Block));
        GraphBuilder b = new();
        ValueId x = b.Add(new Parameter(InputPort.Residual, TensorType.Of(ElementType.F32, Dim.Patches, 84)));
        Block alone = new("alone", "rows merged", b.Build(b.Add(new MergeRows(4), x)));
        Assert.Throws<IrException>(() => PassRunner.Run(alone, VulkanPipeline.Encode, Vulkan.OpTable.Entries.Accepts, CancellationToken.None));
    }

    [Fact]
    public void A_block_is_one_operation_for_each_time_that_weights_are_read()
    {
        Assert.Equal(["layer_norm", "linear", "rotated_attention", "linear_add", "layer_norm", "linear_activate", "linear_add"], Words(CpuPipeline.Run(Tower, CancellationToken.None).Kinds[0]));
        Assert.Equal(
            ["layer_norm", "fused_linear", "rotated_attention", "fused_linear", "layer_norm", "fused_linear", "fused_linear"],
            Words(VulkanPipeline.Run(Tower, VulkanPipeline.Encode, CancellationToken.None).Kinds[0]));
    }

    private static IEnumerable<MergedNorm> Norms(Block block) =>
        PassRunner.Run(block, VulkanPipeline.Encode, Vulkan.OpTable.Entries.Accepts, CancellationToken.None).Body.Nodes.Select(static node => node.Op).OfType<MergedNorm>();

    private static IEnumerable<string> Words(Block block) => block.Body.Nodes.Where(static node => node.Op is not (Parameter or Weight)).Select(static node => node.Op.Name);
}
