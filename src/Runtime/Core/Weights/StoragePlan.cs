using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Modelwright.Runtime;

/// <summary>In which format each matrix is kept, by what was asked for and by what the checkpoint has.</summary>
internal sealed class StoragePlan
{
    private static readonly ElementBlocks Widest = new(ElementFormat.Float32);

    private readonly Func<WeightSlot, int, IReadOnlyList<RowFormat>> _formats;

    private StoragePlan(Func<WeightSlot, int, IReadOnlyList<RowFormat>> formats)
    {
        _formats = formats;
    }

    /// <summary>What is kept of a checkpoint.</summary>
    /// <param name="asked">What the options ask for.</param>
    /// <param name="reader">The checkpoint; it is not asked any more afterwards.</param>
    /// <param name="rowsTogether">For each slot number whose rows may be kept in several formats: how many rows must be in one.</param>
    /// <param name="reordered">Whether a slot's columns may be kept in an order of their own, since the backend takes its inputs in that order; null: none's.</param>
    public static StoragePlan Of(WeightStorage asked, WeightReader reader, IReadOnlyDictionary<int, int> rowsTogether, Func<WeightSlot, bool>? reordered = null)
    {
        Func<WeightSlot, int> together = Together(reader.Manifest, rowsTogether);
        Dictionary<(string Slot, int Layer), IReadOnlyList<RowFormat>> formats = [];
        Dictionary<(string Slot, int Layer), ColumnOrders> orders = [];
        List<WeightProblem> widened = [];
        foreach (WeightSlot slot in reader.Manifest.Slots.Where(static slot => slot.Kind == WeightKind.Matrix))
        {
            foreach (int layer in slot.Instances)
            {
                ColumnOrders? tried = asked == WeightStorage.AsStored && reordered?.Invoke(slot) == true ? reader.OrdersOf(slot, layer) : null;
                IReadOnlyList<RowFormat> planned = Planned(tried);
                if (tried is not null && planned.All(static part => part.Format is ElementBlocks))
                {
                    planned = Planned(ordered: null); // nothing would be gained
                }
                else if (tried is not null)
                {
                    orders.Add((slot.Name, layer), tried);
                }

                IReadOnlyList<RowFormat> Planned(ColumnOrders? ordered) =>
                    Plan(slot, reader.AlternativeOf(slot, layer), FormatOf(asked), source => reader.StoredFormatOf(source, layer, ordered), together(slot));

                formats.Add((slot.Name, layer), planned);
                widened.AddRange(asked == WeightStorage.AsStored ? Widened(reader, slot, layer, planned, tried) : []);
            }
        }

        return new StoragePlan((slot, layer) => formats[(slot.Name, layer)]) { WidenedWeights = widened, Orders = orders };
    }

    /// <summary>What will be kept of a checkpoint that nobody has seen, whose matrices are probably all in one format.</summary>
    public static StoragePlan Of(WeightStorage asked, WeightStorage stored, WeightManifest manifest, IReadOnlyDictionary<int, int> rowsTogether)
    {
        Func<WeightSlot, int> together = Together(manifest, rowsTogether);
        ElementBlocks format = new(Expected(stored));
        return new StoragePlan((slot, _) => Plan(slot, slot.Alternatives[0], FormatOf(asked), _ => format, together(slot)));
    }

    /// <summary>All matrices in one format of plain elements.</summary>
    public static StoragePlan Of(ElementFormat format) => new((slot, _) => [new RowFormat(0, slot.Rows, new ElementBlocks(format))]);

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

    /// <summary>The orders in which a weight's columns are kept; null: as they lie.</summary>
    public ColumnOrders? OrdersOf(WeightSlot slot, int layer) => Orders.GetValueOrDefault((slot.Name, layer));

    /// <summary>The orders of all matrices that are kept in orders of their own.</summary>
    public IReadOnlyCollection<ColumnOrders> AllOrders => Orders.Values;

    /// <summary>Columns of the widest matrix all of whose rows are kept in one order; 0 where there is none.</summary>
    public int ReorderedColumns => Orders.Values.Where(static orders => orders.Count == 1).Select(static orders => orders.Columns).DefaultIfEmpty().Max();

    private Dictionary<(string Slot, int Layer), ColumnOrders> Orders { get; init; } = [];

    /// <summary>See <see cref="WeightReport.Widened"/>.</summary>
    public IReadOnlyList<WeightProblem> WidenedWeights { get; private init; } = [];

    /// <summary>A report of the weights with what the plan widens, which the logger is told.</summary>
    public WeightReport AddTo(WeightReport report, ILogger? logger)
    {
        WeightReport complete = report with { Widened = WidenedWeights };
        WeightReportLog.WriteWidened(logger ?? NullLogger.Instance, complete);
        return complete;
    }

    /// <summary>
    /// The rows of a matrix by their formats, in their order. Rows of several formats that a kernel takes only together are float32, and so is a matrix of several that it takes only whole.
    /// </summary>
    public IReadOnlyList<RowFormat> Of(WeightSlot slot, int layer) => _formats(slot, layer);

