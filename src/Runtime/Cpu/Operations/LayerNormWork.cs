using System;

namespace Modelwright.Runtime.Cpu;

/// <summary>Layer norm of every row.</summary>
internal sealed unsafe class LayerNormWork(CpuKernels kernels, ThreadTeam team) : TeamWork
{
    /// <summary>Floats worth waking somebody for.</summary>
    private const int ChunkFloats = 1 << 14;

    private float* _x;
    private float* _weight;
    private float* _bias;
    private float* _to;
    private int _rows;
    private int _width;
    private int _rowsPerChunk;
    private float _epsilon;

    public void Run(float* x, float* weight, float* bias, int rows, int width, float epsilon, float* to)
    {
        _x = x;
        _weight = weight;
        _bias = bias;
        _rows = rows;
        _width = width;
        _epsilon = epsilon;
        _to = to;
        _rowsPerChunk = Math.Max(1, ChunkFloats / width);
        team.Run(this, (rows + _rowsPerChunk - 1) / _rowsPerChunk);
    }

    public override void Run(int chunk, Worker worker)
    {
        for (int row = chunk * _rowsPerChunk; row < Math.Min(_rows, (chunk + 1) * _rowsPerChunk); row++)
        {
            kernels.LayerNorm(_x + ((long)row * _width), _weight, _bias, _width, _epsilon, _to + ((long)row * _width));
        }
    }
}
