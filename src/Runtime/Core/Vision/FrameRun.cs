using System;
using System.Collections.Generic;

namespace Modelwright.Runtime;

/// <summary>Frames of one input that follow each other.</summary>
/// <param name="Input">The input's number in the call.</param>
/// <param name="Grid">Its grid.</param>
/// <param name="First">The first of the frames.</param>
/// <param name="Frames">How many.</param>
internal readonly record struct FrameRun(int Input, PatchGrid Grid, int First, int Frames)
{
    public int FramePatches => Grid.Height * Grid.Width;

    public int Patches => Frames * FramePatches;

    /// <summary>Cuts inputs into calls of whole frames with at most <paramref name="most"/> patches, or a single frame where that has more.</summary>
    public static IEnumerable<IReadOnlyList<FrameRun>> Calls(IReadOnlyList<VisionInput> inputs, int most)
    {
        List<FrameRun> call = [];
        int room = most;
        for (int input = 0; input < inputs.Count; input++)
        {
            PatchGrid grid = inputs[input].Grid;
            int patches = grid.Height * grid.Width;
            for (int frame = 0; frame < grid.Frames;)
            {
                if (room < patches && call.Count > 0)
                {
                    yield return call;
                    (call, room) = ([], most);
                }

                int frames = Math.Min(grid.Frames - frame, Math.Max(1, room / patches));
                call.Add(new FrameRun(input, grid, frame, frames));
                room -= frames * patches;
                frame += frames;
            }
        }

        if (call.Count > 0)
        {
            yield return call;
        }
    }
}
