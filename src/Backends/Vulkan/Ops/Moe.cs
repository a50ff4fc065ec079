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
    public static IReadOnlyList<KernelCall> Compute(OpSite site, RoutedExperts op)
    {
        if (!site.OneRow)
        {
            return ManyRows(site, op, site.Input(0));
        }

        Operand normed = site.RowSpace("ExpertInput", Activations.RowBytes(op.Hidden));
        return (LoopBudget.Allows(ExpertDownKernel.Loops(op)) && LoopBudget.Allows(ExpertGateUpKernel.Loops(op)), site.HasOrders) switch
        {
            (true, false) => OneRow(site, op),
            (true, true) => [Normed(site, op, normed), .. OneRowInOrder(site, op, normed)],
            (false, _) => [Normed(site, op, normed), .. ManyRows(site, op, normed)], // more experts a token than the kernels of one row can walk
        };
    }

    /// <summary>The norm, for kernels that do not apply it to their inputs.</summary>
    private static KernelCall Normed(OpSite site, RoutedExperts op, Operand normed)
    {
        Kernel kernel = RmsNormKernel.Emit(site.NameOf("ExpertNorm"), op.Hidden, Fused(op.Norm, op), maskPadding: false);
        return site.Call(kernel, KernelTopic.Norm, "ExpertNorm", ("x", site.Input(0)), ("weight", site.Optional(op.NormInput)), ("y", normed));
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

    /// <summary>The same where each expert's matrices may have their columns in an order of its own: what they multiply is brought into it first, so the norm is applied before.</summary>
    private static IReadOnlyList<KernelCall> OneRowInOrder(OpSite site, RoutedExperts op, Operand normed)
    {
        Operand inputs = site.RowSpace("ExpertInputs", op.Slots * Activations.RowBytes(op.Hidden));
        Operand hidden = site.RowSpace("ExpertHidden", ExpertRows.Bytes(op));
        Operand inner = site.RowSpace("ExpertInner", ExpertRows.Bytes(op));
        int? shared = op.SharedWidth is null ? null : op.Hidden;
        return
        [
            InOrder(site, op, "ExpertsInputOrder", new RoutedRows(op.Hidden, shared, op.Hidden, op.Slots, IsRouted: false), normed, (2, op.SharedInput), inputs),
            site.Call(
                ExpertGateUpKernel.Emit(site.NameOf("ExpertsGateUp"), op, norm: null), KernelTopic.Experts, "ExpertsGateUp",
                ("x", inputs), ("routes", site.Input(1)), ("gate_up", site.Input(2)), ("shared_gate_up", site.Optional(op.SharedInput)), ("h", hidden)),
            InOrder(site, op, "ExpertsInnerOrder", new RoutedRows(op.Width, op.SharedWidth, ExpertRows.Widest(op), op.Slots, IsRouted: true), hidden, (3, op.SharedInput + 1), inner),
            site.Call(
                ExpertDownKernel.Emit(site.NameOf("ExpertsDown"), op), KernelTopic.Experts, "ExpertsDown",
                ("h", inner), ("routes", site.Input(1)), ("down", site.Input(3)), ("shared_down", site.Optional(op.SharedInput + 1)), ("x", site.Result)),
        ];
    }

    /// <summary>Brings what routes go into in the order of their experts' columns; <paramref name="weights"/> are inputs of the node.</summary>
    private static KernelCall InOrder(OpSite site, RoutedExperts op, string use, RoutedRows rows, Operand x, (int Experts, int? Shared) weights, Operand y) => site.Call(
        ReorderRoutesKernel.Emit(site.NameOf(use), op, rows), KernelTopic.Experts, use,
        ("x", x), ("routes", site.Input(1)), ("order", new Operand.Order(site.Input(weights.Experts))),
        ("shared_order", rows.SharedWidth is null || weights.Shared is not int shared ? null : new Operand.Order(site.Input(shared))), ("y", y));

    /// <summary>For one row the norm is always fused in.</summary>
    private static NormSpec Fused(NormSpec? norm, Op op) => norm ?? throw new IrException($"{op}: for one row its norm is part of it");

    private static IReadOnlyList<KernelCall> ManyRows(OpSite site, RoutedExperts op, Operand x)
    {
        Operand results = site.RowSpace("ExpertResults", op.K * Activations.RowBytes(op.Hidden));
        Operand? sharedResult = op.SharedWidth is null ? null : site.RowSpace("SharedResult", Activations.RowBytes(op.Hidden));
        Kernel combine = CombineExpertsKernel.Emit(site.NameOf("CombineExperts"), op.Hidden, op.K, op.SharedWidth is not null);
        List<KernelCall> calls = [.. Grouped(site, op, x, results)];
        if (op.SharedWidth is int width)
        {
            calls.AddRange(Shared(site, op, width, x, sharedResult!));
        }

        calls.Add(site.Call(combine, KernelTopic.Experts, "CombineExperts", ("y", results), ("routes", site.Input(1)), ("shared_result", sharedResult), ("x", site.Result)));
        return calls;
    }

    /// <summary>Routes sorted by their experts, and the products of each expert with its rows.</summary>
    private static IEnumerable<KernelCall> Grouped(OpSite site, RoutedExperts op, Operand x, Operand results)
    {
        Operand order = site.RowSpace("ExpertOrder", 4L * op.K);
        Operand starts = new Operand.Workspace("ExpertStarts", ScratchUnit.One, 4L * (op.Count + 1));
        Operand hidden = site.RowSpace("ExpertHidden", op.K * Activations.RowBytes(op.Width));
        Operand inputs = site.HasOrders ? site.RowSpace("ExpertInputs", op.K * Activations.RowBytes(op.Hidden)) : x;
        Operand inner = site.HasOrders ? site.RowSpace("ExpertInner", op.K * Activations.RowBytes(op.Width)) : hidden;
        Kernel sort = RouteSortKernel.Emit(site.NameOf("RouteSort"), op.Count, op.K, op.Slots);
        Kernel up = GroupedGateUpKernel.Emit(site.NameOf("ExpertsGateUp"), op.Hidden, op.Width, op.Count, op.K, op.Function, routed: site.HasOrders);
        Kernel down = GroupedDownKernel.Emit(site.NameOf("ExpertsDown"), op.Hidden, op.Width, op.Count, op.K, op.Slots);
        yield return site.Call(sort, KernelTopic.Experts, "RouteSort", ("routes", site.Input(1)), ("order", order), ("starts", starts));
        if (site.HasOrders)
        {
            yield return InOrder(site, op, "ExpertsInputOrder", new RoutedRows(op.Hidden, SharedWidth: null, op.Hidden, op.K, IsRouted: false), x, (2, null), inputs);
        }

        yield return site.Call(up, KernelTopic.Experts, "ExpertsGateUp", ("x", inputs), ("order", order), ("starts", starts), ("weights", site.Input(2)), ("h", hidden));
        if (site.HasOrders)
        {
            yield return InOrder(site, op, "ExpertsInnerOrder", new RoutedRows(op.Width, SharedWidth: null, op.Width, op.K, IsRouted: true), hidden, (3, null), inner);
        }

        yield return site.Call(
            down, KernelTopic.Experts, "ExpertsDown",
            ("h", inner), ("routes", site.Input(1)), ("order", order), ("starts", starts), ("weights", site.Input(3)), ("y", results));
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
