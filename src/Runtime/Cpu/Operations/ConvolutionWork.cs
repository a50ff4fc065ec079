using System;

namespace Modelwright.Runtime.Cpu;

/// <summary>The causal convolution of each channel over the columns, its activation, and the norms of queries and keys; then the inputs that the next call looks back to.</summary>
internal sealed unsafe class ConvolutionWork(CpuKernels kernels, ThreadTeam team) : TeamWork
{
    /// <summary>Floats worth waking somebody for.</summary>
    private const int ChunkFloats = 1 << 13;

    private DeltaCall _call;
    private int _rowsPerChunk;

    public void Run(in DeltaCall call)
    {
        _call = call;
        _rowsPerChunk = Math.Max(1, ChunkFloats / call.Layout.Channels);
        team.Run(this, (call.Shape.Rows + _rowsPerChunk - 1) / _rowsPerChunk);
        for (int sequence = 0; sequence < call.Shape.Batch; sequence++)
        {
            Remember(sequence);
        }
    }

    public override void Run(int chunk, Worker worker)
    {
        DeltaLayout layout = _call.Layout;
        float** inputs = stackalloc float*[layout.Kernel];
        for (int row = chunk * _rowsPerChunk; row < Math.Min(_call.Shape.Rows, (chunk + 1) * _rowsPerChunk); row++)
        {
            for (int tap = 0; tap < layout.Kernel; tap++)
            {
                inputs[tap] = Input(row / _call.Shape.Columns, (row % _call.Shape.Columns) - (layout.Kernel - 1) + tap);
            }

            float* mixed = _call.MixedRow(row);
            kernels.Convolve(inputs, _call.Filter, layout.Kernel, layout.Channels, layout.Function, mixed);
            for (int head = 0; head < layout.KeyHeads; head++)
            {
                float* query = mixed + ((long)head * layout.KeyDim);
                float* key = query + ((long)layout.KeyHeads * layout.KeyDim);
                kernels.L2Norm(query, layout.KeyDim, layout.QueryScale, query);
                kernels.L2Norm(key, layout.KeyDim, 1, key);
            }
        }
    }

    /// <summary>What went in at a column of this call; at one before it where the column is negative.</summary>
    private float* Input(int sequence, int column) => column >= 0
        ? _call.ProjectionRow((sequence * _call.Shape.Columns) + column)
        : Remembered(sequence, _call.Layout.Kernel - 1 + column);

    private float* Remembered(int sequence, int place) =>
        _call.Inputs + ((((long)sequence * (_call.Layout.Kernel - 1)) + place) * _call.Layout.Channels);

    private void Remember(int sequence)
    {
        int columns = _call.Layout.Kernel - 1;
        for (int place = 0; place < columns; place++)
        {
            float* from = Input(sequence, _call.Shape.New[sequence] - columns + place); // one at a later place, or of this call: never overwritten yet
            new Span<float>(from, _call.Layout.Channels).CopyTo(new Span<float>(Remembered(sequence, place), _call.Layout.Channels));
        }
    }
}
