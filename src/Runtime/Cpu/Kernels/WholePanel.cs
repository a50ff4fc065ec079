namespace Modelwright.Runtime.Cpu;

/// <summary>Steps of a panel of codes that are whole numbers.</summary>
/// <param name="codes">[steps, words, two vectors]: pairs of columns in 16 bits, or four in bytes that are <paramref name="narrow"/>.</param>
/// <param name="scales">[steps, two vectors] scales; of bytes, [steps, four vectors] with what codes are more than their numbers.</param>
/// <param name="steps">How many.</param>
/// <param name="words">Words of a step.</param>
/// <param name="narrow">Whether codes and activations are bytes.</param>
internal readonly unsafe struct WholePanel(float* codes, float* scales, int steps, int words, bool narrow)
{
    public float* Codes { get; } = codes;

    public float* Scales { get; } = scales;

    public int Steps { get; } = steps;

    public int Words { get; } = words;

    public bool Narrow { get; } = narrow;
}
