using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Modelwright.Runtime;

/// <summary>
/// Reads a model's weights out of a checkpoint, put together as the manifest says and converted, straight from the file into the caller's memory:
/// a slot of any size can be read in pieces of rows. Thread-safe.
/// </summary>
public sealed partial class WeightReader
{
    private readonly Dictionary<(string Slot, int Layer), WeightAlternative> _chosen = [];

    /// <summary>A reader for one model.</summary>
    /// <param name="checkpoint">The checkpoint; the caller disposes it after the last read.</param>
    /// <param name="manifest">The model's weights.</param>
    /// <param name="logger">As in the other constructor.</param>
    /// <exception cref="WeightMismatchException">Something the manifest asks for is missing or wrong.</exception>
    public WeightReader(Checkpoint checkpoint, WeightManifest manifest, ILogger? logger = null)
        : this(new CheckpointView(checkpoint, manifest), ignoreTensors: [], logger)
    {
    }

    /// <summary>A reader for one model.</summary>
    /// <param name="view">The checkpoint under the model's names; the caller disposes the checkpoint after the last read.</param>
    /// <param name="ignoreTensors">As <see cref="LoadOptions.IgnoreTensors"/>.</param>
    /// <param name="logger">Told of tensors that are not used, of a prefix, and when tied embeddings turn out to be different tensors.</param>
    /// <exception cref="WeightMismatchException">Something the manifest asks for is missing or wrong, or something speaks against the model.</exception>
    public WeightReader(CheckpointView view, IReadOnlyList<string> ignoreTensors, ILogger? logger = null)
    {
        logger ??= NullLogger.Instance;
        View = view;
        Report = view.Verify(ignoreTensors);
        Report.ThrowIfIncomplete();
        WeightReportLog.Write(logger, Report);
        HashSet<string> compared = new(StringComparer.Ordinal);
        foreach (WeightSlot slot in Manifest.Slots)
        {
            foreach (int layer in slot.Instances)
            {
                WeightAlternative chosen = view.Choose(slot, layer)!;
                CheckCovered(slot, chosen);
                _chosen.Add((slot.Name, layer), chosen);
                WarnIfUntied(slot, chosen, layer, compared, logger);
            }
        }

        HasPacked = _chosen.Any(way => way.Value.Sources.Any(source => View[source.KeyFor(way.Key.Layer, expert: 0)].Packed is { IsQuantised: true }));
        StoredFormat = Manifest.Slots.FirstOrDefault(static slot => slot.Kind == WeightKind.Matrix) is { } first
            ? View[_chosen[(first.Name, first.Instances[0])].Sources[0].KeyFor(first.Instances[0], expert: 0)].Format
            : ElementFormat.Float32;
    }

    /// <summary>What it reads from.</summary>
    public CheckpointView View { get; }

    /// <summary>How the checkpoint compares with the model.</summary>
    public WeightReport Report { get; }

    /// <summary>The weights it reads.</summary>
    public WeightManifest Manifest => View.Manifest;

    /// <summary>The format the checkpoint has its matrices in: that of the first one, normally the embedding.</summary>
    public ElementFormat StoredFormat { get; }

    /// <summary>Whether the checkpoint has any of the model's matrices quantised.</summary>
    public bool HasPacked { get; }

    /// <summary>The format that a choice of storage means for this checkpoint's matrices (for quantised ones as they are stored: float32, which loses nothing), where a backend keeps them as plain elements.</summary>
    /// <exception cref="StorageNotSupportedException">It is no element format.</exception>
    public ElementFormat Resolve(WeightStorage storage) => StoragePlan.Plain(storage, HasPacked ? ElementFormat.Float32 : StoredFormat).Element;

    /// <summary>The alternative used for a slot and layer.</summary>
    public WeightAlternative AlternativeOf(WeightSlot slot, int layer) =>
        _chosen.TryGetValue((slot.Name, layer), out WeightAlternative? chosen)
            ? chosen
            : throw new ArgumentException($"The slot '{slot.Name}' does not exist for layer {layer}; wanted one of {string.Join(", ", slot.Instances)}.", nameof(layer));

    /// <summary>Whether two slots outside the layers are made from different tensors, as a head and embeddings that are not tied, or tied and yet both in the file.</summary>
    /// <param name="first">Name of a slot.</param>
    /// <param name="second">Name of another.</param>
    public bool IsApart(string first, string second)
    {
        string[] keys =
        [
            .. ((string[])[first, second]).Select(name => _chosen.GetValueOrDefault((name, WeightSlot.NoLayer))?.Sources[0].Key).OfType<string>(),
        ];
        return keys is [{ } one, { } other] && one != other;
    }

    /// <summary>Reads rows of a slot.</summary>
    /// <param name="slot">One of the manifest's slots.</param>
    /// <param name="layer">A layer that has it; <see cref="WeightSlot.NoLayer"/> for a slot outside the layers.</param>
    /// <param name="rowStart">First slot row.</param>
    /// <param name="rowCount">Number of rows.</param>
    /// <param name="target">Float32, Float16 or BFloat16.</param>
    /// <param name="paddedColumns">Columns of a row in the destination, at least the slot's; the rest is set to zero.</param>
    /// <param name="destination">Receives [rowCount, paddedColumns] elements of <paramref name="target"/>.</param>
    public void ReadRows(WeightSlot slot, int layer, int rowStart, int rowCount, ElementFormat target, int paddedColumns, Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rowStart);
        ArgumentOutOfRangeException.ThrowIfNegative(rowCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rowStart, slot.Rows - rowCount);
        ArgumentOutOfRangeException.ThrowIfLessThan(paddedColumns, slot.Columns);
        int rowBytes = paddedColumns * target.SizeInBytes();
        ArgumentOutOfRangeException.ThrowIfLessThan(destination.Length, checked(rowCount * rowBytes), nameof(destination));

