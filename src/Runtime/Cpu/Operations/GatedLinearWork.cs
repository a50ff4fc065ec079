using System;

namespace Modelwright.Runtime.Cpu;

/// <summary><c>to = act(x·gateᵀ)·(x·upᵀ)</c> of a matrix that holds the gate's rows, then up's.</summary>
internal sealed unsafe class GatedLinearWork(CpuKernels kernels, ThreadTeam team, MatrixInputs inputs) : TeamWork
{
    private CpuMatrix _matrix = null!;
    private CpuActivation _function;
    private MatrixInput _x;
    private float* _to;
    private int _rows;
    private int _width;
    private int _chunkRows;

    public void Run(CpuMatrix matrix, CpuActivation function, float* x, long xStride, int rows, float* to)
    {
        _matrix = matrix;
        _function = function;
        _x = inputs.For(matrix, x, xStride, rows, rows);
        _rows = rows;
        _to = to;
        _width = matrix.Rows / 2;
        _chunkRows = PanelProduct.RowsPerChunk(kernels, matrix, _width, team.Workers.Length);
        team.Run(this, (_width + _chunkRows - 1) / _chunkRows);
    }

    public override void Run(int chunk, Worker worker)
    {
        int first = chunk * _chunkRows;
        Compute(kernels, _matrix, first, first + _width, Math.Min(_chunkRows, _width - first), _function, _x, _rows, worker, _to + first, _width);
    }

    /// <summary>Some of the gate's rows and the same of up's, multiplied while the products are in the cache.</summary>
    public static void Compute(
        CpuKernels kernels, CpuMatrix matrix, int gate, int up, int count, CpuActivation function, in MatrixInput x, int rows, Worker worker, float* to, long toStride)
    {
        int step = PanelProduct.Step(kernels, x, rows, count);
        float* gates = worker.Floats(WorkerMemory.Product, (long)rows * step);
        float* ups = worker.Floats(WorkerMemory.SecondProduct, (long)rows * step);
        for (int first = 0; first < count; first += step)
        {
            int some = Math.Min(step, count - first);
            PanelProduct.Compute(kernels, matrix, gate + first, some, x, rows, worker, gates, step);
            PanelProduct.Compute(kernels, matrix, up + first, some, x, rows, worker, ups, step);
            for (int row = 0; row < rows; row++)
            {
                kernels.ActivateAndMultiply(function, gates + ((long)row * step), ups + ((long)row * step), some, to + (row * toStride) + first);
            }
        }
    }
}
