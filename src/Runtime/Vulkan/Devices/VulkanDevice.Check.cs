using System.Threading;
using Silk.NET.Vulkan;

namespace Modelwright.Runtime.Vulkan;

/// <content>The one place where a result code becomes an exception.</content>
public sealed unsafe partial class VulkanDevice
{
    private int _injected;

    /// <summary>Set once the device was lost; everything after that throws without asking the driver.</summary>
    internal bool IsLost { get; private set; }

    /// <summary>Makes the next checked call answer <paramref name="result"/>: how tests lose a device.</summary>
    internal void Inject(Result result) => Interlocked.Exchange(ref _injected, (int)result);

    /// <summary>Throws unless the result is a success; answers Timeout and the like as they are.</summary>
    internal Result Check(Result result, string during)
    {
        int injected = Interlocked.Exchange(ref _injected, 0);
        if (injected != 0)
        {
            result = (Result)injected;
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
}
