using System;
using System.Collections.Generic;
using System.Linq;

namespace Modelwright.Runtime.Vulkan;

/// <summary>Plans what a model and one session need on a Vulkan device.</summary>
public static class VulkanMemory
{
    /// <summary>Plans a model and a session of <paramref name="batch"/> sequences of <paramref name="context"/> columns.</summary>
    /// <param name="definition">The model.</param>
    /// <param name="batch">Sequences.</param>
    /// <param name="context">Columns a sequence can hold; 0 for what the options, the class's project or the config say.</param>
    /// <param name="options">
    /// How it would be loaded; <see langword="null"/> for defaults. Where they name a device, the plan also says which weights and states that device must be given in windows.
    /// </param>
    /// <exception cref="VulkanUnavailableException">The options name a device, and there is no Vulkan.</exception>
    /// <exception cref="DeviceNotFoundException">There is no such device.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="batch"/> is below 1, or <paramref name="context"/> negative.</exception>
    /// <exception cref="ProjectLimitException">More was asked for than the class's project allows.</exception>
    /// <exception cref="ContextOverflowException"><paramref name="context"/> is longer than the kernels can go: 262,144.</exception>
    public static MemoryPlan Of(VulkanModelDefinition definition, int batch = 1, int context = 0, VulkanLoadOptions? options = null)
    {
        options = definition.Info.Complete(options);
        int capacity = definition.Info.PlannedContext(options, batch, context);
        StoragePlan storage = StoragePlan.Of(options.Storage, definition.Stored, definition.Weights, definition.WindowRows);
        SessionSizes sizes = new(definition, batch, capacity, options.PrefillChunk, CacheFormats.Resolve(options.Cache, StoragePlan.Elements(options.Storage, StoragePlan.Expected(definition.Stored))));
        return Of(sizes, storage, options.Device is null ? WindowRules.None : WindowRules.Of(VulkanDevices.Find(options.Device), definition, options.LargestWindow));
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
    public static MemoryPlan Of(VulkanModelDefinition definition, EncoderFunctions encoder, int images, long pixels, int batch = 1, int context = 0, VulkanLoadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        return VisionMemory.Add(Of(definition, batch, context, options), encoder.Info, images, pixels, rows => new EncoderSizes(encoder, rows).Uses.Uses);
    }

    internal static MemoryPlan Of(SessionSizes sizes, StoragePlan storage, WindowRules windows) => new(
        [
            .. sizes.Definition.Weights.Slots.Select((slot, number) => new MemoryUse(
                $"weight {slot.Name}{Times(slot.Instances.Count)}{Windows(storage, windows, slot, number)}", slot.Instances.Sum(layer => BufferArena.Align(storage.Bytes(slot, layer))))),
            .. sizes.Definition.Reorder is null ? Array.Empty<MemoryUse>() : [new MemoryUse("orders of inputs, and of norms in front", InputOrders.MostBytes(sizes.Definition, storage))],
        ],
        [.. sizes.Definition.States.Select(state => StateUse(state, sizes.RowsOf(state), windows))],
        [.. sizes.Scratch.Slots.Select(static slot => new MemoryUse(slot.Name, BufferArena.Align(slot.Bytes)))],
        [
            .. sizes.Reordered is { } reordered ? [new MemoryUse(reordered.Name, BufferArena.Align(reordered.Bytes))] : Array.Empty<MemoryUse>(),
            .. sizes.Outputs.Select(static output => new MemoryUse(output.Name, BufferArena.Align(output.Bytes))),
            new MemoryUse("counters", BufferArena.Align(sizes.CounterBytes)),
            new MemoryUse("step", BufferArena.Align(sizes.StepBytes)),
            new MemoryUse("tokens", BufferArena.Align(sizes.TokenBytes)),
            new MemoryUse("rotary tables", BufferArena.Align(Math.Max(1, sizes.RopeBytes))),
        ]);

    private static string Windows(StoragePlan storage, WindowRules rules, WeightSlot slot, int number)
    {
        int windows = slot.Kind == WeightKind.Vector
            ? 1
            : slot.Instances.Max(layer => storage.Of(slot, layer).Sum(part => rules.Cut(number, part.Rows, part.Format.RowBytes(slot.Columns)).Count));
        return InWindows(windows);
    }

    private static MemoryUse StateUse(StateDefinition state, StateRows rows, WindowRules rules)
    {
        IReadOnlyList<(long First, long Rows)> windows = rows.Cut(rules);
        return new MemoryUse($"{state.Name}{Times(state.Layers.Count)}{InWindows(windows.Count)}", state.Layers.Count * windows.Sum(window => BufferArena.Align(window.Rows * rows.RowBytes)));
    }

    private static string InWindows(int windows) => windows == 1 ? "" : FormattableString.Invariant($", in {windows} windows");

    private static string Times(int layers) => layers == 1 ? "" : FormattableString.Invariant($" ({layers} layers)");
}
