using System;

namespace Modelwright.Runtime;

/// <summary>A <c>preprocessor_config.json</c> or <c>video_preprocessor_config.json</c> is missing or cannot be used.</summary>
public sealed class ProcessorConfigException(string path, string found, string wanted, Exception? innerException = null)
    : ModelwrightException($"The processor config '{path}' cannot be used: found {found}; wanted {wanted}.", innerException)
{
    /// <summary>The file at fault.</summary>
    public string Path { get; } = path;

    /// <summary>What was found.</summary>
    public string Found { get; } = found;

    /// <summary>What was wanted.</summary>
    public string Wanted { get; } = wanted;
}
