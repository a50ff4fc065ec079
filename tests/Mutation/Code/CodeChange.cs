namespace Modelwright.Mutation;

/// <summary>A change of C#, and what became of it.</summary>
/// <param name="Id">Its number in the changed library.</param>
/// <param name="File">Seen from the repository's root.</param>
/// <param name="Line">From 1.</param>
/// <param name="Kind">Stryker's name for what was done.</param>
/// <param name="Before">The code as it is.</param>
/// <param name="After">What stands there instead.</param>
/// <param name="Nth">How many of the same name stand before it in the file.</param>
/// <param name="Outcome">What tests said.</param>
/// <param name="IsStatic">Whether Stryker found it in a static initializer, which its library does not say while it runs.</param>
internal sealed record CodeChange(int Id, string File, int Line, string Kind, string Before, string After, int Nth, CodeOutcome Outcome, bool IsStatic = false)
{
    /// <summary>Whether a test failed or did not end.</summary>
    public bool Noticed => Outcome is CodeOutcome.Failed or CodeOutcome.Endless;

    /// <summary>One line that names the change, wherever it has moved to in its file.</summary>
    public string Name => $"{File}\t{Before}\t{After}";

    /// <summary>The same, of this one alone.</summary>
    public string Key => $"{Name}\t{Nth}";
}
