namespace Modelwright.Runtime;

/// <summary>A checkpoint's file is something else than its name says: a Git LFS pointer, a web page, an archive, another tool's format, nothing at all.</summary>
public sealed class ForeignFileException(string path, ForeignFile file, string wanted)
    : CheckpointException(path, $"'{path}' is {file.Found}; wanted {wanted}: {file.Advice}.")
{
    /// <summary>What it is, and what to do about it.</summary>
    public ForeignFile File { get; } = file;
}
