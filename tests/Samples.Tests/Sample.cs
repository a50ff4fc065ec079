using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;

namespace Modelwright.Samples.Tests;

/// <summary>A sample's program, run as a person runs it.</summary>
internal static class Sample
{
    private static readonly string Repository = FindRepository();

    /// <summary>Runs it to its end.</summary>
    public static async Task<(int ExitCode, string[] Lines, string Errors)> RunAsync(string name, params string[] arguments)
    {
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name; // bin/<configuration>/net10.0
        string program = Path.Combine(Repository, "samples", name, "bin", configuration, "net10.0", name + ".dll");
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries), await errors);
    }

    public static string PathOf(params string[] parts) => Path.Combine([Repository, "samples", .. parts]);

    private static string FindRepository()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !folder.EnumerateFiles("Compiler.sln").Any())
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException($"There is no Compiler.sln above {AppContext.BaseDirectory}.");
    }
}
