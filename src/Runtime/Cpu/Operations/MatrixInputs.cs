using System;

namespace Modelwright.Runtime.Cpu;

/// <summary>Makes rows of activations ready for a matrix, once for all that take some of its rows: in the order of its columns, and as whole numbers where its codes are such.</summary>
internal sealed unsafe class MatrixInputs(ThreadTeam team, NativeArena orderedMemory, NativeArena wholeMemory) : TeamWork
{
    /// <summary>Floats worth waking somebody for.</summary>
    private const int ChunkFloats = 1 << 14;

    private CpuMatrix _matrix = null!;
    private float* _x;
    private MatrixInput _input;
    private long _stride;
    private int _rows;
    private int _rowsPerChunk;

    /// <summary>The rows as the matrix takes them: themselves, or copies that are good until the next call.</summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="x">The rows.</param>
    /// <param name="stride">Floats from one to the next.</param>
    /// <param name="rows">How many.</param>
    /// <param name="rowsTogether">How many of them the same rows of the matrix are multiplied with: where experts share them, fewer.</param>
    public MatrixInput For(CpuMatrix matrix, float* x, long stride, int rows, int rowsTogether)
    {
        if (matrix.Order is null && matrix.WholeInputBytes == 0)
        {
            return new MatrixInput(x, stride, null, 0, panels: false);
        }

        _matrix = matrix;
        _x = x;
        _stride = stride;
        _rows = rows;
        bool ordered = matrix.Order is not null;
        _input = new MatrixInput(
            ordered ? orderedMemory.Floats((long)rows * matrix.Columns) : x,
            ordered ? matrix.Columns : stride,
            (byte*)wholeMemory.Floats(rows * matrix.WholeInputBytes / sizeof(float)),
            matrix.WholeInputBytes,
            panels: rowsTogether >= PanelProduct.PackedRows && matrix.WholeInputBytes > 0);
        _rowsPerChunk = Math.Max(1, ChunkFloats / matrix.Columns);
        team.Run(this, (rows + _rowsPerChunk - 1) / _rowsPerChunk);
        return _input;
    }

    public override void Run(int chunk, Worker worker)
    {
        for (int row = chunk * _rowsPerChunk; row < Math.Min(_rows, (chunk + 1) * _rowsPerChunk); row++)
        {
            MatrixInput input = _input.From(row);
            if (_matrix.Order is { } order)
            {
                Reorder(_x + (row * _stride), order.Columns, input.X);
            }

            byte* whole = input.Whole;
            foreach (WholeInput wanted in _matrix.WholeInputs)
            {
                ShortActivations.Quantise(wanted, input.Panels, input.X, _matrix.Columns, whole);
                whole += wanted.Bytes(_matrix.Columns);
            }
        }
    }

    private static void Reorder(float* from, ReadOnlySpan<int> order, float* to)
    {
        for (int i = 0; i < order.Length; i++)
        {
            to[i] = from[order[i]];
        }
    }
}
