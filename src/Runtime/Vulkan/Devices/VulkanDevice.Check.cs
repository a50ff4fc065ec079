using System.Threading;
using Silk.NET.Vulkan;

namespace Modelwright.Runtime.Vulkan;

/// <content>The one place where a result code becomes an exception.</content>
public sealed unsafe partial class VulkanDevice
{
    private Injection? _injected;

    /// <summary>Set once the device was lost; everything after that throws without asking the driver.</summary>
    internal bool IsLost { get; private set; }

    /// <summary>Makes the next checked call, or the next one for <paramref name="during"/>, answer <paramref name="result"/>: how tests lose a device.</summary>
    internal void Inject(Result result, string? during = null) => Volatile.Write(ref _injected, new Injection(result, during));

    /// <summary>Throws unless the result is a success; answers Timeout and the like as they are.</summary>
    internal Result Check(Result result, string during)
    {
        if (Volatile.Read(ref _injected) is { } injected && (injected.During ?? during) == during)
        {
            Volatile.Write(ref _injected, null);
            result = injected.Result;
        }

        switch (result)
        {
            case >= Result.Success:
                return result;
            case Result.ErrorDeviceLost:
                IsLost = true;
                throw new DeviceLostException(Info.Name, during);
            case Result.ErrorOutOfDeviceMemory or Result.ErrorOutOfHostMemory:
                throw new OutOfDeviceMemoryException(Info.Name, needed: 0, available: 0, new MemoryTable([new MemoryUse(during, 0)]));
            default:
                throw new VulkanCallException(Info.Name, during, result.ToString());
        }
    }

    /// <summary>Throws if the device was lost before.</summary>
    internal void ThrowIfLost(string during)
    {
        if (IsLost)
        {
            throw new DeviceLostException(Info.Name, during);
        }
    }

    private sealed record Injection(Result Result, string? During);
}
