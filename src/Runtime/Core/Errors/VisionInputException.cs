namespace Modelwright.Runtime;

/// <summary>Patches do not fit the vision tower they are given to.</summary>
/// <param name="found">What they are.</param>
/// <param name="wanted">What the tower takes.</param>
public sealed class VisionInputException(string found, string wanted) : MediaException($"The patches do not fit the model's vision tower: found {found}; wanted {wanted}.")
{
    /// <summary>What they are.</summary>
    public string Found { get; } = found;

    /// <summary>What the tower takes.</summary>
    public string Wanted { get; } = wanted;
}
