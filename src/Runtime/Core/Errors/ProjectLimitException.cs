using System.Globalization;

namespace Modelwright.Runtime;

/// <summary>More was asked of a model class than the project that generated it allows.</summary>
/// <param name="model">The class.</param>
/// <param name="option">What the project limits: <c>MaxContext</c> or <c>MaxBatch</c>.</param>
/// <param name="asked">What was asked for.</param>
/// <param name="allowed">The most that the project allows.</param>
public sealed class ProjectLimitException(string model, string option, int asked, int allowed)
    : ModelwrightException(string.Create(CultureInfo.InvariantCulture, $"{asked} {(option == "MaxBatch" ? "sequences" : "columns")} were asked of '{model}'; its project allows at most {allowed} ('{option}' of the ModelConfig item)."))
{
    /// <summary>What the project limits: <c>MaxContext</c> or <c>MaxBatch</c>.</summary>
    public string Option { get; } = option;

    /// <summary>What was asked for.</summary>
    public int Asked { get; } = asked;

    /// <summary>The most that the project allows.</summary>
    public int Allowed { get; } = allowed;
}
