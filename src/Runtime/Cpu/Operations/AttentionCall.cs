using System;

namespace Modelwright.Runtime.Cpu;

/// <summary>One layer's attention in one call: where everything lies.</summary>
internal unsafe struct AttentionCall
{
    public AttentionLayout Layout;
    public CallShape Shape;
    public ElementFormat Cache;
    public float* Projection;
    public float* Attended;
    public float* QueryNorm;
    public float* KeyNorm;
    public float* Rope;
    public byte* Keys;
    public byte* Values;

    /// <summary>What attention gives the columns before this one is not wanted, and prompts leave it out.</summary>
    public int FirstWanted;

    private readonly int Capacity => KeyBlocks.Rounded(Shape.Capacity);

    public readonly float Scale => (float)(1 / Math.Sqrt(Layout.HeadDim));

    public readonly byte* KeysOf(int sequence, int head) => Keys + ((((long)sequence * Layout.KeyValueHeads) + head) * KeyBlocks.KeyBytes(Cache, Layout.HeadDim, Capacity));

    public readonly byte* ValuesOf(int sequence, int head) => Values + ((((long)sequence * Layout.KeyValueHeads) + head) * KeyBlocks.ValueBytes(Cache, Layout.HeadDim, Capacity));

    public readonly float* Row(int row) => Projection + ((long)row * Layout.ProjectionWidth);

    public readonly float* AttendedRow(int row) => Attended + ((long)row * Layout.Heads * Layout.HeadDim);

    /// <summary>The result of a query head, divided by its sum and gated.</summary>
    public readonly void Finish(CpuKernels kernels, int row, int head, float sum)
    {
        float* to = AttendedRow(row) + ((long)head * Layout.HeadDim);
        kernels.Scale(to, 1 / sum, Layout.HeadDim);
        if (Layout.OutputGate)
        {
            kernels.MultiplyBySigmoid(to, Row(row) + Layout.GateStart + ((long)head * Layout.HeadDim), Layout.HeadDim);
        }
    }
}
