using System;

namespace Modelwright.Runtime;

/// <summary>A picture cannot be decoded: it is none, of a kind that is not read, damaged, or cut off.</summary>
public sealed class ImageFormatException(string name, string found, string wanted, Exception? innerException = null)
    : MediaException($"The picture '{name}' cannot be read: found {found}; wanted {wanted}.", innerException)
{
    /// <summary>The picture's file or name.</summary>
    public string Name { get; } = name;

    /// <summary>What was found.</summary>
    public string Found { get; } = found;

    /// <summary>What was wanted.</summary>
    public string Wanted { get; } = wanted;
}
