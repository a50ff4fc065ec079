using System.Collections.Generic;

namespace Modelwright.Runtime;

/// <summary>No device fits what was asked for.</summary>
public sealed class DeviceNotFoundException(string wanted, IReadOnlyList<string> found)
    : DeviceException(device: null, $"No device fits: wanted {wanted}; found {(found.Count == 0 ? "none" : string.Join(", ", found))}.")
{
    /// <summary>What was wanted.</summary>
    public string Wanted { get; } = wanted;

    /// <summary>The devices there are.</summary>
    public IReadOnlyList<string> Found { get; } = found;
}
