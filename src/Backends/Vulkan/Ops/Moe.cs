using System.Collections.Generic;
using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>
/// <c>router</c> and <c>routed_experts</c>. For one row: three dispatches in all. For many: routes are sorted by expert, so that an expert's weights
/// are read once for all its rows.
/// </summary>
internal static class MoeCalls
{
    /// <summary>(x, weight, norm?) to routes.</summary>
    public static IReadOnlyList<KernelCall> Route(OpSite site, Router op)
    {
        int inputs = site.Graph.TypeOf(site.Input(0)).Width;
        if (site.OneRow && RouterKernel.Takes(op, inputs))
        {
            Kernel kernel = RouterKernel.Emit(site.NameOf("Router"), op, Fused(op.Norm, op), inputs);
            Operand kept = site.RowSpace("ExpertLogits", Activations.RowBytes(op.Count + (op.Shared ? 1 : 0)));
            return
            [
                site.Call(
                    kernel, KernelTopic.Experts, "Router",
                    ("x", site.Input(0)), ("norm", site.Input(2)), ("weights", site.Input(1)), ("logits", kept), ("counters", SessionBuffer.Counters), ("routes", site.Result)),
            ];
        }

        Operand logits = site.RowSpace(BlockPlanner.RouterLogitsName, Activations.RowBytes(op.Count + (op.Shared ? 1 : 0)));
        Kernel top = RouteTopKKernel.Emit(site.NameOf("RouteTopK"), op.Count, op.K, op.Renormalise, op.Shared);
        return [Logits(site, op, inputs, logits), site.Call(top, KernelTopic.Experts, "RouteTopK", ("logits", logits), ("routes", site.Result))];
    }

    private static KernelCall Logits(OpSite site, Router op, int inputs, Operand logits)
    {
        int rows = op.Count + (op.Shared ? 1 : 0);
        if (site.OneRow)
        {
            FusedLinear linear = new(inputs, rows, Fused(op.Norm, op), Bias: false, LinearEpilogue.None, Activation.Silu, LastColumn: false);
            Kernel vector = GemvKernel.Emit(site.NameOf("RouterLogits"), linear);
            return site.Call(vector, KernelTopic.Experts, "RouterLogits", ("x", site.Input(0)), ("weights", site.Input(1)), ("norm", site.Input(2)), ("y", logits));
        }

        Kernel product = GemmKernel.Emit(site.NameOf("RouterLogits"), inputs, rows, bias: false, LinearEpilogue.None);
        return site.Call(product, KernelTopic.Experts, "RouterLogits", ("x", site.Input(0)), ("weights", site.Input(1)), ("y", logits));
    }

    /// <summary>(x, routes, gate_up, down, shared gate_up?, shared down?, norm?, residual).</summary>
    public static IReadOnlyList<KernelCall> Compute(OpSite site, RoutedExperts op) => (site.OneRow, op.Norm) switch
    {
        (true, _) when LoopBudget.Allows(ExpertDownKernel.Loops(op)) && LoopBudget.Allows(ExpertGateUpKernel.Loops(op)) => OneRow(site, op),
        (true, NormSpec norm) => Normed(site, op, norm),
        _ => ManyRows(site, op, site.Input(0)),
    };

    /// <summary>More experts a token than the kernels of one row can walk: those of many rows take it, behind a norm of its own.</summary>
    private static IReadOnlyList<KernelCall> Normed(OpSite site, RoutedExperts op, NormSpec norm)
    {
        Operand normed = site.RowSpace("ExpertInput", Activations.RowBytes(op.Hidden));
        Kernel kernel = RmsNormKernel.Emit(site.NameOf("ExpertNorm"), op.Hidden, norm, maskPadding: false);
        return [site.Call(kernel, KernelTopic.Norm, "ExpertNorm", ("x", site.Input(0)), ("weight", site.Optional(op.NormInput)), ("y", normed)), .. ManyRows(site, op, normed)];
    }

