using System;

namespace Modelwright.Runtime;

/// <summary>A checkpoint's file is there and cannot be read: no permission, a folder in its place, a fault of the disk.</summary>
public sealed class CheckpointAccessException(string path, string found, Exception? innerException = null)
    : CheckpointException(path, $"'{path}' cannot be read: {found}; wanted a file that can be.", innerException)
{
    /// <summary>What stands in the way.</summary>
    public string Found { get; } = found;
}
