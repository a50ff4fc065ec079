using System.Runtime.CompilerServices;

namespace Modelwright.Runtime.Cpu;

/// <summary>Steps of a panel of codes that are whole numbers.</summary>
/// <param name="codes">[steps, words, two vectors]: pairs of columns in 16 bits, or four in bytes where activations have no more. A word behind the last is read, whatever it has.</param>
/// <param name="scales">[steps, two vectors] scales; of bytes with zeros, [steps, four vectors] with an eighth of the zeros.</param>
/// <param name="steps">How many, the first one at which a scale of the activations begins (<see cref="WholeInput.SharedSteps"/>).</param>
/// <param name="layout">Of the rows that it was packed from.</param>
internal readonly unsafe struct WholePanel(float* codes, float* scales, int steps, RowBlocks layout)
{
    public float* Codes { get; } = codes;

    public float* Scales { get; } = scales;

    public int Steps { get; } = steps;

    /// <summary>Words of a step.</summary>
    public int Words { get; } = layout.Input.StepWords;

    /// <summary>Steps whose activations share a scale.</summary>
    public int SharedSteps { get; } = layout.Input.SharedSteps;

    /// <summary>Whether the activations of a step have another scale than those of the step before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool ScaleChanges<TProducts>(int step)
        where TProducts : struct, IPanelProducts => !TProducts.HaveFactors && step != 0 && (step & (SharedSteps - 1)) == 0;

    /// <summary>Whether codes and activations are bytes.</summary>
    public bool Narrow { get; } = layout.Input.Narrow;

    /// <summary>Whether bytes have zeros beside their scales.</summary>
    public bool Zeros { get; } = layout.Format.Zeros;
}
