using System.Collections.Generic;
using System.Linq;

namespace Modelwright.Runtime.Cpu;

/// <content>Whether there is room for them.</content>
internal sealed unsafe partial class CpuWeights
{
    /// <summary>That there is room for what is copied and for one session of the longest context. Mapped matrices need none: their pages are the file's.</summary>
    /// <returns>Bytes of what is copied.</returns>
    private long RequireMemory(WeightReader reader, StoragePlan plan, CpuModelDefinition definition, CpuLoadOptions options)
    {
        int context = definition.Info.MaxContext(options);
        MemoryUse[] copies = Copies(plan);
        HostMemory.Require(options, Needed(copies, context, options.Cache), available => MemoryAdvice.Fitting(
            available, options, context, (storage, cache, length) => Needed(Copies(StoragePlan.Of(storage, reader, RowsTogether(reader.Manifest), IsReordered)), length, cache).Total));
        return copies.Sum(static use => use.Bytes);

        MemoryUse[] Copies(StoragePlan storage) =>
        [
            .. definition.Weights.Slots
                .Select(slot => new MemoryUse($"weight {slot.Name}, copied", slot.Instances.Sum(layer => CopiedOf(reader, storage, slot, layer, options))))
                .Where(static use => use.Bytes > 0),
        ];

        MemoryTable Needed(MemoryUse[] weights, int length, CacheStorage cache)
        {
            MemoryPlan session = CpuMemory.Session(
                definition, batch: 1, length, CacheFormats.Resolve(cache, Elements), CpuSessionMemory.RowsOf(1, length, options.PrefillChunk));
            return new MemoryTable([.. weights, .. session.Session.Uses]);
        }
    }

    /// <summary>Bytes of a slot that cannot be read where they lie.</summary>
    private long CopiedOf(WeightReader reader, StoragePlan plan, WeightSlot slot, int layer, CpuLoadOptions options) => slot.Kind == WeightKind.Vector
        ? (long)slot.Rows * slot.Columns * sizeof(float)
        : plan.Of(slot, layer).Where(part => options.CopyWeights || plan.OrdersOf(slot, layer) is not null || TryMap(reader, slot, layer, part) is null).Sum(part => part.Rows * part.Format.PackedRowBytes(slot.Columns));
}
