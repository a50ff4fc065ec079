namespace Modelwright.Runtime;

/// <summary>There is no checkpoint at the path given.</summary>
public sealed class CheckpointNotFoundException(string path, string wanted)
    : CheckpointException(path, $"No checkpoint at '{path}': wanted {wanted}.")
{
    /// <summary>Which files were looked for.</summary>
    public string Wanted { get; } = wanted;
}
