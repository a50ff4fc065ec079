using System;

namespace Modelwright.Runtime.Cpu;

/// <summary><c>to (+)= x·Wᵀ (+ bias)</c>, activated, or times a gate of each row.</summary>
internal sealed unsafe class LinearWork(CpuKernels kernels, ThreadTeam team, MatrixInputs inputs) : TeamWork
{
    private CpuMatrix _matrix = null!;
    private MatrixInput _x;
    private float* _to;
    private float* _bias;
    private float* _gates;
    private int _rows;
    private long _toStride;
    private long _gateStride;
    private int _chunkRows;
    private bool _add;
    private bool _isPlain;
    private CpuActivation? _function;

    public void Run(
        CpuMatrix matrix, float* x, long xStride, int rows, float* to, long toStride, float* bias, bool add, float* gates = null, long gateStride = 0, CpuActivation? function = null)
    {
        _matrix = matrix;
        _x = inputs.For(matrix, x, xStride, rows, rows);
        _to = to;
        _bias = bias;
        _gates = gates;
        _rows = rows;
        _toStride = toStride;
        _gateStride = gateStride;
        _add = add;
        _function = function;
        _isPlain = bias is null && gates is null && function is null;
        _chunkRows = PanelProduct.RowsPerChunk(kernels, matrix, matrix.Rows, team.Workers.Length);
        team.Run(this, (matrix.Rows + _chunkRows - 1) / _chunkRows);
    }

    public override void Run(int chunk, Worker worker)
    {
        int step = PanelProduct.Step(kernels, _x, _rows, _chunkRows);
        float* product = worker.Floats(WorkerMemory.Product, (long)_rows * step);
        int end = Math.Min(_matrix.Rows, (chunk + 1) * _chunkRows);
        for (int first = chunk * _chunkRows; first < end; first += step)
        {
            int count = Math.Min(step, end - first);
            if (_isPlain && count == step && (!_add || PanelProduct.CanAdd(_matrix, _x, _rows)))
            {
                PanelProduct.Compute(kernels, _matrix, first, count, _x, _rows, worker, _to + first, (int)_toStride, _add);
                continue;
            }

            PanelProduct.Compute(kernels, _matrix, first, count, _x, _rows, worker, product, step);
            for (int row = 0; row < _rows; row++)
            {
                Finish(product + ((long)row * step), _to + (row * _toStride) + first, count, row, first);
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
