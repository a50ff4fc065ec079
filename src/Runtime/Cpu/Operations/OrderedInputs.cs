using System;

namespace Modelwright.Runtime.Cpu;

/// <summary>Rows of activations in the order of a matrix's columns.</summary>
internal sealed unsafe class OrderedInputs(ThreadTeam team, NativeArena memory) : TeamWork
{
    /// <summary>Floats worth waking somebody for.</summary>
    private const int ChunkFloats = 1 << 14;

    private CpuMatrix _matrix = null!;
    private float* _x;
    private float* _to;
    private long _stride;
    private int _rows;
    private int _rowsPerChunk;

    /// <summary>The rows as the matrix takes them: themselves, or copies that are good until the next call.</summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="x">The rows.</param>
    /// <param name="stride">Floats from one to the next; then those of the result.</param>
    /// <param name="rows">How many.</param>
    public float* For(CpuMatrix matrix, float* x, ref long stride, int rows)
    {
        if (matrix.Order is null)
        {
            return x;
        }

        _matrix = matrix;
        _x = x;
        _stride = stride;
        _rows = rows;
        _to = memory.Floats((long)rows * matrix.Columns);
        _rowsPerChunk = Math.Max(1, ChunkFloats / matrix.Columns);
        team.Run(this, (rows + _rowsPerChunk - 1) / _rowsPerChunk);
        stride = matrix.Columns;
        return _to;
    }

    public override void Run(int chunk, Worker worker)
    {
        ReadOnlySpan<int> order = _matrix.Order!.Columns;
        for (int row = chunk * _rowsPerChunk; row < Math.Min(_rows, (chunk + 1) * _rowsPerChunk); row++)
        {
            float* from = _x + (row * _stride);
            float* to = _to + ((long)row * order.Length);
            for (int i = 0; i < order.Length; i++)
            {
                to[i] = from[order[i]];
            }
        }
    }
}