        foreach (WeightSource source in AlternativeOf(slot, layer).Sources)
        {
            foreach (RowRun run in RowRun.Of(source, rowStart, rowCount))
            {
                CheckpointTensor tensor = View[source.KeyFor(layer, run.Expert)];
                Span<byte> place = destination[((run.TargetRow - rowStart) * rowBytes)..];
                if (source.Transposed)
                {
                    TransposedRows.Read(tensor, run.SourceRow, run.Rows, 0, slot.Columns, target, place, run.Stride * rowBytes);
                    Pad(run, slot.Columns * target.SizeInBytes(), rowBytes, place);
                }
                else
                {
                    Copy(tensor, slot.Columns, run, target, rowBytes, place);
                }
            }
        }
    }

    /// <summary>Reads a whole slot, rows padded as its kind says. For small slots: the result must fit in an array.</summary>
    public byte[] ReadAll(WeightSlot slot, int layer, ElementFormat target)
    {
        byte[] bytes = new byte[(long)slot.Rows * slot.PaddedColumns * target.SizeInBytes()];
        ReadRows(slot, layer, 0, slot.Rows, target, slot.PaddedColumns, bytes);
        return bytes;
    }

    private static void Copy(CheckpointTensor tensor, int columns, RowRun run, ElementFormat target, int rowBytes, Span<byte> destination)
    {
        int dense = columns * target.SizeInBytes();
        if (dense == rowBytes && run.Stride == 1)
        {
            tensor.Read((long)run.SourceRow * columns, checked(run.Rows * columns), target, destination);
            return;
        }

        for (int row = 0; row < run.Rows; row++)
        {
            Span<byte> line = destination.Slice(row * run.Stride * rowBytes, rowBytes);
            tensor.Read((long)(run.SourceRow + row) * columns, columns, target, line);
            line[dense..].Clear();
        }
    }

    private static void Pad(RowRun run, int dense, int rowBytes, Span<byte> destination)
    {
        for (int row = 0; row < run.Rows && dense < rowBytes; row++)
        {
            destination.Slice((row * run.Stride * rowBytes) + dense, rowBytes - dense).Clear();
        }
    }

    /// <summary>A manifest whose sources do not fill its slot is a fault of the compiler, not of the checkpoint.</summary>
    private static void CheckCovered(WeightSlot slot, WeightAlternative chosen)
    {
        int rows = chosen.Sources.Sum(static s => s.Blocks.Sum(b => Math.Max(1, s.Experts) * b.Blocks * b.Rows));
        WeightSource? narrow = chosen.Sources.FirstOrDefault(source => source.Columns != slot.Columns);
        if (rows != slot.Rows || narrow is not null)
        {
            throw new InvalidOperationException(
                $"The manifest's slot '{slot.Name}' is [{slot.Rows}, {slot.Columns}], and its sources give {rows} rows of {narrow?.Columns ?? slot.Columns} columns.");
        }
    }

    /// <summary>
    /// A model with tied embeddings whose checkpoint has two different tensors: each is used for what it is named, as Hugging Face does.
    /// Both the head's and the embeddings' slot name both tensors; they are compared once.
    /// </summary>
    private void WarnIfUntied(WeightSlot slot, WeightAlternative chosen, int layer, HashSet<string> compared, ILogger logger)
    {
        string used = chosen.Sources[0].KeyFor(layer, expert: 0);
        foreach (WeightAlternative other in slot.Alternatives)
        {
            string key = other.Sources[0].KeyFor(layer, expert: 0);
            if (other.Sources.Count == 1
                && chosen.Sources.Count == 1
                && key != used
                && View.Contains(key)
                && compared.Add(key)
                && compared.Add(used)
                && !SameValues(View[used], View[key]))
            {
                LogUntied(logger, used, key);
            }
        }
    }

    private static bool SameValues(CheckpointTensor a, CheckpointTensor b)
    {
        const int piece = 1 << 17;
        bool same = a.Format == b.Format && a.ByteLength == b.ByteLength && a.Packed is null && b.Packed is null;
        (byte[] left, byte[] right) = (new byte[piece], new byte[piece]);
        for (long offset = 0; same && offset < a.ByteLength; offset += piece)
        {
            int length = (int)Math.Min(piece, a.ByteLength - offset);
            a.ReadBytes(offset, left.AsSpan(0, length));
            b.ReadBytes(offset, right.AsSpan(0, length));
            same = left.AsSpan(0, length).SequenceEqual(right.AsSpan(0, length));
        }

        return same;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The config ties {Used} and {Other}, but the checkpoint has both and they differ: each is used as it is.")]
    private static partial void LogUntied(ILogger logger, string used, string other);
}
