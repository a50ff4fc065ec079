using System.Collections.Generic;

namespace Modelwright.Runtime;

/// <summary>What picture and video processors have in common; the keys are those of <c>preprocessor_config.json</c>.</summary>
public abstract record VisionProcessorOptions
{
    private protected VisionProcessorOptions()
    {
    }

    /// <summary><c>patch_size</c>: pixels along the side of a patch.</summary>
    public int PatchSize { get; init; } = 16;

    /// <summary><c>temporal_patch_size</c>: frames in a patch; a picture counts as that many equal frames.</summary>
    public int TemporalPatchSize { get; init; } = 2;

    /// <summary><c>merge_size</c>: patches along the side of a block that becomes one token.</summary>
    public int MergeSize { get; init; } = 2;

    /// <summary><c>size.shortest_edge</c>, or <c>min_pixels</c>: pixels that a picture, or all frames of a clip, should have at least.</summary>
    public required long MinPixels { get; init; }

    /// <summary><c>size.longest_edge</c>, or <c>max_pixels</c>: pixels that a picture, or all frames of a clip, should have at most.</summary>
    public required long MaxPixels { get; init; }

    /// <summary><c>do_resize</c>: whether sizes are changed; without it, they must be multiples of a merged patch.</summary>
    public bool Resize { get; init; } = true;

    /// <summary><c>resample</c>.</summary>
    public ResampleFilter Filter { get; init; } = ResampleFilter.Bicubic;

    /// <summary><c>do_rescale</c>: whether samples are multiplied by <see cref="RescaleFactor"/>.</summary>
    public bool Rescale { get; init; } = true;

    /// <summary><c>rescale_factor</c>.</summary>
    public double RescaleFactor { get; init; } = 1 / 255.0;

    /// <summary><c>do_normalize</c>: whether <see cref="Mean"/> is subtracted and <see cref="StandardDeviation"/> divided by.</summary>
    public bool Normalize { get; init; } = true;

    /// <summary><c>image_mean</c>, of red, green and blue.</summary>
    public IReadOnlyList<double> Mean { get; init; } = [0.5, 0.5, 0.5];

    /// <summary><c>image_std</c>, of red, green and blue.</summary>
    public IReadOnlyList<double> StandardDeviation { get; init; } = [0.5, 0.5, 0.5];

    /// <summary>Pixels along the side of what becomes one token.</summary>
    internal int Factor => PatchSize * MergeSize;
}
