using System;

namespace Modelwright.Runtime;

/// <summary>A clip cannot be used: too few frames, frames that differ in size, no frame rate, or a file that cannot be decoded.</summary>
public sealed class VideoException(string name, string found, string wanted, Exception? innerException = null)
    : MediaException($"The video '{name}' cannot be used: found {found}; wanted {wanted}.", innerException)
{
    /// <summary>The clip's file or name.</summary>
    public string Name { get; } = name;

    /// <summary>What was found.</summary>
    public string Found { get; } = found;

    /// <summary>What was wanted.</summary>
    public string Wanted { get; } = wanted;
}
