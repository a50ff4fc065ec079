using System.Collections.Generic;
using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary><c>prepare_attention</c> (one kernel for any number of rows) and <c>cached_attention</c> (one for a row, one for many).</summary>
internal static class AttentionCalls
{
    /// <summary>(projection, positions, q norm, k norm) to queries and the cache.</summary>
    public static IReadOnlyList<KernelCall> Prepare(OpSite site, PrepareAttention op)
    {
        Kernel kernel = AttentionPrepareKernel.Emit(site.NameOf("AttentionPrepare"), op.Shape, op.RotaryDim, op.Norm);
        return
        [
            site.Call(
                kernel, KernelTopic.Attention, "AttentionPrepare",
                ("projection", site.Input(0)), ("rope", site.Input(1)), ("q_norm", site.Input(2)), ("k_norm", site.Input(3)),
                ("q", site.Result), ("keys", Keys(op.State)), ("values", Values(op.State))),
        ];
    }

    /// <summary>(queries, projection) and the cache to one row of heads.</summary>
    public static IReadOnlyList<KernelCall> Attend(OpSite site, CachedAttention op)
    {
        string use = op.Window is null ? "Attention" : "SlidingAttention";
        Kernel kernel = site.OneRow
            ? AttentionDecodeKernel.Emit(site.NameOf(use), op.Shape, op.Window)
            : AttentionPrefillKernel.Emit(site.NameOf(use), op.Shape, op.Window);
        return
        [
            site.Call(
                kernel, KernelTopic.Attention, use,
                ("q", site.Input(0)), ("keys", Keys(op.State)), ("values", Values(op.State)), ("projection", site.Optional(op.Shape.OutputGate ? 1 : null)),
                ("partials", site.OneRow ? Partials(op) : null), ("counters", site.OneRow ? SessionBuffer.Counters : null),
                ("accumulators", site.OneRow ? null : Accumulators(site, op)), ("result", site.Result)),
        ];
    }

    private static Operand Partials(CachedAttention op) =>
        new Operand.Workspace("Partials", ScratchUnit.SequenceSplit, AttentionDecodeKernel.PartialBytes(op.Shape.Heads, op.Shape.HeadDim));

    private static Operand Accumulators(OpSite site, CachedAttention op) =>
        site.RowSpace("Accumulators", 4L * op.Shape.Heads * (op.Shape.PaddedHeadDim + AttentionPrefillKernel.AccumulatorTail));

    private static Operand Keys(StateSpec.KeyValue state) => new Operand.State(state, StatePart.Keys);

    private static Operand Values(StateSpec.KeyValue state) => new Operand.State(state, StatePart.Values);
}
