namespace Modelwright.IR;

/// <summary>What a head that classifies gives.</summary>
/// <param name="Names">The labels (<c>id2label</c>), one for each number.</param>
/// <param name="Bias">Whether each has a bias (<c>token_classification_bias</c>).</param>
/// <param name="Problem"><c>problem_type</c>; null: it follows from the labels that are trained with.</param>
/// <param name="Dropout">Of what the head reads, while it is trained (<c>classifier_dropout</c>, else <c>hidden_dropout</c>).</param>
internal sealed record LabelSpec(EquatableArray<string> Names, bool Bias, ProblemType? Problem, double Dropout);

/// <summary><c>problem_type</c>.</summary>
internal enum ProblemType
{
    /// <summary>Numbers: mean squared error.</summary>
    Regression,

    /// <summary>One label a text: cross entropy.</summary>
    SingleLabel,

    /// <summary>Any number of labels: binary cross entropy.</summary>
    MultiLabel,
}
