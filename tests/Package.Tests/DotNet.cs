using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;

namespace Modelwright.Package.Tests;

/// <summary>Runs the <c>dotnet</c> program as a user would.</summary>
internal static class DotNet
{
    /// <summary>The folder of the program itself, where no shader compiler is.</summary>
    public static string Home => Path.GetDirectoryName(Program)!;

    private static string Program => Environment.ProcessPath is string path && Path.GetFileNameWithoutExtension(path) == "dotnet"
        ? path
        : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? throw new InvalidOperationException("These tests are run by the program dotnet.");

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <param name="path">Folders that programs are looked for in. Default: those of the tests.</param>
    /// <param name="withoutDrivers">Whether Vulkan shall find no driver.</param>
    public static Outcome Run(string folder, IReadOnlyList<string> arguments, string? path = null, bool withoutDrivers = false) =>
        RunProgram(Program, folder, arguments, path, withoutDrivers);

    /// <summary>Runs another program, such as one that was published.</summary>
    public static Outcome RunProgram(string program, string folder, IReadOnlyList<string> arguments, string? path = null, bool withoutDrivers = false)
    {
        ProcessStartInfo start = new(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };

        // What the test host tells its own MSBuild is not for this one.
        foreach (string name in (string[])["MSBuildSDKsPath", "MSBUILD_EXE_PATH", "MSBuildExtensionsPath"])
        {
            start.Environment.Remove(name);
        }

        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        if (path is not null)
        {
            // Nor is a kernel that another test compiled found again.
            start.Environment["PATH"] = path;
            start.Environment["MODELWRIGHT_SHADER_CACHE"] = "off";
        }

        if (withoutDrivers)
        {
            start.Environment["VK_ICD_FILENAMES"] = start.Environment["VK_DRIVER_FILES"] = Path.Combine(folder, "no-driver.json");
        }

        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} took more than {Patience}.");
        }

        return new Outcome(process.ExitCode, output.Result, errors.Result);
    }

    /// <summary>How a run ended, and what it printed.</summary>
    internal sealed record Outcome(int ExitCode, string Output, string Errors)
    {
        public Outcome MustSucceed()
        {
            Assert.True(ExitCode == 0, Output + Errors);
            return this;
        }
    }
}
