using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace Modelwright.Gpu;

/// <summary>Runs <see cref="Compilation"/> in a process of its own for each family: what makes a driver believe in a chip must stand before the process starts.</summary>
internal static class Survey
{
    /// <summary>The command that such a process is given.</summary>
    public const string Command = "compile";

    /// <summary>What the process answers where the driver has no such device.</summary>
    public const int NoDevice = 3;

    /// <summary>What a family's compiler makes of the kernels; null where this Mesa does not compile for it.</summary>
    /// <param name="mesa">The drivers.</param>
    /// <param name="family">The chips.</param>
    /// <param name="configs">Paths of configs.</param>
    /// <param name="variants">Formats.</param>
    /// <param name="cancel">Ends the process.</param>
    /// <exception cref="InvalidOperationException">The process failed; the message has what it said.</exception>
    public static async Task<FamilyReport?> RunAsync(Mesa mesa, Family family, IReadOnlyList<string> configs, IReadOnlyList<Variant> variants, CancellationToken cancel)
    {
        foreach (IReadOnlyDictionary<string, string> environment in mesa.EnvironmentsFor(family))
        {
            (int code, string output, string errors) = await ChildAsync(environment, configs, variants, cancel);
            if (code == 0)
            {
                return JsonSerializer.Deserialize<FamilyReport>(output);
            }

            // A name that the driver does not know ends the process inside of the driver.
            if (code != NoDevice && !errors.Contains("Unknown family", StringComparison.Ordinal))
            {
                throw new InvalidOperationException($"Compiling for {family.Name} failed ({code}): {errors}");
            }
        }

        return null;
    }

    private static async Task<(int Code, string Output, string Errors)> ChildAsync(
        IReadOnlyDictionary<string, string> environment, IReadOnlyList<string> configs, IReadOnlyList<Variant> variants, CancellationToken cancel)
    {
        ProcessStartInfo start = new("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in (string[])["exec", "--roll-forward", "Major", typeof(Survey).Assembly.Location, Command])
        {
            start.ArgumentList.Add(argument);
        }

        foreach (string config in configs)
        {
            start.ArgumentList.Add("--config");
            start.ArgumentList.Add(Path.GetFullPath(config));
        }

        foreach (Variant variant in variants)
        {
            start.ArgumentList.Add("--storage");
            start.ArgumentList.Add(variant.Name);
        }

        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(cancel);
            Task<string> errors = process.StandardError.ReadToEndAsync(cancel);
            await process.WaitForExitAsync(cancel);
            return (process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
