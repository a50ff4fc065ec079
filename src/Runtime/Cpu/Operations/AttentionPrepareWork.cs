using System;

namespace Modelwright.Runtime.Cpu;

/// <summary>Norms and turns queries (in place, scaled) and keys, and writes keys and values to the cache.</summary>
internal sealed unsafe class AttentionPrepareWork(CpuKernels kernels, ThreadTeam team) : TeamWork
{
    /// <summary>Chunks that each thread gets at least, if there are heads enough.</summary>
    private const int ChunksPerThread = 4;

    /// <summary>Floats of a chunk, at most: the tail of a work is short then.</summary>
    private const int MostChunkFloats = 1 << 13;

    private AttentionCall _call;
    private int _heads;
    private int _headsPerChunk;

    /// <summary>Heads of a row: of queries, then of keys, each with its values.</summary>
    private int RowHeads => _call.Layout.Heads + _call.Layout.KeyValueHeads;

    public void Run(in AttentionCall call)
    {
        _call = call;
        _heads = call.Shape.Rows * RowHeads;
        _headsPerChunk = Math.Clamp(_heads / (ChunksPerThread * team.Workers.Length), 1, Math.Max(1, MostChunkFloats / call.Layout.HeadDim));
        team.Run(this, (_heads + _headsPerChunk - 1) / _headsPerChunk);
    }

    public override void Run(int chunk, Worker worker)
    {
        AttentionLayout layout = _call.Layout;
        for (int index = chunk * _headsPerChunk; index < Math.Min(_heads, (chunk + 1) * _headsPerChunk); index++)
        {
            int row = index / RowHeads;
            int head = index % RowHeads;
            if (head < layout.Heads)
            {
                float* query = _call.Row(row) + ((long)head * layout.HeadDim);
                Turn(query, _call.QueryNorm, row);
                kernels.Scale(query, _call.Scale, layout.HeadDim);
            }
            else
            {
                Keep(row, head - layout.Heads);
            }
        }
    }

    /// <summary>Key and value of a row go to the cache, if they are no padding behind its end.</summary>
    private void Keep(int row, int head)
    {
        AttentionLayout layout = _call.Layout;
        int sequence = row / _call.Shape.Columns;
        int column = _call.Shape.Past[sequence] + (row % _call.Shape.Columns);
        if (column >= _call.Shape.Capacity)
        {
            return;
        }

        float* key = _call.Row(row) + layout.KeyStart + ((long)head * layout.HeadDim);
        float* value = _call.Row(row) + layout.ValueStart + ((long)head * layout.HeadDim);
        Turn(key, _call.KeyNorm, row);
        kernels.StoreKey(_call.Cache, key, layout.HeadDim, _call.KeysOf(sequence, head), column);
        kernels.StoreValue(_call.Cache, value, layout.HeadDim, _call.ValuesOf(sequence, head), column);
    }

    private void Turn(float* head, float* norm, int row)
    {
        kernels.RmsNorm(head, norm, _call.Layout.HeadDim, _call.Layout.Epsilon, _call.Layout.ZeroCentred, head);
        kernels.Rotate(head, _call.Rope + ((long)row * _call.Layout.RotaryDim), _call.Layout.RotaryDim);
    }
}
