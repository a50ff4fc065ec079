namespace Modelwright.Runtime;

/// <summary>How pixels are weighed when a picture changes its size; the numbers are those of <c>resample</c> in a processor's config (Pillow's).</summary>
public enum ResampleFilter
{
    /// <summary>The nearest pixel.</summary>
    Nearest = 0,

    /// <summary>A windowed sinc over three pixels each way.</summary>
    Lanczos = 1,

    /// <summary>A triangle over one pixel each way.</summary>
    Bilinear = 2,

    /// <summary>A cubic with a = −0.5 over two pixels each way: what the published models use.</summary>
    Bicubic = 3,

    /// <summary>The mean.</summary>
    Box = 4,

    /// <summary>A sinc under a Hamming window, over one pixel each way.</summary>
    Hamming = 5,
}
