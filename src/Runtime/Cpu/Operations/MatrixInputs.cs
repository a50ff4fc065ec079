using System;

namespace Modelwright.Runtime.Cpu;

/// <summary>Makes rows of activations ready for a matrix, once for all that take some of its rows: in the order of its columns, and as whole numbers where its codes are such.</summary>
internal sealed unsafe class MatrixInputs(ThreadTeam team, NativeArena orderedMemory, NativeArena wholeMemory) : TeamWork
{
    /// <summary>Floats worth waking somebody for.</summary>
    private const int ChunkFloats = 1 << 14;

    private CpuMatrix _matrix = null!;
    private Routes? _routes;
    private bool _gathers;
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
    public MatrixInput For(CpuMatrix matrix, float* x, long stride, int rows, int rowsTogether) => For(matrix, x, stride, rows, rowsTogether, routes: null, gathers: false);

    /// <summary>The same of rows at the places of routes, each in the order of its expert's columns.</summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="x">The rows.</param>
    /// <param name="stride">Floats from one to the next.</param>
    /// <param name="rows">How many come out.</param>
    /// <param name="rowsTogether">How many of them the same rows of the matrix are multiplied with.</param>
    /// <param name="routes">Which expert the row at a place goes to; null: all rows go through the whole matrix.</param>
    /// <param name="gathers">Whether <paramref name="x"/> has a row for each token; else it has one for each place.</param>
    public MatrixInput For(CpuMatrix matrix, float* x, long stride, int rows, int rowsTogether, Routes? routes, bool gathers)
    {
        if (matrix.Orders is null && matrix.WholeInputBytes == 0 && !gathers)
        {
            return new MatrixInput(x, stride, null, 0, panels: false);
        }

        (_matrix, _routes, _gathers) = (matrix, routes, gathers);
        _x = x;
        _stride = stride;
        _rows = rows;
        bool copied = matrix.Orders is not null || gathers;
        _input = new MatrixInput(
            copied ? orderedMemory.Floats((long)rows * matrix.Columns) : x,
            copied ? matrix.Columns : stride,
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
            float* from = _x + ((_gathers ? _routes!.Row(row) : row) * _stride);
            if (from != input.X)
            {
                Take(from, _matrix.Orders?.Of(_routes?.Expert(row) ?? 0), input.X);
            }

            byte* whole = input.Whole;
            foreach (WholeInput wanted in _matrix.WholeInputs)
            {
                ShortActivations.Quantise(wanted, input.Panels, input.X, _matrix.Columns, whole);
                whole += wanted.Bytes(_matrix.Columns);
            }
        }
    }

    private void Take(float* from, GroupedColumns? order, float* to)
    {
        if (order is null)
        {
            new ReadOnlySpan<float>(from, _matrix.Columns).CopyTo(new Span<float>(to, _matrix.Columns));
            return;
        }

        ReadOnlySpan<int> columns = order.Columns;
        for (int i = 0; i < columns.Length; i++)
        {
            to[i] = from[columns[i]];
        }
    }
}
