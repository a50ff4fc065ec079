using System;
using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends;

/// <summary>
/// What a model takes at least on any backend, from its config and what the project says of it: its weights as they are kept, and the states of the largest session (one sequence where
/// nothing is said). Buffers of a call come on top; the runtime's <c>Memory</c> counts those too.
/// </summary>
/// <param name="Weights">Bytes of the weights.</param>
/// <param name="States">Bytes of caches and recurrent states of a session.</param>
/// <param name="Context">Tokens that a sequence holds.</param>
/// <param name="Batch">Sequences of the session.</param>
internal sealed record MemoryEstimate(long Weights, long States, int Context, int Batch)
{
    /// <summary>The context of a model that is loaded without a word about it.</summary>
    private const int UsualContext = 4096;

    public long Total => Weights + States;

    public static MemoryEstimate Of(ModelSpec spec, ClassDefaults defaults)
    {
        Module module = ModelLowering.Lower(spec);
        bool wide = IsWide(spec, defaults);
        double stored = spec.StoredType == ElementType.F32 ? sizeof(float) : sizeof(short);
        (int context, int batch) = (ContextOf(spec, defaults), defaults.MaxBatch ?? 1);
        long weights = WeightTable.Of(module.Towers).Slots.Where(slot => !IsTied(spec, slot)).Sum(slot => Math.Max(1, slot.Layers.Count) * Bytes(slot, defaults.Storage, stored));
        long states = StateSlots.Of(module).Sum(slot => slot.Layers.Count * Bytes(slot.Spec, context, wide ? sizeof(float) : sizeof(short)));
        return new MemoryEstimate(weights, batch * states, context, batch);
    }

    /// <summary>Tokens that a sequence holds where nobody says otherwise.</summary>
    public static int ContextOf(ModelSpec spec, ClassDefaults defaults) => defaults.MaxContext ?? Math.Min(spec.MaxPositions, UsualContext);

    /// <summary>Bytes of a layer's matrix or vector.</summary>
    /// <param name="slot">The weight.</param>
    /// <param name="storage">What the project asks for, if anything.</param>
    /// <param name="stored">Bytes of a number where matrices stay as the checkpoint has them.</param>
    public static long Bytes(WeightSlot slot, StorageFormat? storage, double stored)
    {
        bool kept = storage is { IsPlain: false } && slot.Alternatives[0].Sources.All(static source => source.Wide);
        double each = slot.Kind == WeightKind.Vector ? sizeof(float) : kept ? stored : storage?.BitsPerWeight / 8 ?? stored;
        return (long)((double)slot.Rows * slot.Columns * each);
    }

    /// <summary>Bytes of a layer's keys and values, or recurrent state, of one sequence.</summary>
    public static long Bytes(StateSpec spec, int context, int cached) => spec switch
    {
        StateSpec.KeyValue s => 2L * s.Heads * s.HeadDim * context * cached,
        StateSpec.Convolution s => (long)s.Channels * s.Columns * sizeof(float),
        StateSpec.Recurrent s => (long)s.Heads * s.ValueDim * s.KeyDim * sizeof(float),
        _ => throw new IrException($"state {spec}"),
    };

    /// <summary>Whether it is the embeddings under another name.</summary>
    public static bool IsTied(ModelSpec spec, WeightSlot slot) => spec.TiedEmbeddings && slot.Name == ModelWeights.Head(spec).Name;

    /// <summary>Whether caches are float32, as the weights are.</summary>
    public static bool IsWide(ModelSpec spec, ClassDefaults defaults) =>
        (defaults.Storage?.BitsPerWeight ?? (spec.StoredType == ElementType.F32 ? 32 : 16)) == 32;
}
