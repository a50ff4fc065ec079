using System;
using System.Collections.Generic;
using System.Linq;

namespace Modelwright.Runtime;

/// <summary>In which format each matrix is kept, by what was asked for and by what the checkpoint has.</summary>
internal sealed class StoragePlan
{
    private readonly WeightStorage _asked;
    private readonly Func<WeightSlot, int, ElementFormat> _stored;

    private StoragePlan(WeightStorage asked, Func<WeightSlot, int, ElementFormat> stored)
    {
        _asked = asked;
        _stored = stored;
    }

    /// <summary>What is kept of a checkpoint.</summary>
    public static StoragePlan Of(WeightStorage asked, WeightReader reader)
    {
        Dictionary<(string Slot, int Layer), ElementFormat> stored = [];
        foreach (WeightSlot slot in reader.Manifest.Slots.Where(static slot => slot.Kind == WeightKind.Matrix))
        {
            foreach (int layer in slot.Instances)
            {
                stored.Add((slot.Name, layer), reader.StoredFormatOf(slot, layer));
            }
        }

        return new StoragePlan(asked, (slot, layer) => stored[(slot.Name, layer)]);
    }

    /// <summary>What will be kept of a checkpoint that nobody has seen, whose matrices are probably all in one format.</summary>
    public static StoragePlan Of(WeightStorage asked, WeightStorage stored)
    {
        ElementFormat format = PlannedFormat.Of(WeightStorage.AsStored, stored);
        return new StoragePlan(asked, (_, _) => format);
    }

    /// <summary>All matrices in one format.</summary>
    public static StoragePlan Of(ElementFormat format) => new(WeightStorage.AsStored, (_, _) => format);

    /// <summary>The rows of a matrix by their formats, in their order.</summary>
    public IReadOnlyList<RowFormat> Of(WeightSlot slot, int layer) => [new RowFormat(0, slot.Rows, new ElementBlocks(ElementOf(slot, layer)))];

    /// <summary>Bytes of a layer's weight. Vectors are float32, padded to a multiple of 8.</summary>
    public long Bytes(WeightSlot slot, int layer) => slot.Kind == WeightKind.Matrix
        ? Of(slot, layer).Sum(part => part.Rows * part.Format.RowBytes(slot.Columns))
        : VectorBytes(slot);

    /// <summary>Bytes of a vector.</summary>
    public static long VectorBytes(WeightSlot slot) => (((long)slot.Rows * slot.Columns) + 7) / 8 * 8 * sizeof(float);

    private ElementFormat ElementOf(WeightSlot slot, int layer) => _asked switch
    {
        WeightStorage.AsStored => _stored(slot, layer),
        WeightStorage.Float32 => ElementFormat.Float32,
        WeightStorage.Float16 => ElementFormat.Float16,
        WeightStorage.BFloat16 => ElementFormat.BFloat16,
        _ => throw new ArgumentOutOfRangeException(nameof(slot), _asked, "Not a storage."),
    };
}
