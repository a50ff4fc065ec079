using System;

namespace Modelwright.Runtime;

/// <summary>A checkpoint cannot be read, or is not the model's.</summary>
public class CheckpointException(string path, string message, Exception? innerException = null) : ModelwrightException(message, innerException)
{
    /// <summary>The file or folder at fault.</summary>
    public string Path { get; } = path;
}
