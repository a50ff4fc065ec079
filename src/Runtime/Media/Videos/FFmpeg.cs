using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using CliWrap;

namespace Modelwright.Runtime;

/// <summary>What calls of FFmpeg's programs have in common.</summary>
internal static class FFmpeg
{
    /// <summary>Lines that are kept of what a program complains of: a damaged clip may bring one for every block.</summary>
    private const int MostErrors = 3;

    /// <summary>The program that decodes.</summary>
    public const string Decoder = "ffmpeg";

    /// <summary>The program that tells what is in a file.</summary>
    public const string Probe = "ffprobe";

    /// <summary>A call of a program, by arguments that no shell reads: a file by its whole path is never taken for an option or an address.</summary>
    /// <param name="program">Its name.</param>
    /// <param name="options">Where it is.</param>
    /// <param name="arguments">What it is told.</param>
    /// <param name="output">Who takes what it writes.</param>
    /// <param name="errors">Gets the first lines of what it complains of.</param>
    /// <exception cref="FFmpegMissingException">A folder is named that does not hold FFmpeg's programs.</exception>
    public static Command Command(string program, VideoFileOptions options, string[] arguments, PipeTarget output, List<string> errors) =>
        Cli.Wrap(Find(program, options))
            .WithArguments(arguments)
            .WithStandardOutputPipe(output)
            .WithStandardErrorPipe(PipeTarget.ToDelegate(line => Keep(errors, line), Encoding.UTF8));

    /// <summary>A program in the named folder, which must hold both, or else by its name alone, which the system looks for.</summary>
    private static string Find(string program, VideoFileOptions options)
    {
        if (options.FFmpegFolder is not { } folder)
        {
            return program;
        }

        string InFolder(string name) => Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name);
        string? missing = ((string[])[Decoder, Probe]).Select(InFolder).FirstOrDefault(static file => !File.Exists(file));
        return missing is null ? InFolder(program) : throw new FFmpegMissingException(missing);
    }

    /// <summary>Keeps the first lines.</summary>
    private static void Keep(List<string> errors, string line)
    {
        lock (errors)
        {
            if (errors.Count < MostErrors && !string.IsNullOrWhiteSpace(line))
            {
                errors.Add(line.Trim());
            }
        }
    }

    /// <summary>The lines as one, without the path, which the exception tells.</summary>
    public static string Complaint(List<string> errors, string path)
    {
        lock (errors)
        {
            return string.Join("; ", errors).Replace(Path.GetFullPath(path) + ": ", "", StringComparison.Ordinal);
        }
    }
}
