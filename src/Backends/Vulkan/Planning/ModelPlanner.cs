using System.Collections.Generic;
using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>Plans all blocks of a fused module, then names what they share.</summary>
internal static class ModelPlanner
{
    public static ModelPlan Plan(Module module)
    {
        ScratchBuffer residual = BlockPlanner.Residual(module.Spec.HiddenSize);
        Function decoding = module.Functions.First(static function => function.Kind == FunctionKind.Decode);
        PlannedFunction decode = Plan(RecordedFunction.Decode, decoding, residual);
        PlannedFunction prefill = Plan(RecordedFunction.Prefill, module.Functions.First(static function => function.Kind == FunctionKind.Prefill), residual);
        PlannedBlock last = BlockPlanner.Plan(RecordedFunction.LastLogits, decoding.Exit, BlockRole.Exit, residual);
        PlannedBlock all = BlockPlanner.Plan(RecordedFunction.AllLogits, WindowedExit.Of(decoding.Exit), BlockRole.Exit, residual);

        PlannedBlock[] blocks = [.. decode.Blocks, .. prefill.Blocks, last, all];
        Schedule schedule = new([Named(decode), Named(prefill), new FunctionPlan("last logits", [last.Plan]), new FunctionPlan("all logits", [all.Plan])]);
        ScheduleVerifier.Verify(schedule);
        return new ModelPlan(
            module, decode, prefill, last, all,
            KernelTable.Of(blocks), WeightTable.Of(module), StateTable.Of(StateSlots.Of(module)), ScratchTable.Of(blocks), schedule);
    }

    private static PlannedFunction Plan(RecordedFunction recorded, Function function, ScratchBuffer residual) => new(
        recorded,
        BlockPlanner.Plan(recorded, function.Entry, BlockRole.Entry, residual),
        function.LayerKinds.Select(kind => BlockPlanner.Plan(recorded, kind, BlockRole.Layer, residual)).ToEquatableArray());

    private static FunctionPlan Named(PlannedFunction function) =>
        new(function.Function.ToString().ToLowerInvariant(), function.Blocks.Select(static block => block.Plan).ToEquatableArray());
}
