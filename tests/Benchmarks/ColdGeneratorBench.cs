using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Threading;
using Modelwright.Generator;

namespace Modelwright.Benchmarks;

/// <summary>
/// What a config costs the C# compiler of the SDK in a process that has just started, as in the first build after a restart: the generator's time as the compiler reports it, and the
/// peak of the process's memory beside that of one without the generator.
/// </summary>
internal static partial class ColdGeneratorBench
{
    private const string Cause = "the C# compiler gave no time of its generators:\n";

    private static string Compiler => typeof(ColdGeneratorBench).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static a => a.Key == "CSharpCompiler").Value!;

    /// <param name="config">The path of a config.</param>
    /// <param name="runs">Processes of each kind, in turn.</param>
    public static ColdGeneratorResult Run(string config, int runs)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("modelwright-cold-");
        try
        {
            string[] arguments = Arguments(folder.FullName, config);
            List<(double Milliseconds, double Mebibytes)> with = [];
            List<double> without = [];
            for (int i = 0; i < runs; i++)
            {
                without.Add(Compile(arguments).Mebibytes);
                (string report, double mebibytes) = Compile([.. arguments, "-analyzer:" + typeof(ModelGenerator).Assembly.Location]);
                Match seconds = Total().Match(report);
                with.Add((1000 * double.Parse(seconds.Success ? seconds.Groups[1].Value : throw new InvalidDataException(Cause + report), CultureInfo.InvariantCulture), mebibytes));
            }

            return new ColdGeneratorResult(
                Path.GetFileNameWithoutExtension(config),
                Measurement.Of(with.Select(static run => run.Milliseconds)),
                Measurement.Of(with.Select(static run => run.Mebibytes)),
                Measurement.Of(without));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>One class that does nothing, the config, and what the generated code refers to.</summary>
    private static string[] Arguments(string folder, string config)
    {
        string file = Path.Combine(folder, "config.json");
        File.Copy(config, file);
        File.WriteAllText(Path.Combine(folder, "Program.cs"), "internal static class Program { private static void Main() { } }");
        File.WriteAllText(Path.Combine(folder, "project.globalconfig"), $"""
            is_global = true
            build_property.RootNamespace = Measured
            [{file}]
            build_metadata.AdditionalFiles.ModelwrightIsConfig = true
            build_metadata.AdditionalFiles.ModelwrightClass = Model
            """);
        string references = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        return
        [
            Path.Combine(folder, "Program.cs"), "-noconfig", "-nullable", "-langversion:14", "-reportanalyzer", "-preferreduilang:en", "-out:" + Path.Combine(folder, "Program.dll"),
            "-analyzerconfig:" + Path.Combine(folder, "project.globalconfig"), "-additionalfile:" + file,
            .. references.Split(Path.PathSeparator).Where(static path => !path.Contains("CodeAnalysis", StringComparison.Ordinal)).Select(static path => "-r:" + path),
        ];
    }

    private static (string Output, double Mebibytes) Compile(string[] arguments)
    {
        ProcessStartInfo start = new(Environment.ProcessPath is string path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet", ["exec", Compiler, .. arguments])
        {
            RedirectStandardOutput = true,
            Environment = { ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1" },
        };
        using Process process = Process.Start(start)!;
        double peak = 0;
        using Timer watch = new(_ => peak = Math.Max(peak, Peak(process.Id)), null, 0, 5);
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (output, peak);
    }

    /// <summary>The most memory that a process had so far, in MiB; 0 where the system does not tell.</summary>
    private static double Peak(int process)
    {
        try
        {
            string? line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(static line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : double.Parse(line["VmHWM:".Length..^"kB".Length], CultureInfo.InvariantCulture) / 1024;
        }
        catch (IOException)
        {
            return 0; // it has ended
        }
    }

    [GeneratedRegex(@"Total generator execution time: ([\d.]+) seconds")]
    private static partial Regex Total();
}
