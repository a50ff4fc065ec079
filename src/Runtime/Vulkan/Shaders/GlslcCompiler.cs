using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;

namespace Modelwright.Runtime.Vulkan;

/// <summary>Compiles by the glslc program. Starting it takes longer than compiling a kernel, so each start is given many.</summary>
/// <param name="program">The program's path.</param>
public sealed partial class GlslcCompiler(string program) : IShaderCompiler
{
    private const int Workers = 2;

    /// <summary>Whether SPIR-V is optimised, which takes ten times as long and makes modules a third as large: for kernels that are made once. Default: no.</summary>
    public bool Optimize { get; init; }

    /// <summary>Which program it is, told by its file: asking it costs a start.</summary>
    public string Version => Optimize ? Program + " -O" : Program;

    private string Program { get; } = Describe(program);

    /// <summary>The first glslc on the PATH.</summary>
    /// <exception cref="ShaderCompilationException">There is none.</exception>
    public static GlslcCompiler OnPath()
    {
        return Find(Environment.GetEnvironmentVariable("PATH") ?? "") is string program
            ? new GlslcCompiler(program)
            : throw new ShaderCompilationException(
                "(any)",
                "The program's assembly has no compiled kernel of this text, and no program glslc is on the PATH. Either build the program where glslc is (then its "
                + "kernels are embedded, unless ModelwrightPrecompile is false), or install glslc here: it is in the package glslc of Debian and Ubuntu, and in the Vulkan SDK.");
    }

    /// <summary>The first program of that name in the folders of <paramref name="path"/>, which are separated as in PATH.</summary>
    internal static string? Find(string path, string name = "glslc") => path
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name))
        .FirstOrDefault(File.Exists);

    /// <inheritdoc/>
    public IReadOnlyList<byte[]> Compile(IReadOnlyList<ShaderSource> sources)
    {
        ArgumentNullException.ThrowIfNull(sources);
        string folder = Directory.CreateTempSubdirectory("modelwright-").FullName;
        try
        {
            for (int i = 0; i < sources.Count; i++)
            {
                File.WriteAllText(Path.Combine(folder, FileName(i)), sources[i].Glsl);
            }

            Parallel.For(0, Math.Min(Workers, sources.Count), new ParallelOptions { MaxDegreeOfParallelism = Workers }, worker =>
                Run(folder, sources, [.. Enumerable.Range(0, sources.Count).Where(i => i % Workers == worker)]));
            return [.. Enumerable.Range(0, sources.Count).Select(i => File.ReadAllBytes(Path.Combine(folder, FileName(i) + ".spv")))];
        }
        catch (AggregateException e) when (e.InnerExceptions.OfType<ShaderCompilationException>().FirstOrDefault() is { } first)
        {
            throw new ShaderCompilationException(first.Kernel, first.Log, e);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string FileName(int index) => string.Create(CultureInfo.InvariantCulture, $"kernel{index}.comp");

    private static string Describe(string program)
    {
        FileInfo file = new(program);
        return string.Create(CultureInfo.InvariantCulture, $"glslc {file.FullName} {file.Length} {file.LastWriteTimeUtc.Ticks}");
    }

    private void Run(string folder, IReadOnlyList<ShaderSource> sources, IReadOnlyList<int> indices)
    {
        ProcessStartInfo start = new(program) { WorkingDirectory = folder, RedirectStandardError = true, UseShellExecute = false, CreateNoWindow = true };
        foreach (string argument in (string[])["-c", Optimize ? "-O" : "-O0", "-fshader-stage=compute", "--target-env=vulkan1.2"])
        {
            start.ArgumentList.Add(argument);
        }

        foreach (int index in indices)
        {
            start.ArgumentList.Add(FileName(index));
        }

        string log;
        try
        {
            using Process process = Process.Start(start)!;
            log = process.StandardError.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode == 0)
            {
                return;
            }
        }
        catch (Win32Exception e)
        {
            throw new ShaderCompilationException("(any)", $"The program '{program}' cannot be run ({e.Message}); wanted glslc (package glslc).", e);
        }

        Match file = KernelFile().Match(log);
        int blamed = file.Success ? int.Parse(file.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : indices[0];
        throw new ShaderCompilationException(sources[blamed].Name, log);
    }

    [GeneratedRegex(@"kernel(\d+)\.comp:")]
    private static partial Regex KernelFile();
}
