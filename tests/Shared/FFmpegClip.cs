using System;
using System.Diagnostics;
using System.IO;

namespace Modelwright.Tests;

/// <summary>A clip that FFmpeg made for a test, removed afterwards.</summary>
internal sealed class FFmpegClip : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("modelwright-clip").FullName;

    /// <param name="name">The file's name, whose ending says its kind.</param>
    /// <param name="arguments">What FFmpeg is told before it.</param>
    public FFmpegClip(string name, params string[] arguments)
    {
        Path = System.IO.Path.Combine(_folder, name);
        ProcessStartInfo start = new("ffmpeg", ["-v", "error", "-nostdin", .. arguments, Path]) { RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        string complaint = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, complaint);
    }

    public string Path { get; }

    /// <summary>FFmpeg's test picture, which moves.</summary>
    /// <param name="size">Width x height.</param>
    /// <param name="rate">Frames a second.</param>
    /// <param name="frames">How many.</param>
    public static string[] Pattern(string size, int rate, int frames) =>
        ["-f", "lavfi", "-i", FormattableString.Invariant($"testsrc=size={size}:rate={rate}"), "-frames:v", FormattableString.Invariant($"{frames}")];

    /// <summary>The numbered pictures of a golden clip, without loss.</summary>
    public static string[] Lossless(string folder, double rate) =>
        ["-framerate", FormattableString.Invariant($"{rate}"), "-start_number", "0", "-i", System.IO.Path.Combine(folder, "%02d.png"), "-c:v", "ffv1", "-pix_fmt", "gbrp"];

    /// <summary>A folder of FFmpeg's programs where the decoder is another one.</summary>
    /// <param name="script">What the shell runs instead; a file that nobody can run where null.</param>
    public string FolderWithDecoder(string? script)
    {
        string folder = Directory.CreateDirectory(System.IO.Path.Combine(_folder, "programs")).FullName;
        Install(System.IO.Path.Combine(folder, "ffmpeg"), script ?? "", script is null ? "400" : "500");
        Install(System.IO.Path.Combine(folder, "ffprobe"), "exec ffprobe \"$@\"", "500");
        return folder;
    }

    /// <summary>Another process writes it: a file that this one has open for writing, or a child that was just forked, cannot be run.</summary>
    private static void Install(string path, string script, string mode)
    {
        using Process process = Process.Start(new ProcessStartInfo("install", ["-m", mode, "/dev/stdin", path]) { RedirectStandardInput = true })!;
        process.StandardInput.Write($"#!/bin/sh\n{script}\n");
        process.StandardInput.Close();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    /// <summary>Changes the file's bytes.</summary>
    public void Rewrite(Func<byte[], byte[]> change) => File.WriteAllBytes(Path, change(File.ReadAllBytes(Path)));

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
