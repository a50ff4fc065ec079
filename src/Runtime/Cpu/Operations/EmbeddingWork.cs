using System;

namespace Modelwright.Runtime.Cpu;

/// <summary>Rows of the embedding table, widened.</summary>
internal sealed unsafe class EmbeddingWork(CpuKernels kernels, ThreadTeam team) : TeamWork
{
    private const int RowsPerChunk = 32;

    private CpuMatrix _table = null!;
    private int[] _tokens = [];
    private int _rows;
    private float* _to;

    public void Run(CpuMatrix table, int[] tokens, int rows, float* to)
    {
        _table = table;
        _tokens = tokens;
        _rows = rows;
        _to = to;
        team.Run(this, (rows + RowsPerChunk - 1) / RowsPerChunk);
    }

    public override void Run(int chunk, Worker worker)
    {
        for (int row = chunk * RowsPerChunk; row < Math.Min(_rows, (chunk + 1) * RowsPerChunk); row++)
        {
            _table.Widen(kernels, _tokens[row], 0, _table.Columns, _to + ((long)row * _table.Columns));
        }
    }
}
