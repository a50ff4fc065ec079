using System;
using System.Collections.Generic;

namespace Modelwright.Runtime.Cpu;

/// <summary>
/// Attention of every row to the rows of its segment, without a score matrix: some queries of one head against one tile of keys after the other.
/// A unit never spans segments, so nothing is computed that is then masked, whatever lengths they have.
/// </summary>
internal sealed unsafe class SegmentAttentionWork(CpuKernels kernels, ThreadTeam team) : TeamWork
{
    /// <summary>Queries of a unit.</summary>
    private const int UnitRows = 96;

    private readonly RotateWork _rotate = new(kernels, team);
    private readonly List<(PatchSegment Segment, int First)> _units = [];
    private SegmentAttentionCall _call;

    public void Run(in SegmentAttentionCall call, IReadOnlyList<PatchSegment> segments)
    {
        _rotate.Run(call);
        _call = call;
        _units.Clear();
        foreach (PatchSegment segment in segments)
        {
            for (int first = segment.First; first < segment.End; first += UnitRows)
            {
                _units.Add((segment, first));
            }
        }

        team.Run(this, _units.Count * call.Heads);
    }

    public override void Run(int chunk, Worker worker)
    {
        (PatchSegment segment, int first) = _units[chunk / _call.Heads];
        int head = chunk % _call.Heads;
        int dim = _call.HeadDim;
        int rows = Math.Min(UnitRows, segment.End - first);
        float* queries = worker.Floats(WorkerMemory.Gathered, (long)(rows + KeyBlocks.Tile) * dim);
        for (int row = 0; row < rows; row++)
        {
            new Span<float>(_call.Query(first + row, head), dim).CopyTo(new Span<float>(queries + ((long)row * dim), dim));
        }

        RunningSoftmax softmax = new(kernels, worker.Floats(WorkerMemory.Product, RunningSoftmax.Floats(kernels, rows, dim)), rows, dim);
        softmax.Clear();
        for (int key = segment.First; key < segment.End; key += KeyBlocks.Tile)
        {
            Tile(head, rows, key, Math.Min(KeyBlocks.Tile, segment.End - key), queries, softmax, worker);
        }

        for (int row = 0; row < rows; row++)
        {
            float* to = _call.AttendedHead(first + row, head);
            softmax.Sums(row).CopyTo(new Span<float>(to, dim));
            kernels.Scale(to, 1 / softmax.Total(row), dim);
        }
    }

    private void Tile(int head, int rows, int key, int keys, float* queries, RunningSoftmax softmax, Worker worker)
    {
        int dim = _call.HeadDim;
        int width = kernels.PanelWidth;
        float* panel = worker.Floats(WorkerMemory.Panel, (long)softmax.Stride * KeyBlocks.Tile);
        float* scores = worker.Floats(WorkerMemory.Scores, (long)rows * KeyBlocks.Tile);
        nint* places = stackalloc nint[width];
        for (int part = 0; part < keys; part += width)
        {
            for (int i = 0; i < width; i++)
            {
                places[i] = (nint)_call.Key(key + Math.Min(part + i, keys - 1), head);
            }

            kernels.Pack(ElementFormat.Float32, (byte**)places, 0, dim, panel);
            kernels.Multiply(queries, dim, rows, panel, dim, kernels.Factor(ElementFormat.Float32), scores + part, KeyBlocks.Tile, accumulate: false);
        }

        for (int row = 0; row < rows; row++)
        {
            softmax.Weigh(scores + ((long)row * KeyBlocks.Tile), 0, keys, row);
        }

        float* values = queries + ((long)rows * dim);
        for (int i = 0; i < KeyBlocks.Tile; i++)
        {
            new Span<float>(_call.Value(key + Math.Min(i, keys - 1), head), dim).CopyTo(new Span<float>(values + ((long)i * dim), dim));
        }

        kernels.PackValues(ElementFormat.Float32, (byte*)values, dim, KeyBlocks.Tile, panel);
        softmax.Add(scores, panel, kernels.Factor(ElementFormat.Float32));
    }

    /// <summary>Turns queries, which are scaled too, and keys where they lie.</summary>
    private sealed class RotateWork(CpuKernels kernels, ThreadTeam team) : TeamWork
    {
        /// <summary>Floats worth waking somebody for.</summary>
        private const int ChunkFloats = 1 << 13;

        private SegmentAttentionCall _call;
        private int _rowsPerChunk;

        public void Run(in SegmentAttentionCall call)
        {
            _call = call;
            _rowsPerChunk = (int)Math.Max(1, ChunkFloats / call.Stride);
            team.Run(this, (call.Rows + _rowsPerChunk - 1) / _rowsPerChunk);
        }

        public override void Run(int chunk, Worker worker)
        {
            for (int row = chunk * _rowsPerChunk; row < Math.Min(_call.Rows, (chunk + 1) * _rowsPerChunk); row++)
            {
                float* table = _call.Rope + ((long)row * _call.HeadDim);
                for (int head = 0; head < _call.Heads; head++)
                {
                    kernels.Rotate(_call.Query(row, head), table, _call.HeadDim);
                    kernels.Scale(_call.Query(row, head), _call.Scale, _call.HeadDim);
                    kernels.Rotate(_call.Key(row, head), table, _call.HeadDim);
                }
            }
        }
    }
}
