using System;

namespace Modelwright.Runtime.Cpu;

/// <summary>What is done for the rows whose logits are wanted.</summary>
public sealed unsafe partial class CpuCall
{
    private int _exitStart;
    private int _exitStride;
    private int _exitCount;
    private float* _logits;

    /// <summary>Which rows the exit block is run for, and where their logits go.</summary>
    internal void BeginExit(int start, int stride, int count, float* logits)
    {
        (_exitStart, _exitStride, _exitCount) = (start, stride, count);
        _logits = logits;
    }

    /// <summary>The final norm of the rows whose logits are wanted.</summary>
    public void ExitNorm(CpuBuffer x, int weight, float epsilon, bool zeroCentred, CpuBuffer to)
    {
        float* from = Pointer(x);
        for (int row = 0; row < _exitCount; row++)
        {
            float* source = from + ((_exitStart + ((long)row * _exitStride)) * x.Width);
            Engine.Kernels.RmsNorm(source, Weights.Vector(weight, WeightSlot.NoLayer), x.Width, epsilon, zeroCentred, Pointer(to) + ((long)row * to.Width));
        }
    }

    /// <summary>The logits of those rows.</summary>
    public void Logits(CpuBuffer x, int weight)
    {
        CpuMatrix head = Weights.Matrix(weight, WeightSlot.NoLayer);
        Engine.Linear.Run(head, Pointer(x), x.Width, _exitCount, _logits, head.Rows, null, add: false);
    }
}
