using System;
using System.Collections.Generic;

namespace Modelwright.Runtime;

/// <summary>
/// Counts the three positions (time, height, width) of tokens for MRoPE: text counts on, a picture's features stand on a grid (<c>get_rope_index</c> in
/// modeling_qwen3_vl.py). A conversation goes on where its last part ended, whatever was in it.
/// </summary>
internal sealed class MultimodalPositions(VisionTokens tokens, int mergeSize)
{
    /// <summary>The position of the next token of text, in all three rows.</summary>
    public int Next { get; private set; }

    /// <summary>Tokens counted so far.</summary>
    public int Count { get; private set; }

    /// <summary>What is added to a token's number to have its position, once text follows: <c>rope_deltas</c>.</summary>
    public int Delta => Next - Count;

    /// <summary>Counts further tokens that are text whatever they are: what a model writes is never a picture.</summary>
    /// <returns>The position of the first of them.</returns>
    public int AppendText(int count)
    {
        int first = Next;
        Next += count;
        Count += count;
        return first;
    }

    /// <summary>Counts further tokens.</summary>
    /// <param name="sequence">Tokens without padding.</param>
    /// <param name="images">Grids of the pictures in these tokens, in order; each is taken out when its features begin.</param>
    /// <param name="videoFrames">Grids of the clips' groups of frames, each with <see cref="PatchGrid.Frames"/> 1, in order.</param>
    /// <param name="time">Filled with a position a token.</param>
    /// <param name="height">Filled with a position a token.</param>
    /// <param name="width">Filled with a position a token.</param>
    /// <exception cref="PlaceholderMismatchException">There are more or fewer placeholders than the grids have features.</exception>
    public void Append(ReadOnlySpan<int> sequence, Queue<PatchGrid> images, Queue<PatchGrid> videoFrames, Span<int> time, Span<int> height, Span<int> width)
    {
        int at = 0;
        while (at < sequence.Length)
        {
            int token = sequence[at];
            int length = token == tokens.Image ? Grid(sequence[at..], token, "pictures", images, time[at..], height[at..], width[at..])
                : token == tokens.Video ? Grid(sequence[at..], token, "clips", videoFrames, time[at..], height[at..], width[at..])
                : Text(time[at..], height[at..], width[at..]);
            at += length;
        }

        Count += sequence.Length;
    }

    /// <summary>The groups of frames of clips, in order: each is a picture to the positions.</summary>
    public static Queue<PatchGrid> FramesOf(IEnumerable<PatchGrid> videos)
    {
        Queue<PatchGrid> frames = new();
        foreach (PatchGrid video in videos)
        {
            for (int t = 0; t < video.Frames; t++)
            {
                frames.Enqueue(video with { Frames = 1 });
            }
        }

        return frames;
    }

    private int Text(Span<int> time, Span<int> height, Span<int> width)
    {
        time[0] = height[0] = width[0] = Next++;
        return 1;
    }

    private int Grid(ReadOnlySpan<int> sequence, int token, string kind, Queue<PatchGrid> grids, Span<int> time, Span<int> height, Span<int> width)
    {
        int run = sequence.IndexOfAnyExcept(token);
        run = run < 0 ? sequence.Length : run;
        if (!grids.TryDequeue(out PatchGrid grid) || grid.Tokens(mergeSize) != run)
        {
            throw new PlaceholderMismatchException("features of " + kind, run, grid == default ? 0 : grid.Tokens(mergeSize));
        }

        int columns = grid.Width / mergeSize;
        int perFrame = grid.Height / mergeSize * columns;
        for (int i = 0; i < run; i++)
        {
            (time[i], height[i], width[i]) = (Next + (i / perFrame), Next + (i % perFrame / columns), Next + (i % columns));
        }

        Next += Math.Max(grid.Height, grid.Width) / mergeSize;
        return run;
    }
}
