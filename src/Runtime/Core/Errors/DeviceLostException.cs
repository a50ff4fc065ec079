using System;

namespace Modelwright.Runtime;

/// <summary>The device was lost while it worked. The model must be disposed; a new one may be loaded.</summary>
public sealed class DeviceLostException(string device, string during, Exception? innerException = null)
    : DeviceException(device, $"The device '{device}' was lost during {during}; wanted it to finish. Dispose the model and load it again.", innerException)
{
    /// <summary>What was being done.</summary>
    public string During { get; } = during;
}
