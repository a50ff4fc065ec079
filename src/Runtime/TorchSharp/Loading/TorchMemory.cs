using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharp;
using static TorchSharp.torch;

namespace Modelwright.Runtime.TorchSharp;

/// <summary>
/// Plans what a model and one session keep on the device; on a CPU where the options name none. What libtorch allocates while it computes is not foreseen here.
/// </summary>
public static class TorchMemory
{
    /// <summary>Plans a model and a session of <paramref name="batch"/> sequences of <paramref name="context"/> columns.</summary>
    /// <param name="definition">The model.</param>
    /// <param name="batch">Sequences.</param>
    /// <param name="context">Columns a sequence can hold; 0 for what the options, the class's project or the config say.</param>
    /// <param name="options">How it would be loaded; <see langword="null"/> for defaults.</param>
    /// <exception cref="TensorTypeException">The options ask for a compute type in which no model computes.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="batch"/> is below 1, or <paramref name="context"/> negative.</exception>
    /// <exception cref="ProjectLimitException">More was asked for than the class's project allows.</exception>
    public static MemoryPlan Of(TorchModelDefinition definition, int batch = 1, int context = 0, TorchLoadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(definition);
        options = definition.Info.Complete(options);
        int capacity = definition.Info.PlannedContext(options, batch, context);
        ElementBlocks format = StoragePlan.Plain(options.Storage, StoragePlan.Expected(definition.Stored));
        (ScalarType compute, ScalarType cache, _) = TorchTypes.Resolve(options, options.Device?.type ?? DeviceType.CPU, format.Element);
        return new MemoryPlan(
            [.. definition.Weights.Slots.Select(slot => new MemoryUse($"weight {slot.Name}{Times(slot.Instances.Count)}", slot.Instances.Count * slot.Rows * format.PackedRowBytes(slot.Columns)))],
            [.. definition.States.Select(slot => new MemoryUse(
                $"{slot.Spec.Name}{Times(slot.Layers.Count)}", slot.Layers.Count * batch * StateBytes(slot, definition.States, capacity, TorchTypes.Of(compute).SizeInBytes(), cache)))],
            Scratch: [],
            [new MemoryUse("logits", (long)batch * definition.Info.VocabularySize * sizeof(float))]);
    }

    /// <summary>The same with pictures: what their tower takes, and their features.</summary>
    /// <param name="definition">The model.</param>
    /// <param name="encoder">Its vision tower.</param>
    /// <param name="images">Pictures whose features are kept at once.</param>
    /// <param name="pixels">Pixels of each.</param>
    /// <param name="batch">Sequences.</param>
    /// <param name="context">Columns a sequence can hold; 0 for what the options, the class's project or the config say.</param>
    /// <param name="options">How it would be loaded; <see langword="null"/> for defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="batch"/> is below 1, or another number negative.</exception>
    public static MemoryPlan Of(TorchModelDefinition definition, VisionTowerInfo encoder, int images, long pixels, int batch = 1, int context = 0, TorchLoadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        return VisionMemory.Add(Of(definition, batch, context, options), encoder, images, pixels, static _ => []);
    }

    /// <summary>Bytes of one layer and sequence.</summary>
    private static long StateBytes(StateSlot slot, IReadOnlyList<StateSlot> all, int capacity, int computeBytes, ScalarType cache) => slot.Spec switch
    {
        StateSpec.KeyValue s => 2L * s.Heads * capacity * CachedRows.RowBytes(s.HeadDim, cache),
        StateSpec.Recurrent s => (long)s.Heads * s.ValueDim * s.KeyDim * sizeof(float),

        // The columns in order, and the ring of single steps, which holds every row of the projection.
        StateSpec.Convolution s => ((long)s.Channels * s.Columns * computeBytes) + ((s.Channels + OtherRows(slot, all)) * (s.Columns + 1L) * sizeof(float)),
        _ => throw new ArgumentException($"There is no memory for the state '{slot.Spec}'.", nameof(slot)),
    };

    /// <summary>Rows of the projection that are no channels of the convolution: the output gate's and two gates a value head.</summary>
    private static long OtherRows(StateSlot convolution, IReadOnlyList<StateSlot> all) =>
        all.Where(slot => slot.Layers == convolution.Layers).Select(static slot => slot.Spec).OfType<StateSpec.Recurrent>().Sum(static s => s.Heads * (s.ValueDim + 2L));

    private static string Times(int layers) => layers == 1 ? "" : FormattableString.Invariant($" ({layers} layers)");
}
