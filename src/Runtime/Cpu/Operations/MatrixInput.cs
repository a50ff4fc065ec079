namespace Modelwright.Runtime.Cpu;

/// <summary>Rows of activations as a matrix takes them.</summary>
/// <param name="x">As floats, in the order of the matrix's columns.</param>
/// <param name="stride">Floats from one row to the next.</param>
/// <param name="whole">As whole numbers, one after the other what <see cref="CpuMatrix.WholeInputs"/> lists.</param>
/// <param name="wholeStride">Bytes from one row of them to the next.</param>
/// <param name="panels">Whether codes that are whole numbers are multiplied a panel at a time, and whole numbers are pairs.</param>
internal readonly unsafe struct MatrixInput(float* x, long stride, byte* whole, long wholeStride, bool panels)
{
    public float* X { get; } = x;

    public long Stride { get; } = stride;

    public byte* Whole { get; } = whole;

    public long WholeStride { get; } = wholeStride;

    public bool Panels { get; } = panels;

    /// <summary>The rows from one on.</summary>
    public MatrixInput From(int row) => new(X + (row * Stride), Stride, Whole + (row * WholeStride), WholeStride, Panels);
}
