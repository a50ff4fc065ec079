using System;
using System.Collections.Generic;

namespace Modelwright.Runtime;

/// <summary>What a vision tower makes of a picture or a clip. It depends on nothing else, so it can be kept and used again.</summary>
/// <param name="Grid">How the patches lay.</param>
/// <param name="Width">Numbers of a feature.</param>
/// <param name="Values">[tokens, width] of float32, <c>image_features</c>: one row a placeholder token, row by row within each group of frames.</param>
/// <param name="DeepStack">A level each, shaped like <paramref name="Values"/>: what is added behind the text tower's first layers. Empty for models without DeepStack.</param>
public sealed record VisionFeatures(PatchGrid Grid, int Width, ReadOnlyMemory<float> Values, IReadOnlyList<ReadOnlyMemory<float>> DeepStack) : IMediaExtent
{
    /// <summary>Seconds of each group of frames; empty for a picture.</summary>
    public IReadOnlyList<double> Timestamps { get; init; } = [];

    /// <summary>Rows: placeholder tokens that it stands for.</summary>
    public int Tokens => Values.Length / Width;
}
