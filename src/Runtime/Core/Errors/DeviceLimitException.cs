using System.Globalization;

namespace Modelwright.Runtime;

/// <summary>A model needs more of something than the device allows.</summary>
public sealed class DeviceLimitException(string device, string limit, long needed, long allowed)
    : DeviceException(device, string.Create(CultureInfo.InvariantCulture, $"The device '{device}' allows {allowed} for {limit}; wanted {needed}."))
{
    /// <summary>The limit's name.</summary>
    public string Limit { get; } = limit;

    /// <summary>How much is needed.</summary>
    public long Needed { get; } = needed;

    /// <summary>How much is allowed.</summary>
    public long Allowed { get; } = allowed;
}
