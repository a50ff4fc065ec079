using System;

namespace Modelwright.Runtime;

/// <summary>A <c>generation_config.json</c> cannot be read.</summary>
public sealed class GenerationConfigException(string path, string found, string wanted, Exception? innerException = null)
    : ModelwrightException($"The generation config '{path}' cannot be used: found {found}; wanted {wanted}.", innerException)
{
    /// <summary>The file at fault.</summary>
    public string Path { get; } = path;

    /// <summary>What was found.</summary>
    public string Found { get; } = found;

    /// <summary>What was wanted.</summary>
    public string Wanted { get; } = wanted;
}
