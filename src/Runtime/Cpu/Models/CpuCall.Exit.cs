using System;

namespace Modelwright.Runtime.Cpu;

/// <summary>What is done for the rows that an exit's result is wanted of.</summary>
public sealed unsafe partial class CpuCall
{
    private OutputRun _rows;
    private float* _output;
    private int _outputWidth;

    /// <summary>Where the exit's result goes.</summary>
    public CpuBuffer Output => new(CpuBuffer.OutputOffset, _outputWidth);

    /// <summary>Which rows an exit is computed for, and where its result goes.</summary>
    internal void BeginExit(OutputRun rows, float* output, int width)
    {
        _rows = rows;
        _output = output;
        _outputWidth = width;
    }

    /// <summary>The norm of the wanted rows of a buffer.</summary>
    public void ExitNorm(CpuBuffer x, int weight, float epsilon, bool zeroCentred, CpuBuffer to)
    {
        float* from = Pointer(x);
        float* target = Pointer(to);
        for (int row = 0; row < _rows.Count; row++)
        {
            float* source = from + ((_rows.First + ((long)row * _rows.Stride)) * x.Width);
            Engine.Kernels.RmsNorm(source, Weights.Vector(weight, WeightSlot.NoLayer), x.Width, epsilon, zeroCentred, target + ((long)row * to.Width));
        }
    }

    /// <summary><c>to = x·Wᵀ (+ bias)</c> for the wanted rows, which stand first in the buffer; <paramref name="bias"/> is a slot, or -1.</summary>
    public void ExitLinear(CpuBuffer x, int weight, int bias, CpuBuffer to) =>
        Engine.Linear.Run(
            Weights.Matrix(weight, WeightSlot.NoLayer), Pointer(x), x.Width, _rows.Count, Pointer(to), to.Width, Bias(bias, WeightSlot.NoLayer), add: false);

    /// <summary>The wanted rows of a buffer as they are.</summary>
    internal void CopyRows(CpuBuffer x, OutputRun rows, Span<float> to)
    {
        for (int row = 0; row < rows.Count; row++)
        {
            new Span<float>(Row(x, rows.First + (row * rows.Stride)), x.Width).CopyTo(to[(row * x.Width)..]);
        }
    }

    /// <summary>A row of a buffer.</summary>
    internal float* Row(CpuBuffer x, int row) => Pointer(x) + ((long)row * x.Width);
}
