namespace Modelwright.Runtime;

/// <summary>There is no checkpoint at the path given.</summary>
public sealed class CheckpointNotFoundException(string path, string wanted, string found = "nothing that can be loaded")
    : CheckpointException(path, $"No checkpoint at '{path}': found {found}; wanted {wanted}.")
{
    /// <summary>Which files were looked for.</summary>
    public string Wanted { get; } = wanted;

    /// <summary>What is there instead.</summary>
    public string Found { get; } = found;
}
