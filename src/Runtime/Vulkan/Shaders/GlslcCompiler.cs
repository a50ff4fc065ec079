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

    /// <summary>Which program it is, told by its file: asking it costs a start.</summary>
    public string Version { get; } = Describe(program);

    /// <summary>The first glslc on the PATH.</summary>
    /// <exception cref="ShaderCompilationException">There is none.</exception>
    public static GlslcCompiler OnPath()
    {
        string name = OperatingSystem.IsWindows() ? "glslc.exe" : "glslc";
        string? program = (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
        return program is null
            ? throw new ShaderCompilationException("(any)", "No program glslc is on the PATH. It is in the package glslc of Debian and Ubuntu, and in the Vulkan SDK.")
            : new GlslcCompiler(program);
    }

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
        foreach (string argument in (string[])["-c", "-O0", "-fshader-stage=compute", "--target-env=vulkan1.2"])
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
