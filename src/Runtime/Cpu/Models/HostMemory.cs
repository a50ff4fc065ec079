using System;
using System.Collections.Generic;

namespace Modelwright.Runtime.Cpu;

/// <summary>Whether the machine has what a model or a session needs, asked before any of it is allocated.</summary>
internal static class HostMemory
{
    /// <summary>What the memory is called in messages.</summary>
    public const string Name = "CPU";

    /// <param name="options">Options, which tests let say how much there is.</param>
    /// <param name="uses">What is needed.</param>
    /// <param name="suggest">Options that would fit so many bytes.</param>
    /// <exception cref="OutOfDeviceMemoryException">There is less.</exception>
    public static void Require(CpuLoadOptions options, MemoryTable uses, Func<long, IReadOnlyList<string>>? suggest = null)
    {
        long available = options.AvailableMemory ?? SystemMemory.Available();
        if (uses.Total > available)
        {
            throw new OutOfDeviceMemoryException(Name, uses.Total, available, uses, suggestions: suggest?.Invoke(available));
        }
    }
}
