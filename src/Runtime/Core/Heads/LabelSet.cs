using System;
using System.Collections.Generic;
using System.Linq;

namespace Modelwright.Runtime;

/// <summary>The labels of a classifier; the generated class fills it from the config.</summary>
/// <param name="Names">Each label's name (<c>id2label</c>), by its number.</param>
/// <param name="Problem"><c>problem_type</c>; null where the config does not say.</param>
public sealed record LabelSet(IReadOnlyList<string> Names, ProblemType? Problem)
{
    /// <summary>What scores mean, as Hugging Face's pipelines take them: numbers, or independent labels (also a single one), or labels of which one is right.</summary>
    public ProblemType Meaning => Problem ?? (Names.Count == 1 ? ProblemType.MultiLabel : ProblemType.SingleLabel);

    /// <summary>Probabilities of logits: a softmax, a sigmoid of each, or for regression the numbers themselves.</summary>
    /// <param name="logits">One a label.</param>
    public float[] Scores(ReadOnlySpan<float> logits)
    {
        float[] scores = logits.ToArray();
        switch (Meaning)
        {
            case ProblemType.Regression:
                return scores;
            case ProblemType.MultiLabel:
                return [.. scores.Select(static x => 1 / (1 + MathF.Exp(-x)))];
            default:
                Probabilities.Softmax(scores);
                return scores;
        }
    }
}

/// <summary>What a text classifier predicts (<c>problem_type</c>).</summary>
public enum ProblemType
{
    /// <summary>Numbers.</summary>
    Regression,

    /// <summary>One label of several.</summary>
    SingleLabel,

    /// <summary>Any of several labels.</summary>
    MultiLabel,
}
