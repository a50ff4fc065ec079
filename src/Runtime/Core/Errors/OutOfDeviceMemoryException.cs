using System;
using System.Collections.Generic;
using System.Globalization;

namespace Modelwright.Runtime;

/// <summary>The device has less memory than asked for; the message holds a table of what it was for.</summary>
public sealed class OutOfDeviceMemoryException(string device, long needed, long available, MemoryTable uses, Exception? innerException = null, IReadOnlyList<string>? suggestions = null)
    : DeviceException(
        device,
        string.Create(CultureInfo.InvariantCulture, $"The device '{device}' has {available} bytes of memory left; wanted {needed}.\n{uses.ToTable()}") + (suggestions is { Count: > 0 } ? $"What would fit: {string.Join("; ", suggestions)}.\n" : ""),
        innerException)
{
    /// <summary>Bytes needed.</summary>
    public long Needed { get; } = needed;

    /// <summary>Bytes available, as far as the driver says; 0 where it does not.</summary>
    public long Available { get; } = available;

    /// <summary>Load options that would fit, with the bytes that they need; empty where none are known.</summary>
    public IReadOnlyList<string> Suggestions { get; } = suggestions ?? [];

    /// <summary>What the bytes are for.</summary>
    public MemoryTable Uses { get; } = uses;
}
