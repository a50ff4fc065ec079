using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>Plans a tower that remembers nothing: one form, and memory of its own, because it runs outside sessions and its rows are patches.</summary>
internal static class EncoderPlanner
{
    public static PlannedEncoder Plan(Module module, Tower tower, CancellationToken cancel)
    {
        string prefix = TowerNames.Prefix(module, tower);
        Tower form = VulkanPipeline.Run(tower, VulkanPipeline.Encode, cancel);
        ScratchBuffer residual = BlockPlanner.Residual(prefix: "", form.Width);
        BlockPlanner planner = new(residual, [residual]);
        PlannedBlock Block(Block block, BlockRole role) => planner.Plan(RecordedFunction.Encode, prefix, block, role);
        PlannedEncoder plan = new(
            form,
            prefix,
            Block(form.Entry, BlockRole.Entry),
            Block(OneOf(form.Kinds, "kind of layer"), BlockRole.Layer),
            Block(OneOf(form.Exits, "exit"), BlockRole.Exit),
            form.Taps.Count == 0 ? null : Block(OneOf(form.Taps, "tap").Block, BlockRole.Exit));
        ScheduleVerifier.Verify(plan.Schedule);
        return plan;
    }

    private static T OneOf<T>(IReadOnlyList<T> parts, string what) =>
        parts.Count == 1 ? parts[0] : throw new IrException($"{Literal.Of(parts.Count)} of what is {what}; a tower that sees has one");
}

/// <summary>A tower that remembers nothing, planned. <paramref name="Prefix"/> stands before the names of what is generated for it.</summary>
internal sealed record PlannedEncoder(Tower Form, string Prefix, PlannedBlock Entry, PlannedBlock Layer, PlannedBlock Exit, PlannedBlock? Tap)
{
    public IReadOnlyList<PlannedBlock> Blocks => Tap is null ? [Entry, Layer, Exit] : [Entry, Layer, Exit, Tap];

    public Schedule Schedule => new([new FunctionPlan(Form.Name, Blocks.Select(static block => block.Plan).ToEquatableArray())]);

    public ScratchTable Scratch => ScratchTable.Of(Blocks);
}
