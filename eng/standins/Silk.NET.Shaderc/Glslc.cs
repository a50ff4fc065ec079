using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Text;
using System.Threading.Tasks;

namespace Silk.NET.Shaderc;

/// <summary>Runs the <c>glslc</c> program of the machine: source to its input, SPIR-V from its output, messages from its error stream.</summary>
internal static class Glslc
{
    private const string Missing =
        "The program 'glslc' is not on PATH. Install it (Debian and Ubuntu: the package glslc; elsewhere: the Vulkan SDK).";

    public static Output Run(ReadOnlySpan<byte> source, string fileName, CompileOptions options)
    {
        ProcessStartInfo start = new("glslc")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (string argument in Arguments(options))
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            using Process process = Process.Start(start)!;
            return Exchange(process, source, fileName);
        }
        catch (Win32Exception)
        {
            return new Output(CompilationStatus.ConfigurationError, [], Missing);
        }
    }

    private static IEnumerable<string> Arguments(CompileOptions options)
    {
        yield return "-fshader-stage=comp";
        yield return "--target-env=vulkan1." + (((int)options.Environment >> 12) & 0x3FF);
        yield return "--target-spv=spv1." + (((int)options.Spirv >> 8) & 0xFF);
        yield return options.Optimization == OptimizationLevel.Performance ? "-O" : "-O0";
        yield return "-o";
        yield return "-";
        yield return "-";
    }

    private static Output Exchange(Process process, ReadOnlySpan<byte> source, string fileName)
    {
        // Both outputs are drained while the source is written, so no pipe can fill up and stop the program.
        using MemoryStream spirv = new();
        Task reading = process.StandardOutput.BaseStream.CopyToAsync(spirv);
        Task<string> messages = process.StandardError.ReadToEndAsync();
        try
        {
            using Stream input = process.StandardInput.BaseStream;
            input.Write(source);
        }
        catch (IOException)
        {
            // The program ended before it had read everything; its messages say why.
        }

        Task.WaitAll(reading, messages);
        process.WaitForExit();
        string text = messages.Result.Replace("<stdin>:", fileName + ":", StringComparison.Ordinal);
        CompilationStatus status = process.ExitCode switch
        {
            0 => CompilationStatus.Success,
            1 => CompilationStatus.CompilationError,
            _ => CompilationStatus.InternalError,
        };
        return status == CompilationStatus.Success
            ? new Output(status, spirv.ToArray(), text)
            : new Output(status, [], text.Length > 0 ? text : "glslc ended with exit code " + process.ExitCode);
    }

    public sealed record Output(CompilationStatus Status, byte[] Spirv, string Messages);
}
