using System.Collections.Generic;

namespace Modelwright.Runtime;

/// <summary>The device lacks features that the model's kernels need.</summary>
public sealed class DeviceFeatureMissingException(string device, IReadOnlyList<string> missing, string neededFor)
    : DeviceException(device, $"The device '{device}' lacks {string.Join(", ", missing)}, wanted for {neededFor}.")
{
    /// <summary>Names of the missing features or extensions.</summary>
    public IReadOnlyList<string> Missing { get; } = missing;

    /// <summary>What needs them.</summary>
    public string NeededFor { get; } = neededFor;
}
