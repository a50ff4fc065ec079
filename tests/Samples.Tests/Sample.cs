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
    public static Task<(int ExitCode, string[] Lines, string Errors)> RunAsync(string name, params string[] arguments) => AnswerAsync(name, input: "", arguments);

    /// <summary>Runs it to its end, which comes when it has read its input.</summary>
    public static async Task<(int ExitCode, string[] Lines, string Errors)> AnswerAsync(string name, string input, params string[] arguments)
    {
        using Process process = Start("dotnet", [ProgramOf(name), .. arguments]);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries), await errors);
    }

    /// <summary>Starts it as a terminal does: heeding Ctrl+C, though the tests themselves may run where that is ignored.</summary>
    public static Process StartInterruptible(string name, params string[] arguments) => Start("env", ["--default-signal=INT", "dotnet", ProgramOf(name), .. arguments]);

    public static string PathOf(params string[] parts) => Path.Combine([Repository, "samples", .. parts]);

    private static Process Start(string program, string[] arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;

    private static string ProgramOf(string name)
    {
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name; // bin/<configuration>/net10.0
        return Path.Combine(Repository, "samples", name, "bin", configuration, "net10.0", name + ".dll");
    }

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
