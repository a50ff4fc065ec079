using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>Makes the two forms of every tower that advances and the one of a tower that sees, plans all their blocks, then names what they share.</summary>
internal static class ModelPlanner
{
    public static ModelPlan Plan(Module module, CancellationToken cancel)
    {
        Tower[] advancing = [.. module.Towers.Where(static tower => tower.Advances)];
        ScratchBuffer[] residuals = [.. advancing.Select(tower => BlockPlanner.Residual(TowerNames.Prefix(module, tower), tower.Width))];
        ScratchBuffer[] pinned = module.Spec.Experts is ExpertsSpec experts && module.Spec.Layers.Any(static layer => layer.FeedForward == FeedForwardKind.Experts)
            ? [.. residuals, BlockPlanner.RouterLogits(experts)]
            : residuals;
        (PlannedTower[] towers, PlannedEncoder? encoder) = Concurrently.Both(
            () => advancing.Select((tower, index) => Plan(module, tower, new BlockPlanner(residuals[index], pinned, module.Spec.ReordersColumns), cancel)).ToArray(),
            () => module.Vision is Tower seeing ? EncoderPlanner.Plan(module, seeing, cancel) : null);
        PlannedBlock[] blocks = [.. towers.SelectMany(static tower => tower.Blocks)];
        Schedule schedule = new(towers.SelectMany(Functions).ToEquatableArray());
        ScheduleVerifier.Verify(schedule);

        // The passes may put weights together in their own way, the same in both forms.
        WeightTable weights = WeightTable.Of([.. towers.SelectMany(static tower => new[] { tower.Prefill.Form, tower.Decode.Form }), .. encoder is null ? [] : new[] { encoder.Form }]);
        return new ModelPlan(
            module, towers, encoder, KernelTable.Of([.. blocks, .. encoder?.Blocks ?? []], Reorder(module, weights)), weights, StateTable.Of(StateSlots.Of(module)), ScratchTable.Of(blocks), schedule);
    }

    private static Kernel? Reorder(Module module, WeightTable weights) => module.Spec.ReordersColumns
        ? ReorderKernel.Emit(weights.Slots.Where(static slot => slot.Kind == WeightKind.Matrix).Max(static slot => slot.Columns))
        : null;

    private static PlannedTower Plan(Module module, Tower tower, BlockPlanner planner, CancellationToken cancel)
    {
        string prefix = TowerNames.Prefix(module, tower);
        PlannedFunction[] forms = Concurrently.Run(
            () => Plan(planner, RecordedFunction.Decode, VulkanPipeline.Run(tower, VulkanPipeline.Decode, cancel), prefix),
            () => Plan(planner, RecordedFunction.Prefill, VulkanPipeline.Run(tower, VulkanPipeline.Prefill, cancel), prefix));
        return new PlannedTower(tower, prefix, forms[0], forms[1], forms[0].Form.Exits.Select(exit => Plan(planner, exit, prefix)).ToEquatableArray());
    }

    private static PlannedFunction Plan(BlockPlanner planner, RecordedFunction form, Tower tower, string prefix) => new(
        prefix + form,
        tower,
        planner.Plan(form, prefix + form, tower.Entry, BlockRole.Entry),
        tower.Kinds.Select(kind => planner.Plan(form, prefix + form, kind, BlockRole.Layer)).ToEquatableArray());

    private static PlannedExit Plan(BlockPlanner planner, Block exit, string prefix)
    {
        string name = CSharpName.Pascal(exit.Name);
        return new PlannedExit(
            exit.Name,
            exit.Width,
            planner.Plan(RecordedFunction.Last, $"{prefix}Last{name}", exit, BlockRole.Exit),
            planner.Plan(RecordedFunction.All, $"{prefix}All{name}", WindowedExit.Of(exit), BlockRole.Exit));
    }

    private static IEnumerable<FunctionPlan> Functions(PlannedTower tower) =>
    [
        Named(tower, "decode", tower.Decode.Blocks),
        Named(tower, "prefill", tower.Prefill.Blocks),
        .. tower.Exits.SelectMany(exit => new[] { Named(tower, "last " + exit.Name, [exit.Last]), Named(tower, "all " + exit.Name, [exit.All]) }),
    ];

    private static FunctionPlan Named(PlannedTower tower, string name, IEnumerable<PlannedBlock> blocks) =>
        new(tower.Prefix.Length == 0 ? name : $"{tower.Tower.Name} {name}", blocks.Select(static block => block.Plan).ToEquatableArray());
}
