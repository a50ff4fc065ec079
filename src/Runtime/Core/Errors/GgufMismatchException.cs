using System.Collections.Generic;

namespace Modelwright.Runtime;

/// <summary>A GGUF file says of its model what the compiled config contradicts.</summary>
/// <param name="path">The file.</param>
/// <param name="differences">Each difference: the file's key, what it is, and what the config has.</param>
public sealed class GgufMismatchException(string path, IReadOnlyList<string> differences)
    : CheckpointException(path, $"'{path}' is not a file of this model: {string.Join("; ", differences)}.")
{
    /// <summary>Each difference: the file's key, what it is, and what the config has.</summary>
    public IReadOnlyList<string> Differences { get; } = differences;
}
