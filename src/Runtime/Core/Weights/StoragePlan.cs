using System;
using System.Collections.Generic;
using System.Linq;

namespace Modelwright.Runtime;

/// <summary>In which format each matrix is kept, by what was asked for and by what the checkpoint has.</summary>
internal sealed class StoragePlan
{
    private readonly BlockFormat? _asked;
    private readonly Func<WeightSlot, int, ElementFormat> _stored;
    private readonly Func<WeightSlot, int> _rowsTogether;

    private StoragePlan(WeightStorage asked, Func<WeightSlot, int, ElementFormat> stored, Func<WeightSlot, int> rowsTogether)
    {
        _asked = FormatOf(asked);
        _stored = stored;
        _rowsTogether = rowsTogether;
    }

    /// <summary>What is kept of a checkpoint.</summary>
    /// <param name="asked">What the options ask for.</param>
    /// <param name="reader">The checkpoint; it is not asked any more afterwards.</param>
    /// <param name="rowsTogether">For each slot number whose rows may be kept in several formats: how many rows must be in one.</param>
    public static StoragePlan Of(WeightStorage asked, WeightReader reader, IReadOnlyDictionary<int, int> rowsTogether)
    {
        Dictionary<(string Slot, int Layer), ElementFormat> stored = [];
        foreach (WeightSlot slot in reader.Manifest.Slots.Where(static slot => slot.Kind == WeightKind.Matrix))
        {
            foreach (int layer in slot.Instances)
            {
                stored.Add((slot.Name, layer), reader.StoredFormatOf(slot, layer));
            }
        }

        return new StoragePlan(asked, (slot, layer) => stored[(slot.Name, layer)], Together(reader.Manifest, rowsTogether));
    }

    /// <summary>What will be kept of a checkpoint that nobody has seen, whose matrices are probably all in one format.</summary>
    public static StoragePlan Of(WeightStorage asked, WeightStorage stored, WeightManifest manifest, IReadOnlyDictionary<int, int> rowsTogether)
    {
        ElementFormat format = Expected(stored);
        return new StoragePlan(asked, (_, _) => format, Together(manifest, rowsTogether));
    }

    /// <summary>All matrices in one format of plain elements.</summary>
    public static StoragePlan Of(ElementFormat format) => new(WeightStorage.AsStored, (_, _) => format, static _ => 0);

    /// <summary>What a checkpoint that nobody has seen has its matrices in; bfloat16 where its config does not say.</summary>
    public static ElementFormat Expected(WeightStorage stored) => (FormatOf(stored) as ElementBlocks)?.Element ?? ElementFormat.BFloat16;

    /// <summary>The format of all matrices, for a backend that keeps them as plain elements.</summary>
    /// <param name="asked">What the options ask for.</param>
    /// <param name="stored">What the checkpoint has.</param>
    /// <exception cref="StorageNotSupportedException">It is no element format.</exception>
    public static ElementBlocks Plain(WeightStorage asked, ElementFormat stored) => FormatOf(asked) switch
    {
        null => new ElementBlocks(stored),
        ElementBlocks plain => plain,
        _ => throw new StorageNotSupportedException(asked),
    };

    /// <summary>The format that a cache should have if nothing else is asked for: float32 where weights are.</summary>
    /// <param name="asked">What was asked for.</param>
    /// <param name="stored">What a checkpoint has.</param>
    public static ElementFormat Elements(WeightStorage asked, ElementFormat stored) => FormatOf(asked) switch
    {
        null => stored,
        ElementBlocks plain => plain.Element,
        _ => ElementFormat.Float16,
    };

    /// <summary>
    /// The rows of a matrix by their formats, in their order. Rows that a kernel takes only together are all in the wider of their formats,
    /// and so is a matrix that it takes only whole.
    /// </summary>
    public IReadOnlyList<RowFormat> Of(WeightSlot slot, int layer)
    {
        ElementBlocks stored = new(_stored(slot, layer));
        EquatableArray<WeightSource> sources = slot.Alternatives[0].Sources;
        if (_asked is not ScaledBlocks || sources.All(static source => source.Wide))
        {
            return [new RowFormat(0, slot.Rows, _asked as ElementBlocks ?? stored)];
        }

        if (!sources.Any(static source => source.Wide))
        {
            return [new RowFormat(0, slot.Rows, _asked)];
        }

        int together = _rowsTogether(slot);
        return together == 0 ? [new RowFormat(0, slot.Rows, stored)] : Segments(WideRows(slot, together), together, stored, _asked);
    }

    /// <summary>Bytes of a layer's weight. Vectors are float32, padded to a multiple of 8.</summary>
    public long Bytes(WeightSlot slot, int layer) => slot.Kind == WeightKind.Matrix
        ? Of(slot, layer).Sum(part => part.Rows * part.Format.RowBytes(slot.Columns))
        : VectorBytes(slot);

    /// <summary>Bytes of a vector.</summary>
    public static long VectorBytes(WeightSlot slot) => (((long)slot.Rows * slot.Columns) + 7) / 8 * 8 * sizeof(float);

    private static Func<WeightSlot, int> Together(WeightManifest manifest, IReadOnlyDictionary<int, int> rowsTogether)
    {
        Dictionary<string, int> byName = rowsTogether.ToDictionary(pair => manifest.Slots[pair.Key].Name, static pair => pair.Value);
        return slot => byName.GetValueOrDefault(slot.Name);
    }

    /// <summary>For each row whether it, or one that it must be together with, stays wide.</summary>
    private static bool[] WideRows(WeightSlot slot, int together)
    {
        bool[] wide = new bool[slot.Rows];
        foreach (RowRun run in slot.Alternatives[0].Sources.Where(static source => source.Wide).SelectMany(source => RowRun.Of(source, 0, slot.Rows)))
        {
            for (int row = 0; row < run.Rows; row++)
            {
                int first = (run.TargetRow + (row * run.Stride)) / together * together;
                wide.AsSpan(first, Math.Min(together, slot.Rows - first)).Fill(true);
            }
        }

        return wide;
    }

    private static List<RowFormat> Segments(bool[] wide, int together, BlockFormat stored, BlockFormat asked)
    {
        List<RowFormat> segments = [];
        for (int first = 0; first < wide.Length; first = segments[^1].FirstRow + segments[^1].Rows)
        {
            int end = first + together;
            while (end < wide.Length && wide[end] == wide[first])
            {
                end += together;
            }

            segments.Add(new RowFormat(first, Math.Min(end, wide.Length) - first, wide[first] ? stored : asked));
        }

        return segments;
    }

    private static BlockFormat? FormatOf(WeightStorage storage) => storage switch
    {
        WeightStorage.AsStored => null,
        WeightStorage.Float32 => new ElementBlocks(ElementFormat.Float32),
        WeightStorage.Float16 => new ElementBlocks(ElementFormat.Float16),
        WeightStorage.BFloat16 => new ElementBlocks(ElementFormat.BFloat16),
        WeightStorage.Int8 => new Int8Blocks(),
        WeightStorage.Int4 => new Int4Blocks(),
        WeightStorage.Float8 => new Float8Blocks(),
        _ => throw new ArgumentOutOfRangeException(nameof(storage), storage, "Not a storage."),
    };
}
