using System;
using System.Collections.Generic;

namespace Modelwright.Runtime.TorchSharp;

/// <summary>libtorch cannot be used here: its package is not referenced, or the system's libraries are too old for it.</summary>
public sealed class TorchUnavailableException(string found, string wanted, Exception? innerException = null)
    : DeviceException(device: null, $"libtorch cannot be used here: {found}; wanted {wanted}.", innerException)
{
    /// <summary>What was found.</summary>
    public string Found { get; } = found;

    /// <summary>What was wanted.</summary>
    public string Wanted { get; } = wanted;

    /// <summary>Versions of system libraries that are missing, such as GLIBCXX_3.4.32; empty for other reasons.</summary>
    public IReadOnlyList<string> MissingVersions { get; init; } = [];
}