    private static IReadOnlyList<KernelCall> OneRow(OpSite site, RoutedExperts op)
    {
        Operand hidden = site.RowSpace("ExpertHidden", ExpertRows.Bytes(op));
        return
        [
            site.Call(
                ExpertGateUpKernel.Emit(site.NameOf("ExpertsGateUp"), op, Fused(op.Norm, op)), KernelTopic.Experts, "ExpertsGateUp",
                ("x", site.Input(0)), ("norm", site.Optional(op.NormInput)), ("routes", site.Input(1)), ("gate_up", site.Input(2)),
                ("shared_gate_up", site.Optional(op.SharedInput)), ("h", hidden)),
            site.Call(
                ExpertDownKernel.Emit(site.NameOf("ExpertsDown"), op), KernelTopic.Experts, "ExpertsDown",
                ("h", hidden), ("routes", site.Input(1)), ("down", site.Input(3)), ("shared_down", site.Optional(op.SharedInput + 1)), ("x", site.Result)),
        ];
    }

    /// <summary>For one row the norm is always fused in.</summary>
    private static NormSpec Fused(NormSpec? norm, Op op) => norm ?? throw new IrException($"{op}: for one row its norm is part of it");

    private static IReadOnlyList<KernelCall> ManyRows(OpSite site, RoutedExperts op, Operand x)
    {
        Operand order = site.RowSpace("ExpertOrder", 4L * op.K);
        Operand starts = new Operand.Workspace("ExpertStarts", ScratchUnit.One, 4L * (op.Count + 1));
        Operand hidden = site.RowSpace("ExpertHidden", op.K * Activations.RowBytes(op.Width));
        Operand results = site.RowSpace("ExpertResults", op.K * Activations.RowBytes(op.Hidden));
        Kernel sort = RouteSortKernel.Emit(site.NameOf("RouteSort"), op.Count, op.K, op.Slots);
        Kernel up = GroupedGateUpKernel.Emit(site.NameOf("ExpertsGateUp"), op.Hidden, op.Width, op.Count, op.K, op.Function);
        Kernel down = GroupedDownKernel.Emit(site.NameOf("ExpertsDown"), op.Hidden, op.Width, op.Count, op.K, op.Slots);
        Kernel combine = CombineExpertsKernel.Emit(site.NameOf("CombineExperts"), op.Hidden, op.K, op.SharedWidth is not null);
        List<KernelCall> calls =
        [
            site.Call(sort, KernelTopic.Experts, "RouteSort", ("routes", site.Input(1)), ("order", order), ("starts", starts)),
            site.Call(up, KernelTopic.Experts, "ExpertsGateUp", ("x", x), ("order", order), ("starts", starts), ("weights", site.Input(2)), ("h", hidden)),
            site.Call(
                down, KernelTopic.Experts, "ExpertsDown",
                ("h", hidden), ("routes", site.Input(1)), ("order", order), ("starts", starts), ("weights", site.Input(3)), ("y", results)),
        ];
        Operand? sharedResult = op.SharedWidth is null ? null : site.RowSpace("SharedResult", Activations.RowBytes(op.Hidden));
        if (op.SharedWidth is int width)
        {
            calls.AddRange(Shared(site, op, width, x, sharedResult!));
        }

        calls.Add(site.Call(combine, KernelTopic.Experts, "CombineExperts", ("y", results), ("routes", site.Input(1)), ("shared_result", sharedResult), ("x", site.Result)));
        return calls;
    }

    /// <summary>The shared expert takes every row: two plain matrix products.</summary>
    private static IReadOnlyList<KernelCall> Shared(OpSite site, RoutedExperts op, int width, Operand x, Operand result)
    {
        Operand hidden = site.RowSpace("SharedHidden", Activations.RowBytes(width));
        Kernel up = GemmKernel.Emit(site.NameOf("SharedGateUp"), op.Hidden, width, bias: false, LinearEpilogue.Gated, op.Function);
        Kernel down = GemmKernel.Emit(site.NameOf("SharedDown"), width, op.Hidden, bias: false, LinearEpilogue.None);
        return
        [
            site.Call(up, KernelTopic.Experts, "SharedGateUp", ("x", x), ("weights", site.Optional(op.SharedInput)), ("y", hidden)),
            site.Call(down, KernelTopic.Experts, "SharedDown", ("x", hidden), ("weights", site.Optional(op.SharedInput + 1)), ("y", result)),
        ];
    }
}
