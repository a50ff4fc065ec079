using System;

namespace Modelwright.Runtime;

/// <summary>A <c>tokenizer.json</c> cannot be read or asks for something that is not supported.</summary>
public sealed class TokenizerException(string path, string found, string wanted, Exception? innerException = null)
    : ModelwrightException($"The tokenizer '{path}' cannot be used: found {found}; wanted {wanted}.", innerException)
{
    /// <summary>The file at fault.</summary>
    public string Path { get; } = path;

    /// <summary>What was found.</summary>
    public string Found { get; } = found;

    /// <summary>What was wanted.</summary>
    public string Wanted { get; } = wanted;
}
