using System.Collections.Generic;
using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace Modelwright.Runtime.TorchSharp;

/// <summary>Chooses a device, and says plainly when it is not there.</summary>
internal static class TorchDevices
{
    public static Device Open(Device? wanted)
    {
        Device device = wanted ?? (cuda.is_available() ? CUDA : CPU);
        if (device.type == DeviceType.CPU)
        {
            return device;
        }

        if (device.type != DeviceType.CUDA || !cuda.is_available() || device.index >= cuda.device_count())
        {
            throw new DeviceNotFoundException(device.ToString(), Present());
        }

        return device;
    }

    private static List<string> Present()
    {
        List<string> found = ["cpu"];
        for (int i = 0; cuda.is_available() && i < cuda.device_count(); i++)
        {
            found.Add("cuda:" + i.ToString(CultureInfo.InvariantCulture));
        }

        return found;
    }
}
