using System;

namespace Modelwright.Runtime.Cpu;

/// <summary>Sums of a table's rows by the weights of each row's taps.</summary>
internal sealed unsafe class InterpolationWork(CpuKernels kernels, ThreadTeam team) : TeamWork
{
    private const int RowsPerChunk = 32;

    private CpuMatrix _table = null!;
    private PatchTap[] _taps = [];
    private int _tapsPerRow;
    private int _rows;
    private float* _to;

    public void Run(CpuMatrix table, PatchTap[] taps, int tapsPerRow, int rows, float* to)
    {
        _table = table;
        _taps = taps;
        _tapsPerRow = tapsPerRow;
        _rows = rows;
        _to = to;
        team.Run(this, (rows + RowsPerChunk - 1) / RowsPerChunk);
    }

    public override void Run(int chunk, Worker worker)
    {
        int width = _table.Columns;
        float* row = worker.Floats(WorkerMemory.Gathered, width);
        for (int patch = chunk * RowsPerChunk; patch < Math.Min(_rows, (chunk + 1) * RowsPerChunk); patch++)
        {
            float* to = _to + ((long)patch * width);
            new Span<float>(to, width).Clear();
            foreach (PatchTap tap in _taps.AsSpan(patch * _tapsPerRow, _tapsPerRow))
            {
                _table.Widen(kernels, tap.Row, 0, width, row);
                kernels.AddScaled(row, tap.Weight, width, to);
            }
        }
    }
}
