using System;
using System.Collections.Generic;
using System.Linq;

namespace Modelwright.Runtime;

/// <summary>The three positions of a sequence's tokens (<c>position_ids</c>): text counts on, the features of a picture stand on a grid.</summary>
/// <param name="Time">One a token.</param>
/// <param name="Height">One a token.</param>
/// <param name="Width">One a token.</param>
/// <param name="RopeDelta">What is added to the number of a later token to have its position (<c>rope_deltas</c>): negative where pictures take less room than they have tokens.</param>
public sealed record TokenPositions(IReadOnlyList<int> Time, IReadOnlyList<int> Height, IReadOnlyList<int> Width, int RopeDelta)
{
    /// <summary>Counts the positions of a whole sequence (transformers: <c>get_rope_index</c> in modeling_qwen3_vl.py).</summary>
    /// <param name="tokens">The model's tokens for pictures and clips.</param>
    /// <param name="mergeSize">Patches along a side that are one feature.</param>
    /// <param name="sequence">Tokens without padding, a placeholder for every feature.</param>
    /// <param name="images">How the pictures' patches lie, in the order of their placeholders.</param>
    /// <param name="videos">How the clips' patches lie, in the order of their placeholders.</param>
    /// <exception cref="PlaceholderMismatchException">Placeholders and features are not equally many.</exception>
    public static TokenPositions Of(VisionTokens tokens, int mergeSize, IReadOnlyList<int> sequence, IReadOnlyList<PatchGrid> images, IReadOnlyList<PatchGrid> videos)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        MultimodalPositions counter = new(tokens, mergeSize);
        int[][] rows = [.. Enumerable.Range(0, Positions3D.Axes).Select(_ => new int[sequence.Count])];
        (Queue<PatchGrid> pictures, Queue<PatchGrid> frames) = (new(images), MultimodalPositions.FramesOf(videos));
        counter.Append([.. sequence], pictures, frames, rows[0], rows[1], rows[2]);
        int unused = pictures.Concat(frames).Sum(grid => grid.Tokens(mergeSize));
        return unused == 0
            ? new TokenPositions(rows[0], rows[1], rows[2], counter.Delta)
            : throw new PlaceholderMismatchException("features", placeholders: 0, unused);
    }
}
