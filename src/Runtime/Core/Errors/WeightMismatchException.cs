namespace Modelwright.Runtime;

/// <summary>A checkpoint does not hold the weights a model needs; the message lists every one that is wrong.</summary>
public sealed class WeightMismatchException(string path, WeightReport report)
    : CheckpointException(path, $"The checkpoint '{path}' does not fit the model.\n{report}")
{
    /// <summary>What is missing, left over, or of another shape or format than wanted.</summary>
    public WeightReport Report { get; } = report;
}
