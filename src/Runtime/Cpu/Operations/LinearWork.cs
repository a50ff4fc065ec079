using System;

namespace Modelwright.Runtime.Cpu;

/// <summary><c>to (+)= x·Wᵀ (+ bias)</c>, activated, or times a gate of each row.</summary>
internal sealed unsafe class LinearWork(CpuKernels kernels, ThreadTeam team) : TeamWork
{
    private CpuMatrix _matrix = null!;
    private float* _x;
    private float* _to;
    private float* _bias;
    private float* _gates;
    private int _rows;
    private long _xStride;
    private long _toStride;
    private long _gateStride;
    private int _panels;
    private bool _add;
    private CpuActivation? _function;

    public void Run(
        CpuMatrix matrix, float* x, long xStride, int rows, float* to, long toStride, float* bias, bool add, float* gates = null, long gateStride = 0, CpuActivation? function = null)
    {
        _matrix = matrix;
        _x = x;
        _to = to;
        _bias = bias;
        _gates = gates;
        _rows = rows;
        _xStride = xStride;
        _toStride = toStride;
        _gateStride = gateStride;
        _add = add;
        _function = function;
        int all = (matrix.Rows + kernels.PanelWidth - 1) / kernels.PanelWidth;
        _panels = PanelProduct.PerChunk(matrix, all, kernels.PanelWidth, team.Workers.Length);
        team.Run(this, (all + _panels - 1) / _panels);
    }

    public override void Run(int chunk, Worker worker)
    {
        int width = kernels.PanelWidth;
        float* product = worker.Floats(WorkerMemory.Product, (long)_rows * width);
        for (int panel = chunk * _panels; panel < (chunk + 1) * _panels && panel * width < _matrix.Rows; panel++)
        {
            int first = panel * width;
            int count = Math.Min(width, _matrix.Rows - first);
            PanelProduct.Compute(kernels, _matrix, first, count, _x, _xStride, _rows, worker, product);
            for (int row = 0; row < _rows; row++)
            {
                Finish(product + ((long)row * width), _to + (row * _toStride) + first, count, row, first);
            }
        }
    }

    private void Finish(float* from, float* to, int count, int row, int first)
    {
        if (_bias is not null)
        {
            kernels.AddScaled(_bias + first, 1, count, from);
        }

        if (_function is { } function)
        {
            kernels.Activate(function, from, count);
        }

        if (_gates is not null)
        {
            kernels.AddScaled(from, CpuMath.Sigmoid(_gates[row * _gateStride]), count, to);
        }
        else if (_add)
        {
            kernels.AddScaled(from, 1, count, to);
        }
        else
        {
            new Span<float>(from, count).CopyTo(new Span<float>(to, count));
        }
    }
}
