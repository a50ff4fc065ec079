using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using Modelwright.Runtime;
using Modelwright.Runtime.Vulkan;
using Spectre.Console;

namespace Modelwright.Cli;

/// <summary><c>modelwright devices</c>: what Vulkan offers on this machine, and what computes without it.</summary>
internal sealed class DevicesCommand(IAnsiConsole console)
{
    private readonly Option<bool> _json = new("--json") { Description = "As JSON, for programs" };

    public Command Create(CommandRunner run)
    {
        Command command = new("devices", "Lists the Vulkan devices of this machine.") { _json };
        command.SetAction((result, cancel) => run(_ => Task.FromResult(List(result.GetValue(_json))), cancel));
        return command;
    }

    private int List(bool json)
    {
        IReadOnlyList<VulkanDeviceInfo> devices = [];
        string without = "Vulkan has no device here";
        try
        {
            devices = VulkanDevices.Enumerate();
        }
        catch (VulkanUnavailableException none)
        {
            without = none.Message.TrimEnd('.');
        }

        if (json)
        {
            console.Profile.Out.Writer.WriteLine(JsonSerializer.Serialize(
                devices.Select(static d => new { d.Index, d.Name, Type = d.Type.ToString(), Memory = d.MemoryBytes, d.Driver, d.ApiVersion }), ToolJson.Options));
        }
        else if (devices.Count == 0)
        {
            console.WriteLine($"{without}. Models compute on the processor.");
        }
        else
        {
            TableOf(devices).Show(console);
        }

        return 0;
    }

    private static TextTable TableOf(IReadOnlyList<VulkanDeviceInfo> devices)
    {
        TextTable table = new("", new TextColumn("number", IsNumber: true), "device", "kind", new TextColumn("memory", IsNumber: true), "driver", "Vulkan");
        foreach (VulkanDeviceInfo device in devices)
        {
            table.Add(
                device.Index.ToString(CultureInfo.InvariantCulture),
                device.Name,
                device.Type.ToString(),
                FormattableString.Invariant($"{device.MemoryBytes / (double)(1 << 30):F1} GiB"),
                device.Driver,
                device.ApiVersion);
        }

        return table;
    }
}
