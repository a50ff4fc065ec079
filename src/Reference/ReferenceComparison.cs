using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Modelwright.Testing;

/// <summary>How far a model is from the reference, stage by stage.</summary>
/// <param name="Stages">The embeddings, each layer's stream, the head, in this order.</param>
/// <param name="Tolerance">What is allowed, as a part of the largest number of a stage (of 1 where all are smaller).</param>
public sealed record ReferenceComparison(IReadOnlyList<StageDifference> Stages, double Tolerance)
{
    /// <summary>The first stage that is further off than allowed; <see langword="null"/> where none is.</summary>
    public StageDifference? First => Stages.FirstOrDefault(stage => !(stage.Difference <= Tolerance));

    /// <summary>The first stage that differs, or the largest difference of all.</summary>
    public override string ToString()
    {
        StageDifference worst = First ?? Stages.MaxBy(static stage => stage.Difference)!;
        string difference = worst.Difference.ToString("E2", CultureInfo.InvariantCulture);
        return First is null ? $"No stage differs; the largest difference is {difference}, in {worst.Stage}." : $"The first stage that differs is {worst.Stage}, by {difference} in column {worst.Column}.";
    }
}

/// <summary>A stage's difference.</summary>
/// <param name="Stage">Embeddings, a layer by its number and kind, or the head by its name.</param>
/// <param name="Layer">The layer's number; -1 for what is none.</param>
/// <param name="Difference">The largest difference of two numbers, by the largest number of the stage (by 1 where all are smaller). NaN where the model has one.</param>
/// <param name="Column">The column of the sequence where it is.</param>
public sealed record StageDifference(string Stage, int Layer, double Difference, int Column);
