namespace Modelwright.Runtime;

/// <summary>An option of generation has a value outside its range, or contradicts another.</summary>
public sealed class GenerationOptionsException(string option, string found, string wanted)
    : ModelwrightException($"The generation option {option} is {found}; wanted {wanted}.")
{
    /// <summary>The option's name.</summary>
    public string Option { get; } = option;

    /// <summary>The value found.</summary>
    public string Found { get; } = found;

    /// <summary>The values allowed.</summary>
    public string Wanted { get; } = wanted;
}
