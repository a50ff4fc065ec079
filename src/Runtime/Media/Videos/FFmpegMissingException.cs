using System;

namespace Modelwright.Runtime;

/// <summary>Clips are decoded by FFmpeg, and it is not there.</summary>
/// <param name="program">The program that was looked for.</param>
/// <param name="innerException">Why it could not be started.</param>
public sealed class FFmpegMissingException(string program, Exception? innerException = null)
    : MediaException($"Clips are decoded by FFmpeg: found no program '{program}'; wanted FFmpeg on the PATH (package 'ffmpeg'), or its folder in VideoFileOptions.FFmpegFolder.", innerException)
{
    /// <summary>The program that was looked for.</summary>
    public string Program { get; } = program;
}
