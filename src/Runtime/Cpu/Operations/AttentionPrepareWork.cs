using System;

namespace Modelwright.Runtime.Cpu;

/// <summary>Norms and turns queries (in place, scaled) and keys, and writes keys and values to the cache.</summary>
internal sealed unsafe class AttentionPrepareWork(CpuKernels kernels, ThreadTeam team) : TeamWork
{
    /// <summary>Floats worth waking somebody for.</summary>
    private const int ChunkFloats = 1 << 13;

    private AttentionCall _call;
    private int _rowsPerChunk;

    public void Run(in AttentionCall call)
    {
        _call = call;
        _rowsPerChunk = Math.Max(1, ChunkFloats / call.Layout.ProjectionWidth);
        team.Run(this, (call.Shape.Rows + _rowsPerChunk - 1) / _rowsPerChunk);
    }

    public override void Run(int chunk, Worker worker)
    {
        AttentionLayout layout = _call.Layout;
        for (int row = chunk * _rowsPerChunk; row < Math.Min(_call.Shape.Rows, (chunk + 1) * _rowsPerChunk); row++)
        {
            float* rope = _call.Rope + ((long)row * layout.RotaryDim);
            float* projection = _call.Row(row);
            for (int head = 0; head < layout.Heads; head++)
            {
                float* query = projection + ((long)head * layout.HeadDim);
                Turn(query, _call.QueryNorm, rope);
                kernels.Scale(query, _call.Scale, layout.HeadDim);
            }

            int sequence = row / _call.Shape.Columns;
            int column = _call.Shape.Past[sequence] + (row % _call.Shape.Columns);
            for (int head = 0; head < layout.KeyValueHeads && column < _call.Shape.Capacity; head++)
            {
                float* key = projection + layout.KeyStart + ((long)head * layout.HeadDim);
                Turn(key, _call.KeyNorm, rope);
                kernels.StoreKey(_call.Cache, key, layout.HeadDim, _call.KeysOf(sequence, head), column);
                kernels.StoreValue(_call.Cache, projection + layout.ValueStart + ((long)head * layout.HeadDim), layout.HeadDim, _call.ValuesOf(sequence, head), column);
            }
        }
    }

    private void Turn(float* head, float* norm, float* rope)
    {
        kernels.RmsNorm(head, norm, _call.Layout.HeadDim, _call.Layout.Epsilon, _call.Layout.ZeroCentred, head);
        kernels.Rotate(head, rope, _call.Layout.RotaryDim);
    }
}
