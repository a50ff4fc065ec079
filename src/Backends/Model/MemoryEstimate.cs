using System;
using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends;

/// <summary>
/// What a model takes at least on any backend, from its config alone: its weights as checkpoints normally have them, and the states of one sequence. Buffers of a call come on top;
/// the runtime's <c>Memory</c> counts those too.
/// </summary>
/// <param name="Weights">Bytes of the weights.</param>
/// <param name="States">Bytes of caches and recurrent states of one sequence.</param>
/// <param name="Context">Tokens that the sequence holds.</param>
internal sealed record MemoryEstimate(long Weights, long States, int Context)
{
    /// <summary>The context of a model that is loaded without a word about it.</summary>
    private const int UsualContext = 4096;

    public long Total => Weights + States;

    public static MemoryEstimate Of(ModelSpec spec)
    {
        Module module = ModelLowering.Lower(spec);
        bool wide = spec.StoredType == ElementType.F32;
        int context = Math.Min(spec.MaxPositions, UsualContext);
        long weights = WeightTable.Of(module.Towers).Slots.Sum(slot =>
            Math.Max(1, slot.Layers.Count) * (long)slot.Rows * slot.Columns * (slot.Kind == WeightKind.Vector || wide ? sizeof(float) : sizeof(short)));
        long states = StateSlots.Of(module).Sum(slot => slot.Layers.Count * Bytes(slot.Spec, context, wide ? sizeof(float) : sizeof(short)));
        return new MemoryEstimate(weights, states, context);
    }

    private static long Bytes(StateSpec spec, int context, int cached) => spec switch
    {
        StateSpec.KeyValue s => 2L * s.Heads * s.HeadDim * context * cached,
        StateSpec.Convolution s => (long)s.Channels * s.Columns * sizeof(float),
        StateSpec.Recurrent s => (long)s.Heads * s.ValueDim * s.KeyDim * sizeof(float),
        _ => throw new IrException($"state {spec}"),
    };
}
