using System;

namespace Modelwright.Runtime;

/// <summary>The device or its driver cannot do what the model needs.</summary>
public class DeviceException(string? device, string message, Exception? innerException = null) : ModelwrightException(message, innerException)
{
    /// <summary>The device's name, where one had been chosen.</summary>
    public string? Device { get; } = device;
}
