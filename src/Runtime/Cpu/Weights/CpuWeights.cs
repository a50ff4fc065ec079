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
internal sealed unsafe class CpuWeights : IDisposable
{
    private const int PieceBytes = 1 << 24;

    private readonly List<nint> _owned = [];
    private readonly HashSet<string> _mappedFiles = new(StringComparer.Ordinal);
    private readonly CpuMatrix?[][] _matrices;
    private readonly nint[][] _vectors;

    private CpuWeights(Checkpoint checkpoint, WeightManifest manifest, ElementFormat format, WeightReport report)
    {
        (Checkpoint, Format, Report) = (checkpoint, format, report);
        _matrices = new CpuMatrix?[manifest.Slots.Count][];
        _vectors = new nint[manifest.Slots.Count][];
    }

    /// <summary>Held open as long as the weights are used.</summary>
    public Checkpoint Checkpoint { get; }

    /// <summary>The format of the matrices; where it is as stored, that of the first.</summary>
    public ElementFormat Format { get; }

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
            weights = new CpuWeights(checkpoint, definition.Weights, reader.Resolve(options.Storage), reader.Report);
            weights.Fill(reader, definition, options);
            weights.Seal = new CheckpointSeal(checkpoint.Path, weights._mappedFiles);
            return weights;
        }
        catch
        {
            weights?.FreeOwned();
            checkpoint.Dispose();
            throw;
        }
    }

    public CpuMatrix Matrix(int slot, int layer) => _matrices[slot][layer < 0 ? 0 : layer]!;

    public float* Vector(int slot, int layer) => (float*)_vectors[slot][layer < 0 ? 0 : layer];

    public void Dispose()
    {
        FreeOwned();
        Checkpoint.Dispose();
    }

    private void Fill(WeightReader reader, CpuModelDefinition definition, CpuLoadOptions options)
    {
        WeightManifest manifest = definition.Weights;
        long total = manifest.Slots.Sum(slot => (long)slot.Rows * slot.Columns * slot.Instances.Count) * Format.SizeInBytes();
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
                    _matrices[index][place] = ReadMatrix(reader, slot, layer, options);
                }

                options.Progress?.Report(new LoadProgress(LoadStage.Weights, MappedBytes + CopiedBytes, total, slot.Name));
            }
        }
    }

    private CpuMatrix ReadMatrix(WeightReader reader, WeightSlot slot, int layer, CpuLoadOptions options)
    {
        if (!options.CopyWeights && TryMap(reader, slot, layer, options.Storage) is { } mapped)
        {
            MappedBytes += mapped.Bytes;
            return mapped;
        }

        long rowBytes = (long)slot.Columns * Format.SizeInBytes();
        byte* data = Own(slot.Rows * rowBytes);
        int piece = (int)Math.Max(1, PieceBytes / rowBytes);
        for (int row = 0; row < slot.Rows; row += piece)
        {
            int rows = Math.Min(piece, slot.Rows - row);
            reader.ReadRows(slot, layer, row, rows, Format, slot.Columns, new Span<byte>(data + (row * rowBytes), checked((int)(rows * rowBytes))));
        }

        return new CpuMatrix(Format, slot.Columns, [new RowSegment((nint)data, 0, slot.Rows)]);
    }

    /// <summary>The matrix as segments of the file; null where its tensors are of several formats, of another than is wanted, transposed, or not aligned.</summary>
    private CpuMatrix? TryMap(WeightReader reader, WeightSlot slot, int layer, WeightStorage storage)
    {
        List<RowSegment> segments = [];
        List<string> files = [];
        ElementFormat? format = storage == WeightStorage.AsStored ? null : Format;
        foreach (WeightSource source in reader.AlternativeOf(slot, layer).Sources)
        {
            foreach (RowRun run in RowRun.Of(source, 0, slot.Rows))
            {
                CheckpointTensor tensor = reader.View[source.KeyFor(layer, run.Expert)];
                if (tensor.Packed is not null)
                {
                    return null;
                }

                format ??= tensor.Format;
                nint data = Address(tensor) + (nint)((long)run.SourceRow * slot.Columns * tensor.Format.SizeInBytes());
                if (source.Transposed || tensor.Format != format || !format.Value.IsWeightFormat() || data % tensor.Format.SizeInBytes() != 0)
                {
                    return null;
                }

                files.Add(tensor.File);
                segments.Add(new RowSegment(data, run.TargetRow, run.TargetRow + run.Rows));
            }
        }

        _mappedFiles.UnionWith(files);
        return new CpuMatrix(format!.Value, slot.Columns, Joined(segments, (long)slot.Columns * format.Value.SizeInBytes()));
    }

    /// <summary>In order of rows, those that follow each other in memory as one.</summary>
    private static RowSegment[] Joined(List<RowSegment> segments, long rowBytes)
    {
        List<RowSegment> joined = [];
        foreach (RowSegment next in segments.OrderBy(static s => s.First))
        {
            if (joined.Count > 0 && joined[^1] is var last && last.Data + (nint)((last.End - last.First) * rowBytes) == next.Data)
            {
                joined[^1] = last with { End = next.End };
            }
            else
            {
                joined.Add(next);
            }
        }

        return [.. joined];
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

    private byte* Own(long bytes)
    {
        const int CacheLine = 64;
        byte* data = (byte*)NativeMemory.AlignedAlloc((nuint)Math.Max(1, bytes), CacheLine);
        _owned.Add((nint)data);
        CopiedBytes += bytes;
        return data;
    }

    private void FreeOwned()
    {
        foreach (nint data in _owned)
        {
            NativeMemory.AlignedFree((void*)data);
        }

        _owned.Clear();
    }
}
