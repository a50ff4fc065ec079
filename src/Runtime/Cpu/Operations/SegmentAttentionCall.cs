using System;

namespace Modelwright.Runtime.Cpu;

/// <summary>One layer's attention within segments: where everything lies. A row of the projection is [queries | keys | values].</summary>
internal unsafe struct SegmentAttentionCall
{
    public int Heads;
    public int HeadDim;
    public int Rows;
    public float* Projection;
    public float* Attended;

    /// <summary>[rows, head dim]: cosines, then sines.</summary>
    public float* Rope;

    public readonly int Width => Heads * HeadDim;

    /// <summary>Floats from one row of the projection to the next.</summary>
    public readonly long Stride => 3L * Width;

    public readonly float Scale => (float)(1 / Math.Sqrt(HeadDim));

    public readonly float* Query(int row, int head) => Projection + (row * Stride) + ((long)head * HeadDim);

    public readonly float* Key(int row, int head) => Query(row, head) + Width;

    public readonly float* Value(int row, int head) => Key(row, head) + Width;

    public readonly float* AttendedHead(int row, int head) => Attended + ((long)row * Width) + ((long)head * HeadDim);
}
