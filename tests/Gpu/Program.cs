using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Modelwright.Runtime;
using Modelwright.Tests;

namespace Modelwright.Gpu;

/// <summary>
/// Has Mesa's drivers compile every kernel of the published configs for cards that the machine does not have, and writes what became of them.
/// 0 written, 1 failed, 2 wrong arguments; 3 from a process of <see cref="Survey"/> that found no device.
/// </summary>
internal static class Program
{
    private static readonly Option<string[]> Configs = new("--config") { Description = "Configs to compile; those of tests/configs and of the benchmark if left out", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string[]> Storages = new("--storage") { Description = "Formats of weights; all if left out", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string[]> Families = new("--family") { Description = "Families of cards; all that the Mesa offers if left out", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string?> MesaFolder = new("--mesa") { Description = "A folder with an unpacked Mesa (dpkg-deb -x of mesa-vulkan-drivers, mesa-drm-shim, libdrm2, libdrm-amdgpu1); the system's if left out" };
    private static readonly Option<string?> Output = new("--output") { Description = "The file to write; docs/gpu/mesa-<version>.md if left out" };

    private static Task<int> Main(string[] arguments)
    {
        Storages.AcceptOnlyFromAmong([.. Variant.All.Select(static variant => variant.Name)]);
        Families.AcceptOnlyFromAmong([.. Family.All.Select(static family => family.Name)]);
        RootCommand root = new("What graphics cards' compilers make of the kernels, without a card: registers, spills, scratch, LDS, occupancy, code.") { Configs, Storages, Families, MesaFolder, Output };
        root.SetAction((result, cancel) => GuardedAsync(() => WriteAsync(result, cancel)));
        Command compile = new(Survey.Command, "Compiles for the device of this process's environment and prints one JSON document.") { Configs, Storages };
        compile.Hidden = true;
        compile.SetAction((result, cancel) => GuardedAsync(() => Task.FromResult(Compile(result, cancel))));
        root.Add(compile);
        return root.Parse(arguments).InvokeAsync();
    }

    private static async Task<int> GuardedAsync(Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception error) when (error is VulkanUnavailableException or DeviceNotFoundException)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return Survey.NoDevice;
        }
        catch (Exception error) when (error is ModelwrightException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            await Console.Error.WriteLineAsync("error: " + error.Message);
            return 1;
        }
    }

    private static int Compile(ParseResult result, CancellationToken cancel)
    {
        FamilyReport report = Compilation.Run(ConfigsOf(result), VariantsOf(result), cancel);
        Console.WriteLine(JsonSerializer.Serialize(report));
        return 0;
    }

    private static async Task<int> WriteAsync(ParseResult result, CancellationToken cancel)
    {
        using Mesa mesa = new(result.GetValue(MesaFolder));
        string[] wanted = result.GetValue(Families) ?? [];
        List<(Family Family, FamilyReport Report)> reports = [];
        foreach (Family family in Family.All.Where(family => wanted.Length == 0 || wanted.Contains(family.Name)))
        {
            FamilyReport? report = await Survey.RunAsync(mesa, family, ConfigsOf(result), VariantsOf(result), cancel);
            await Console.Error.WriteLineAsync(report is null ? $"{family.Name}: this Mesa does not compile for it" : $"{family.Name}: {report.Kernels.Count} pipelines by {report.Driver}");
            if (report is not null)
            {
                reports.Add((family, report));
            }
        }

        if (reports.Count == 0)
        {
            throw new VulkanUnavailableException("no driver that compiles without a card", "Mesa's RADV (on Debian and Ubuntu the package mesa-vulkan-drivers), or another Mesa's folder in --mesa");
        }

        string file = result.GetValue(Output) ?? Path.Combine(Repository.Root, "docs", "gpu", $"mesa-{GpuTable.MesaVersion(reports[0].Report.Driver)}.md");
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        await File.WriteAllTextAsync(file, GpuTable.Write(reports), cancel);
        await Console.Error.WriteLineAsync($"written: {file}");
        return 0;
    }

    private static IReadOnlyList<Variant> VariantsOf(ParseResult result) =>
        result.GetValue(Storages) is { Length: > 0 } names ? [.. names.Select(Variant.Named)] : Variant.All;

    private static IReadOnlyList<string> ConfigsOf(ParseResult result) => result.GetValue(Configs) is { Length: > 0 } paths
        ? paths
        : [.. ((string[])["tests/configs", "tests/Benchmarks/configs"]).SelectMany(static folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.json")).Order(StringComparer.Ordinal)];
}
