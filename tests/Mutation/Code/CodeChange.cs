namespace Modelwright.Mutation;

/// <summary>A change of C#, and what became of it.</summary>
/// <param name="File">Seen from the repository's root.</param>
/// <param name="Line">From 1.</param>
/// <param name="Kind">Stryker's name for what was done.</param>
/// <param name="Before">The code as it is.</param>
/// <param name="After">What stood there instead.</param>
/// <param name="Status">Stryker's word: Killed, Timeout, Survived, NoCoverage, CompileError or Ignored.</param>
internal sealed record CodeChange(string File, int Line, string Kind, string Before, string After, string Status)
{
    /// <summary>Whether a test failed or did not end.</summary>
    public bool Noticed => Status is "Killed" or "Timeout";

    /// <summary>Whether it was a program, and asked for.</summary>
    public bool Counts => Noticed || Status is "Survived" or "NoCoverage";

    /// <summary>One line that names the change, wherever it has moved to in its file.</summary>
    public string Name => $"{File}\t{Before}\t{After}";
}
