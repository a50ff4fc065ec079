using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Modelwright.Runtime.Cpu;

/// <summary>
/// A loaded model's weights. Matrices lie in the mapped file wherever their format is the one wanted; what is of another format, not aligned or asked for as a
/// copy lies in memory of our own. Vectors are small and always copied, as float32.
/// </summary>
internal sealed unsafe partial class CpuWeights : IDisposable
{
    private readonly HashSet<string> _mappedFiles = new(StringComparer.Ordinal);
    private readonly CpuMatrix?[][] _matrices;
    private readonly nint[][] _vectors;
    private CopiedMemory _copies = new(0);

    private CpuWeights(Checkpoint checkpoint, WeightManifest manifest, ElementFormat elements, WeightReport report)
    {
        (Checkpoint, Elements, Report) = (checkpoint, elements, report);
        _matrices = new CpuMatrix?[manifest.Slots.Count][];
        _vectors = new nint[manifest.Slots.Count][];
    }

    /// <summary>Held open as long as the weights are used.</summary>
    public Checkpoint Checkpoint { get; }

    /// <summary>What the matrices consist of as far as they are plain, which caches follow; where it is as stored, that of the first.</summary>
    public ElementFormat Elements { get; }

    /// <summary>How the checkpoint compared with the model.</summary>
    public WeightReport Report { get; }

    /// <summary>Tells when a file that matrices lie in changes.</summary>
    public CheckpointSeal Seal { get; private set; } = new("", []);

    public long MappedBytes { get; private set; }

    public long CopiedBytes { get; private set; }

    /// <summary>Takes the checkpoint over: it is closed with the weights, or when loading fails.</summary>
    /// <param name="checkpoint">The checkpoint.</param>
    /// <param name="definition">The model.</param>
    /// <param name="options">Format, copies, progress.</param>
    public static CpuWeights Load(Checkpoint checkpoint, CpuModelDefinition definition, CpuLoadOptions options)
    {
        CpuWeights? weights = null;
        try
        {
            WeightReader reader = new(new CheckpointView(checkpoint, definition.Weights), options.IgnoreTensors, options.Logger);
            StoragePlan plan = StoragePlan.Of(options.Storage, reader, RowsTogether(definition.Weights), IsReordered);
            weights = new CpuWeights(checkpoint, definition.Weights, StoragePlan.Elements(options.Storage, reader.StoredFormat), plan.AddTo(reader.Report, options.Logger));
            weights._copies = new CopiedMemory(weights.RequireMemory(reader, plan, definition, options));
            weights.Fill(reader, plan, definition, options);
            weights.Seal = new CheckpointSeal(checkpoint.Path, weights._mappedFiles);
            return weights;
        }
        catch
        {
            weights?._copies.Dispose();
            checkpoint.Dispose();
            throw;
        }
    }

    /// <summary>Rows of every matrix may be stored in several formats, between any two.</summary>
    public static IReadOnlyDictionary<int, int> RowsTogether(WeightManifest manifest) =>
        Enumerable.Range(0, manifest.Slots.Count).Where(slot => manifest.Slots[slot].Kind == WeightKind.Matrix).ToDictionary(static slot => slot, static _ => 1);

    /// <summary>Inputs are taken in another order in front of a product, of each expert in its own; tables are no products.</summary>
    public static bool IsReordered(WeightSlot slot) => slot.Layers.Count > 0;

    public CpuMatrix Matrix(int slot, int layer) => _matrices[slot][layer < 0 ? 0 : layer]!;

    public float* Vector(int slot, int layer) => (float*)_vectors[slot][layer < 0 ? 0 : layer];

    public void Dispose()
    {
        _copies.Dispose();
        Checkpoint.Dispose();
    }