    /// <summary>Bytes of a layer's weight. Vectors are float32, padded to a multiple of 8.</summary>
    public long Bytes(WeightSlot slot, int layer) => slot.Kind == WeightKind.Matrix
        ? Of(slot, layer).Sum(part => part.Rows * part.Format.RowBytes(slot.Columns))
        : VectorBytes(slot);

    /// <summary>The same where rows of plain elements follow each other without padding.</summary>
    public long PackedBytes(WeightSlot slot, int layer) => slot.Kind == WeightKind.Matrix
        ? Of(slot, layer).Sum(part => part.Rows * part.Format.PackedRowBytes(slot.Columns))
        : (long)slot.Rows * slot.Columns * sizeof(float);

    /// <summary>Bytes of a vector.</summary>
    public static long VectorBytes(WeightSlot slot) => (((long)slot.Rows * slot.Columns) + 7) / 8 * 8 * sizeof(float);

    private static Func<WeightSlot, int> Together(WeightManifest manifest, IReadOnlyDictionary<int, int> rowsTogether)
    {
        Dictionary<string, int> byName = rowsTogether.ToDictionary(pair => manifest.Slots[pair.Key].Name, static pair => pair.Value);
        return slot => byName.GetValueOrDefault(slot.Name);
    }

    private static IReadOnlyList<RowFormat> Plan(WeightSlot slot, WeightAlternative made, BlockFormat? asked, Func<WeightSource, BlockFormat> stored, int together)
    {
        (WeightSource Source, BlockFormat Format)[] sources = [.. made.Sources.Select(source => (source, Kept(source, asked, stored)))];
        BlockFormat[] formats = [.. sources.Select(static source => source.Format).Distinct()];
        bool exactly = asked is null;
        return formats.Length == 1 || together == 0
            ? [new RowFormat(0, slot.Rows, formats.Length == 1 ? formats[0] : Narrowest(formats, exactly))]
            : Segments(Blocks(slot, sources, together, exactly), together, slot.Rows);
    }

    /// <summary>Quantised tensors some of whose rows are plain in the plan; of experts one that is in the way of all.</summary>
    private static IEnumerable<WeightProblem> Widened(WeightReader reader, WeightSlot slot, int layer, IReadOnlyList<RowFormat> planned, ColumnOrders? tried) =>
        from source in reader.AlternativeOf(slot, layer).Sources
        where planned.Any(part => part.Format is ElementBlocks && RowRun.Of(source, part.FirstRow, part.Rows).Any())
        let quantised = source.KeysFor(layer).Select((key, expert) => (Weight: reader.View[key].Packed, Order: tried?.Of(expert))).Where(static tensor => tensor.Weight is { IsQuantised: true }).ToArray()
        where quantised.Length > 0
        let packed = quantised.FirstOrDefault(static tensor => tensor.Weight!.BlocksIn(tensor.Order) is null).Weight ?? quantised[0].Weight!
        select new WeightProblem(packed.Name, packed.Blocks is { } blocks ? $"{blocks}, beside rows of another format" : packed.Described, "a format that holds it exactly");

    private static BlockFormat Kept(WeightSource source, BlockFormat? asked, Func<WeightSource, BlockFormat> stored) =>
        asked is ElementBlocks || (asked is ScaledBlocks && !source.Wide) ? asked : stored(source);

    /// <summary>
    /// The format that holds numbers of all of these: a plain one among quantised ones is wide enough for what is quantised while loading, and float32 for everything, also
    /// exactly for what a checkpoint has quantised.
    /// </summary>
    private static BlockFormat Narrowest(IReadOnlyList<BlockFormat> formats, bool exactly) =>
        !exactly && formats.OfType<ElementBlocks>().ToArray() is [ElementBlocks plain] ? plain : Widest;

    /// <summary>For each run of rows that must be together the format that holds them.</summary>
    private static BlockFormat[] Blocks(WeightSlot slot, IEnumerable<(WeightSource Source, BlockFormat Format)> sources, int together, bool exactly)
    {
        BlockFormat?[] blocks = new BlockFormat?[(slot.Rows + together - 1) / together];
        foreach ((WeightSource source, BlockFormat format) in sources)
        {
            foreach (RowRun run in RowRun.Of(source, 0, slot.Rows))
            {
                for (int row = 0; row < run.Rows; row++)
                {
                    ref BlockFormat? block = ref blocks[(run.TargetRow + (row * run.Stride)) / together];
                    block = block is null || block == format ? format : Narrowest([block, format], exactly);
                }
            }
        }

        return [.. blocks.Select(static block => block!)];
    }

    private static List<RowFormat> Segments(BlockFormat[] blocks, int together, int rows)
    {
        List<RowFormat> segments = [];
        for (int first = 0; first < blocks.Length;)
        {
            int end = first + 1;
            while (end < blocks.Length && blocks[end] == blocks[first])
            {
                end++;
            }

            segments.Add(new RowFormat(first * together, Math.Min(end * together, rows) - (first * together), blocks[first]));
            first = end;
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
