namespace Modelwright.Runtime.Cpu;

/// <summary>Rows of activations as whole numbers (<see cref="ShortActivations"/>), from a step on.</summary>
/// <param name="numbers">Of the first row.</param>
/// <param name="factors">Scales of its steps.</param>
/// <param name="sums">Minus the sums of its steps.</param>
/// <param name="stride">Floats from one row's to the next's.</param>
internal readonly unsafe struct WholeRows(float* numbers, float* factors, float* sums, long stride)
{
    public float* Numbers { get; } = numbers;

    public float* Factors { get; } = factors;

    public float* Sums { get; } = sums;

    public long Stride { get; } = stride;

    /// <summary>Rows that lie one after the other.</summary>
    /// <param name="input">What they were made for.</param>
    /// <param name="columns">Columns of a row.</param>
    /// <param name="whole">The first.</param>
    /// <param name="stride">Bytes from one to the next.</param>
    /// <param name="step">The first step.</param>
    public static WholeRows Of(WholeInput input, int columns, byte* whole, long stride, int step) => new(
        (float*)whole + ((long)step * input.StepWords), (float*)(whole + input.ScalesAt(columns)) + step, (float*)(whole + input.SumsAt(columns)) + step, stride / sizeof(float));

    /// <summary>The rows from one on.</summary>
    public WholeRows From(int row) => new(Numbers + (row * Stride), Factors + (row * Stride), Sums + (row * Stride), Stride);
}
