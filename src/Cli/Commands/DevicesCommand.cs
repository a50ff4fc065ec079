using System;
using System.CommandLine;
using System.Globalization;
using System.Threading.Tasks;
using Modelwright.Runtime.Vulkan;
using Spectre.Console;

namespace Modelwright.Cli;

/// <summary><c>modelwright devices</c>: what Vulkan offers on this machine.</summary>
internal sealed class DevicesCommand(IAnsiConsole console)
{
    public Command Create(CommandRunner run)
    {
        Command command = new("devices", "Lists the Vulkan devices of this machine.");
        command.SetAction((_, cancel) => run(_ => Task.FromResult(List()), cancel));
        return command;
    }

    private int List()
    {
        Table table = new Table().AddColumns("", "device", "kind", "memory", "driver", "Vulkan");
        foreach (VulkanDeviceInfo device in VulkanDevices.Enumerate())
        {
            table.AddRow(
                new Text(device.Index.ToString(CultureInfo.InvariantCulture)),
                new Text(device.Name),
                new Text(device.Type.ToString()),
                new Text(FormattableString.Invariant($"{device.MemoryBytes / (double)(1 << 30):F1} GiB")),
                new Text(device.Driver),
                new Text(device.ApiVersion));
        }

        console.Write(table);
        return 0;
    }
}