    private void Fill(WeightReader reader, StoragePlan plan, CpuModelDefinition definition, CpuLoadOptions options)
    {
        WeightManifest manifest = definition.Weights;
        long total = manifest.Slots.Sum(slot => slot.Instances.Sum(layer => plan.PackedBytes(slot, layer)));
        for (int index = 0; index < manifest.Slots.Count; index++)
        {
            WeightSlot slot = manifest.Slots[index];
            int places = Math.Max(1, slot.Instances.Max() + 1);
            _matrices[index] = new CpuMatrix?[places];
            _vectors[index] = new nint[places];
            foreach (int layer in slot.Instances)
            {
                options.LoadCancellation.ThrowIfCancellationRequested();
                int place = Math.Max(0, layer);
                if (slot.Kind == WeightKind.Vector)
                {
                    _vectors[index][place] = ReadVector(reader, slot, layer, definition.Transposed.Contains(index));
                }
                else
                {
                    _matrices[index][place] = ReadMatrix(reader, plan, slot, layer, options, total);
                }

                options.Progress?.Report(new LoadProgress(LoadStage.Weights, MappedBytes + CopiedBytes, total, slot.Name));
            }
        }
    }

    private CpuMatrix ReadMatrix(WeightReader reader, StoragePlan plan, WeightSlot slot, int layer, CpuLoadOptions options, long total)
    {
        List<RowSegment> segments = [];
        ColumnOrders? orders = plan.OrdersOf(slot, layer);
        foreach (RowFormat part in plan.Of(slot, layer))
        {
            if (!options.CopyWeights && orders is null && TryMap(reader, slot, layer, part) is { } mapped)
            {
                segments.AddRange(mapped);
                MappedBytes += part.Rows * part.Format.PackedRowBytes(slot.Columns);
            }
            else
            {
                segments.Add(Copy(reader, slot, layer, part, orders, options, total));
            }
        }

        return new CpuMatrix(slot.Columns, RowSegment.Join(segments, slot.Columns), orders);
    }

    /// <summary>Rows as segments of the file; null where they are to be quantised, or in the file are, or are of another format there, transposed, or not aligned.</summary>
    private List<RowSegment>? TryMap(WeightReader reader, WeightSlot slot, int layer, RowFormat part)
    {
        if (part.Format is not ElementBlocks { Element: var format })
        {
            return null;
        }

        List<RowSegment> segments = [];
        List<string> files = [];
        foreach (WeightSource source in reader.AlternativeOf(slot, layer).Sources)
        {
            foreach (RowRun run in RowRun.Of(source, part.FirstRow, part.Rows))
            {
                CheckpointTensor tensor = reader.View[source.KeyFor(layer, run.Expert)];
                if (source.Transposed || tensor.Packed is not null || tensor.Format != format)
                {
                    return null;
                }

                nint data = Address(tensor) + (nint)((long)run.SourceRow * slot.Columns * format.SizeInBytes());
                if (data % format.SizeInBytes() != 0)
                {
                    return null;
                }

                files.Add(tensor.File);
                segments.Add(new RowSegment(data, run.TargetRow, run.TargetRow + run.Rows, part.Format));
            }
        }

        _mappedFiles.UnionWith(files);
        return segments;
    }

    private nint ReadVector(WeightReader reader, WeightSlot slot, int layer, bool transposed)
    {
        float* data = (float*)Own((long)slot.Rows * slot.Columns * sizeof(float));
        Span<float> values = new(data, slot.Rows * slot.Columns);
        reader.ReadRows(slot, layer, 0, slot.Rows, ElementFormat.Float32, slot.Columns, MemoryMarshal.AsBytes(values));
        if (transposed)
        {
            float[] rows = values.ToArray();
            for (int i = 0; i < rows.Length; i++)
            {
                data[((i % slot.Columns) * slot.Rows) + (i / slot.Columns)] = rows[i];
            }
        }

        return (nint)data;
    }

    /// <summary>Where a tensor lies in the mapped file: it does not move before the checkpoint is closed.</summary>
    private static nint Address(CheckpointTensor tensor) => (nint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(tensor.Bytes(0, 1)));

    /// <param name="bytes">Bytes of what is copied.</param>
    /// <param name="room">How many are taken for them; 0: as many.</param>
    private byte* Own(long bytes, long room = 0)
    {
        CopiedBytes += bytes;
        return _copies.Take(Math.Max(bytes, room));
    }
}
