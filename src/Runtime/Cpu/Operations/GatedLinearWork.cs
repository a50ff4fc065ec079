using System;

namespace Modelwright.Runtime.Cpu;

/// <summary><c>to = act(x·gateᵀ)·(x·upᵀ)</c> of a matrix that holds the gate's rows, then up's.</summary>
internal sealed unsafe class GatedLinearWork(CpuKernels kernels, ThreadTeam team) : TeamWork
{
    private CpuMatrix _matrix = null!;
    private CpuActivation _function;
    private float* _x;
    private float* _to;
    private int _rows;
    private int _width;
    private int _panels;
    private long _xStride;

    public void Run(CpuMatrix matrix, CpuActivation function, float* x, long xStride, int rows, float* to)
    {
        _matrix = matrix;
        _function = function;
        _x = x;
        _xStride = xStride;
        _rows = rows;
        _to = to;
        _width = matrix.Rows / 2;
        int all = (_width + kernels.PanelWidth - 1) / kernels.PanelWidth;
        _panels = PanelProduct.PerChunk(matrix, all, 2 * kernels.PanelWidth, team.Workers.Length);
        team.Run(this, (all + _panels - 1) / _panels);
    }

    public override void Run(int chunk, Worker worker)
    {
        int width = kernels.PanelWidth;
        for (int panel = chunk * _panels; panel < (chunk + 1) * _panels && panel * width < _width; panel++)
        {
            int first = panel * width;
            Compute(kernels, _matrix, first, first + _width, Math.Min(width, _width - first), _function, _x, _xStride, _rows, worker, _to + first, _width);
        }
    }

    /// <summary>One panel of gate rows and one of up rows, multiplied while they are in the cache.</summary>
    public static void Compute(
        CpuKernels kernels, CpuMatrix matrix, int gate, int up, int count, CpuActivation function, float* x, long xStride, int rows, Worker worker, float* to, long toStride)
    {
        int width = kernels.PanelWidth;
        float* gates = worker.Floats(WorkerMemory.Product, (long)rows * width);
        float* ups = worker.Floats(WorkerMemory.SecondProduct, (long)rows * width);
        PanelProduct.Compute(kernels, matrix, gate, count, x, xStride, rows, worker, gates);
        PanelProduct.Compute(kernels, matrix, up, count, x, xStride, rows, worker, ups);
        for (int row = 0; row < rows; row++)
        {
            kernels.ActivateAndMultiply(function, gates + ((long)row * width), ups + ((long)row * width), count, to + (row * toStride));
        }
    }
}
