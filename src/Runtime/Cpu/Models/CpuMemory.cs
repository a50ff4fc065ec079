using System;
using System.Linq;

namespace Modelwright.Runtime.Cpu;

/// <summary>Plans what a model and one session need. Weights that stay in the mapped file are the operating system's to keep or drop.</summary>
public static class CpuMemory
{
    /// <summary>Plans a model and a session of <paramref name="batch"/> sequences of <paramref name="context"/> columns.</summary>
    /// <param name="definition">The model.</param>
    /// <param name="batch">Sequences.</param>
    /// <param name="context">Columns a sequence can hold; 0 for what the options, the class's project or the config say.</param>
    /// <param name="options">How it would be loaded; <see langword="null"/> for defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="batch"/> is below 1, or <paramref name="context"/> negative.</exception>
    /// <exception cref="ProjectLimitException">More was asked for than the class's project allows.</exception>
    public static MemoryPlan Of(CpuModelDefinition definition, int batch = 1, int context = 0, CpuLoadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(definition);
        options = definition.Info.Complete(options);
        int capacity = definition.Info.PlannedContext(options, batch, context);
        StoragePlan weights = StoragePlan.Of(options.Storage, definition.Stored, definition.Weights, CpuWeights.RowsTogether(definition.Weights));
        ElementFormat cache = CacheFormats.Resolve(options.Cache, StoragePlan.Elements(options.Storage, StoragePlan.Expected(definition.Stored)));
        MemoryPlan session = Session(definition, batch, capacity, cache, CpuSessionMemory.RowsOf(batch, capacity, options.PrefillChunk));
        return session with
        {
            Weights =
            [
                .. definition.Weights.Slots.Select(slot => new MemoryUse(
                    $"weight {slot.Name}{Times(slot.Instances.Count)}",
                    slot.Instances.Sum(layer => weights.PackedBytes(slot, layer)))),
            ],
        };
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
    public static MemoryPlan Of(CpuModelDefinition definition, CpuEncoderFunctions encoder, int images, long pixels, int batch = 1, int context = 0, CpuLoadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        return VisionMemory.Add(Of(definition, batch, context, options), encoder.Info, images, pixels, rows => EncoderMemory.Uses(encoder.Info, encoder.ArenaFloats, rows));
    }

    /// <summary>What a session allocates.</summary>
    internal static MemoryPlan Session(CpuModelDefinition definition, int batch, int capacity, ElementFormat cache, int rows) => new(
        Weights: [],
        [.. definition.States.Select(slot => new MemoryUse($"{slot.Spec.Name}{Times(slot.Layers.Count)}", slot.Layers.Count * StateBytes.Of(slot.Spec, batch, capacity, cache)))],
        [new MemoryUse("scratch", ArenaBytes(definition, rows))],
        [new MemoryUse("rotary tables", RopeBytes(definition, rows))]);

    internal static long ArenaBytes(CpuModelDefinition definition, int rows) => (long)definition.ArenaFloats * rows * sizeof(float);

    internal static long RopeBytes(CpuModelDefinition definition, int rows) => (long)(definition.Rope?.RotaryDim ?? 0) * rows * sizeof(float);

    private static string Times(int layers) => layers == 1 ? "" : FormattableString.Invariant($" ({layers} layers)");
}
