using System;

namespace Modelwright.Runtime.Cpu;

/// <summary>
/// Attention of one new column: the keys are cut in parts of one size, whatever the number of threads, and the parts' results are merged in order
/// (Dao et al. 2023, "Flash-Decoding").
/// </summary>
internal sealed unsafe class AttentionDecodeWork(CpuKernels kernels, ThreadTeam team, NativeArena partials) : TeamWork
{
    /// <summary>Keys of a part.</summary>
    private const int PartKeys = 256;

    private readonly MergeWork _merge = new(kernels, team);
    private AttentionCall _call;
    private float* _partials;
    private int _firstPart;
    private int _parts;

    /// <summary>Floats of a part's result for the heads that share a key head: their sums, largest scores and sums of exponentials.</summary>
    private long PartFloats => (long)_call.Layout.HeadsPerKey * (_call.Layout.HeadDim + 2);

    public void Run(in AttentionCall call)
    {
        _call = call;
        int end = 0;
        int first = int.MaxValue;
        for (int sequence = 0; sequence < call.Shape.Batch; sequence++)
        {
            int column = call.Shape.ColumnOf(sequence, 0);
            first = Math.Min(first, call.Shape.FirstSeen(sequence, column, call.Layout.Window));
            end = Math.Max(end, column + 1);
        }

        _firstPart = first / PartKeys;
        _parts = ((end + PartKeys - 1) / PartKeys) - _firstPart;
        int chunks = call.Shape.Batch * call.Layout.KeyValueHeads * _parts;
        _partials = partials.Floats(chunks * PartFloats);
        team.Run(this, chunks);
        _merge.Run(call, _partials, _parts);
    }

    public override void Run(int chunk, Worker worker)
    {
        AttentionLayout layout = _call.Layout;
        int part = _firstPart + (chunk % _parts);
        int head = chunk / _parts % layout.KeyValueHeads;
        int sequence = chunk / _parts / layout.KeyValueHeads;
        long start = (long)part * PartKeys;
        int column = _call.Shape.ColumnOf(sequence, 0);
        long first = Math.Max(start, _call.Shape.FirstSeen(sequence, column, layout.Window));
        long end = Math.Min(start + PartKeys, column + 1);
        float* to = _partials + (chunk * PartFloats);
        float* largest = to + ((long)layout.HeadsPerKey * layout.HeadDim);
        float* sums = largest + layout.HeadsPerKey;
        if (first >= end)
        {
            new Span<float>(to, layout.HeadsPerKey * layout.HeadDim).Clear();
            new Span<float>(largest, layout.HeadsPerKey).Fill(float.NegativeInfinity);
            new Span<float>(sums, layout.HeadsPerKey).Clear();
            return;
        }

        float* queries = _call.Row(sequence) + ((long)head * layout.HeadsPerKey * layout.HeadDim);
        float* scores = worker.Floats(WorkerMemory.Scores, 4 * PartKeys);
        AttentionPart work = new((nint)queries, layout.HeadsPerKey, layout.HeadDim, (nint)_call.KeysOf(sequence, head), (nint)_call.ValuesOf(sequence, head), start, first, end);
        kernels.AttendPart(_call.Cache, work, scores, to, largest, sums);
    }

    /// <summary>Adds the parts of each query head, all brought to the largest score of any.</summary>
    private sealed class MergeWork(CpuKernels kernels, ThreadTeam team) : TeamWork
    {
        /// <summary>Floats worth waking somebody for.</summary>
        private const int ChunkFloats = 1 << 14;

        private AttentionCall _call;
        private float* _partials;
        private int _parts;
        private int _headsPerChunk;

        public void Run(in AttentionCall call, float* partials, int parts)
        {
            _call = call;
            _partials = partials;
            _parts = parts;
            _headsPerChunk = Math.Max(1, ChunkFloats / (call.Layout.HeadDim * parts));
            team.Run(this, ((call.Shape.Batch * call.Layout.Heads) + _headsPerChunk - 1) / _headsPerChunk);
        }

        public override void Run(int chunk, Worker worker)
        {
            int all = _call.Shape.Batch * _call.Layout.Heads;
            for (int index = chunk * _headsPerChunk; index < Math.Min(all, (chunk + 1) * _headsPerChunk); index++)
            {
                Merge(index / _call.Layout.Heads, index % _call.Layout.Heads);
            }
        }

        private void Merge(int sequence, int head)
        {
            AttentionLayout layout = _call.Layout;
            int dim = layout.HeadDim;
            int group = layout.HeadsPerKey;
            int within = head % group;
            long stride = (long)group * (dim + 2);
            float* parts = _partials + (((sequence * layout.KeyValueHeads) + (head / group)) * _parts * stride);
            float top = float.NegativeInfinity;
            for (int part = 0; part < _parts; part++)
            {
                top = MathF.Max(top, parts[(part * stride) + ((long)group * dim) + within]);
            }

            float* to = _call.AttendedRow(sequence) + ((long)head * dim);
            new Span<float>(to, dim).Clear();
            float sum = 0;
            for (int part = 0; part < _parts; part++)
            {
                float* from = parts + (part * stride);
                float factor = MathF.Exp(from[((long)group * dim) + within] - top);
                sum += factor * from[((long)group * dim) + group + within];
                kernels.AddScaled(from + ((long)within * dim), factor, dim, to);
            }

            _call.Finish(kernels, sequence, head, sum);
        }
    }
}
