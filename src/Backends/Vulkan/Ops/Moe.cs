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
            return [site.Call(kernel, KernelTopic.Experts, "Router", site.Input(0), site.Input(2), site.Input(1), site.Result)];
        }

        Operand logits = site.RowSpace("RouterLogits", Activations.RowBytes(op.Count + (op.Shared ? 1 : 0)));
        Kernel top = RouteTopKKernel.Emit(site.NameOf("RouteTopK"), op.Count, op.K, op.Renormalise, op.Shared);
        return [Logits(site, op, inputs, logits), site.Call(top, KernelTopic.Experts, "RouteTopK", logits, site.Result)];
    }

    private static KernelCall Logits(OpSite site, Router op, int inputs, Operand logits)
    {
        int rows = op.Count + (op.Shared ? 1 : 0);
        if (site.OneRow)
        {
            FusedLinear linear = new(inputs, rows, Fused(op.Norm, op), Bias: false, LinearEpilogue.None, Activation.Silu, LastColumn: false);
            Kernel vector = GemvKernel.Emit(site.NameOf("RouterLogits"), linear);
            return site.Call(vector, KernelTopic.Experts, "RouterLogits", site.Input(0), site.Input(1), site.Input(2), logits);
        }

        Kernel product = GemmKernel.Emit(site.NameOf("RouterLogits"), inputs, rows, bias: false, LinearEpilogue.None);
        return site.Call(product, KernelTopic.Experts, "RouterLogits", site.Input(0), site.Input(1), logits);
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
        return [site.Call(kernel, KernelTopic.Norm, "ExpertNorm", site.Input(0), site.Input(op.InPlaceInput - 1), normed), .. ManyRows(site, op, normed)];
    }

    private static IReadOnlyList<KernelCall> OneRow(OpSite site, RoutedExperts op)
    {
        bool shared = op.SharedWidth is not null;
        Operand hidden = site.RowSpace("ExpertHidden", ExpertRows.Bytes(op));
        Operand norm = site.Input(op.InPlaceInput - 1);
        Operand[] up = shared
            ? [site.Input(0), norm, site.Input(1), site.Input(2), site.Input(4), hidden]
            : [site.Input(0), norm, site.Input(1), site.Input(2), hidden];
        Operand[] down = shared
            ? [hidden, site.Input(1), site.Input(3), site.Input(5), site.Result]
            : [hidden, site.Input(1), site.Input(3), site.Result];
        return
        [
            site.Call(ExpertGateUpKernel.Emit(site.NameOf("ExpertsGateUp"), op, Fused(op.Norm, op)), KernelTopic.Experts, "ExpertsGateUp", up),
            site.Call(ExpertDownKernel.Emit(site.NameOf("ExpertsDown"), op), KernelTopic.Experts, "ExpertsDown", down),
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
            site.Call(sort, KernelTopic.Experts, "RouteSort", site.Input(1), order, starts),
            site.Call(up, KernelTopic.Experts, "ExpertsGateUp", x, order, starts, site.Input(2), hidden),
            site.Call(down, KernelTopic.Experts, "ExpertsDown", hidden, site.Input(1), order, starts, site.Input(3), results),
        ];
        if (op.SharedWidth is not int width)
        {
            calls.Add(site.Call(combine, KernelTopic.Experts, "CombineExperts", results, site.Input(1), site.Result));
            return calls;
        }

        Operand sharedResult = site.RowSpace("SharedResult", Activations.RowBytes(op.Hidden));
        calls.AddRange(Shared(site, op, width, x, sharedResult));
        calls.Add(site.Call(combine, KernelTopic.Experts, "CombineExperts", results, site.Input(1), sharedResult, site.Result));
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
            site.Call(up, KernelTopic.Experts, "SharedGateUp", x, site.Input(4), hidden),
            site.Call(down, KernelTopic.Experts, "SharedDown", hidden, site.Input(5), result),
        ];
    }
}
