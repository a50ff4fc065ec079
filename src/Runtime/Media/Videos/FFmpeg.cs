using System;
using System.Collections.Generic;
using System.IO;
using FFMpegCore;

namespace Modelwright.Runtime;

/// <summary>What calls of FFmpeg's programs have in common.</summary>
internal static class FFmpeg
{
    /// <summary>Lines that are kept of what a program complains of: a damaged clip may bring one for every block.</summary>
    private const int MostErrors = 3;

    /// <summary>Where <c>ffprobe</c> is.</summary>
    /// <exception cref="FFmpegMissingException">A folder is named that does not hold FFmpeg's programs; the library would take others then.</exception>
    public static string Probe(VideoFileOptions options)
    {
        if (options.FFmpegFolder is { } folder)
        {
            foreach (string program in (string[])["ffmpeg", "ffprobe"])
            {
                string path = Path.Combine(folder, OperatingSystem.IsWindows() ? program + ".exe" : program);
                if (!File.Exists(path))
                {
                    throw new FFmpegMissingException(path);
                }
            }
        }

        return GlobalFFOptions.GetFFProbeBinaryPath(Options(options));
    }

    public static FFOptions Options(VideoFileOptions options) => new() { BinaryFolder = options.FFmpegFolder ?? "" };

    /// <summary>A file as one argument, by its whole path, which no program takes for an option or an address.</summary>
    public static string Quoted(string path) => $"\"{Path.GetFullPath(path).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    /// <summary>Keeps the first lines.</summary>
    public static void Keep(List<string> errors, string line)
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
