namespace Modelwright.Runtime;

/// <summary>How clips are read from files.</summary>
public sealed record VideoFileOptions
{
    /// <summary>The defaults.</summary>
    public static VideoFileOptions Default { get; } = new();

    /// <summary>The folder that holds <c>ffmpeg</c> and <c>ffprobe</c>; null: they are looked for on the PATH.</summary>
    public string? FFmpegFolder { get; init; }

    /// <summary>What a frame may be at most.</summary>
    public ImageLimits Limits { get; init; } = ImageLimits.Default;

    /// <summary>Whether damaged and cut off clips are taken as far as FFmpeg can make something of them. By default they are refused.</summary>
    public bool AcceptDamage { get; init; }
}
