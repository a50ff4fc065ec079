namespace Modelwright.Runtime.Cpu;

/// <summary>One layer's linear attention in one call: where everything lies.</summary>
internal unsafe struct DeltaCall
{
    public DeltaLayout Layout;
    public CallShape Shape;
    public float* Projection;

    /// <summary>[rows, channels]: behind the convolution.</summary>
    public float* Mixed;

    /// <summary>[rows, values]: the result.</summary>
    public float* Output;

    /// <summary>[taps, channels].</summary>
    public float* Filter;
    public float* DecayLogarithms;
    public float* TimeBias;
    public float* Norm;

    /// <summary>[batch, kernel - 1, channels].</summary>
    public float* Inputs;

    /// <summary>[batch, value heads, keyDim, valueDim].</summary>
    public float* States;

    public readonly float* ProjectionRow(int row) => Projection + ((long)row * Layout.ProjectionWidth);

    public readonly float* MixedRow(int row) => Mixed + ((long)row * Layout.Channels);

    public readonly float* OutputRow(int row) => Output + ((long)row * Layout.Values);
}
