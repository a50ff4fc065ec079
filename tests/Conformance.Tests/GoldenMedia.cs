using System;
using System.Collections.Generic;
using System.Linq;
using Modelwright.Runtime;

namespace Modelwright.Conformance.Tests;

/// <summary>A run's pictures and clips: as patches, as features, and in their places among the tokens of its sequences.</summary>
internal static class GoldenMedia
{
    /// <summary>The run's sequences with what they see, by the model's own tower.</summary>
    public static (MediaBatch Batch, SequenceMedia[] Sequences) Of(ILanguageModel model, GoldenCase golden, GoldenRun run)
    {
        IVisionModel seeing = (IVisionModel)model;
        (VisionInput[] pictures, VisionInput[] clips) = Inputs(golden, run);
        VisionTokens tokens = model.Info.Media!;
        SequenceMedia[] sequences = [.. Enumerable.Range(0, run.Batch).Select(_ => new SequenceMedia(tokens, seeing.Vision))];
        Queue<VisionFeatures> images = new(seeing.GetFeatures(pictures));
        Queue<VisionFeatures> videos = new(seeing.GetFeatures(clips));
        for (int b = 0; b < run.Batch; b++)
        {
            int[] sequence = [.. run.Tokens[b].Skip(run.LeftPadding[b])];
            sequences[b].Append(new SequencePrompt(sequence)
            {
                Images = Take(images, sequence.Count(token => token == tokens.Image)),
                Videos = Take(videos, sequence.Count(token => token == tokens.Video)),
            });
        }

        return (new MediaBatch(sequences, run.LeftPadding), sequences);
    }

    /// <summary>The patches of the run's pictures, then those of its clips.</summary>
    public static (VisionInput[] Images, VisionInput[] Videos) Inputs(GoldenCase golden, GoldenRun run)
    {
        using ExpectedTensors expected = new(golden.Folder);
        return (Cut("pixel_values", run.Images), Cut("pixel_values_videos", run.Videos));

        VisionInput[] Cut(string name, IReadOnlyList<PatchGrid> grids)
        {
            if (grids.Count == 0)
            {
                return [];
            }

            float[] all = expected.Read(run.Name, name);
            int length = all.Length / grids.Sum(static grid => grid.Patches);
            int[] starts = [.. grids.Select((_, i) => grids.Take(i).Sum(static grid => grid.Patches) * length)];
            return [.. grids.Select((grid, i) => new VisionInput(grid, length, all.AsMemory(starts[i], grid.Patches * length), []))];
        }
    }

    /// <summary>As many media as have this many features together.</summary>
    private static List<VisionFeatures> Take(Queue<VisionFeatures> media, int features)
    {
        List<VisionFeatures> taken = [];
        while (taken.Sum(static one => one.Tokens) < features)
        {
            taken.Add(media.Dequeue());
        }

        return taken;
    }
}
