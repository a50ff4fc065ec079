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
                site.Input(0), site.Input(1), site.Input(2), site.Input(3), site.Result, Keys(op.State), Values(op.State)),
        ];
    }

    /// <summary>(queries, projection) and the cache to one row of heads.</summary>
    public static IReadOnlyList<KernelCall> Attend(OpSite site, CachedAttention op)
    {
        string use = op.Window is null ? "Attention" : "SlidingAttention";
        Kernel kernel = site.OneRow
            ? AttentionDecodeKernel.Emit(site.NameOf(use), op.Shape, op.Window)
            : AttentionPrefillKernel.Emit(site.NameOf(use), op.Shape, op.Window);
        List<Operand> operands = [site.Input(0), Keys(op.State), Values(op.State)];
        if (op.Shape.OutputGate)
        {
            operands.Add(site.Input(1));
        }

        operands.AddRange(site.OneRow ? Parts(op) : Accumulators(site, op));
        operands.Add(site.Result);
        return [site.Call(kernel, KernelTopic.Attention, use, [.. operands])];
    }

    private static IReadOnlyList<Operand> Parts(CachedAttention op) =>
    [
        new Operand.Workspace("Partials", ScratchUnit.SequenceSplit, AttentionDecodeKernel.PartialBytes(op.Shape.Heads, op.Shape.HeadDim)),
        SessionBuffer.Counters,
    ];

    private static IReadOnlyList<Operand> Accumulators(OpSite site, CachedAttention op) =>
        [site.RowSpace("Accumulators", 4L * op.Shape.Heads * (op.Shape.PaddedHeadDim + AttentionPrefillKernel.AccumulatorTail))];

    private static Operand Keys(StateSpec.KeyValue state) => new Operand.State(state, StatePart.Keys);

    private static Operand Values(StateSpec.KeyValue state) => new Operand.State(state, StatePart.Values);
}
