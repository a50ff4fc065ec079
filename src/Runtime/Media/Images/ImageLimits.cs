namespace Modelwright.Runtime;

/// <summary>What a file may be at most before it is refused, so that a small hostile file cannot take all memory.</summary>
public sealed record ImageLimits
{
    /// <summary>The defaults.</summary>
    public static ImageLimits Default { get; } = new();

    /// <summary>Pixels of a picture, at most; 100 million by default, which takes 400 MB while it is decoded.</summary>
    public long MaxPixels { get; init; } = 100_000_000;

    /// <summary>Bytes of a file, at most; 256 MiB by default.</summary>
    public long MaxBytes { get; init; } = 256L << 20;
}
