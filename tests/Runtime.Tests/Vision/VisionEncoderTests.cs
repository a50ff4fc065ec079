using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace Modelwright.Runtime.Tests.Vision;

/// <summary>What is the same on every backend: checks, cutting, where features go, progress and stopping.</summary>
public class VisionEncoderTests
{
    private static readonly VisionTowerInfo Tower = new(Layers: 2, HeadDim: 12, PatchLength: 5, PatchSize: 1, MergeSize: 2, PositionSide: 5, FeatureWidth: 3, DeepStackLayers: [1, 0]);

    /// <summary>Many pictures, more than a call takes: each gets its own features, level by level.</summary>
    [Fact]
    public void Features_are_each_inputs_own_however_calls_are_cut()
    {
        VisionInput[] inputs = [.. Enumerable.Range(0, 9).Select(static i => PatchTablesTests.Input(1 + (i % 3), 20 + (2 * i), 20))];
        Recording encoder = new();
        IReadOnlyList<VisionFeatures> features = encoder.Encode(inputs, progress: null, CancellationToken.None);

        Assert.True(encoder.Calls > 1);
        for (int i = 0; i < inputs.Length; i++)
        {
            Assert.Equal((inputs[i].Grid, inputs[i].Grid.Tokens(2), 3), (features[i].Grid, features[i].Tokens, features[i].Width));
            for (int token = 0; token < features[i].Tokens; token++)
            {
                float first = inputs[i].Patches.Span[token * 4 * 5];
                Assert.Equal([first, first + 1, first + 2], features[i].Values.Slice(token * 3, 3).ToArray());
                Assert.Equal(-first, features[i].DeepStack[1].Span[token * 3]);
            }
        }
    }

    [Fact]
    public void Levels_are_in_the_order_of_the_blocks_and_mergers_in_the_lists()
    {
        Assert.Equal([1, 0], ((int[])[0, 1]).Select(layer => Tower.MergerAfter(layer)!.Value));
        Assert.Equal([0, 1], ((int[])[0, 1]).Select(Tower.LevelAfter));
        Assert.Null((Tower with { DeepStackLayers = [5] }).MergerAfter(4));
    }

    [Fact]
    public void Progress_is_told_after_every_block_and_a_call_stops_between_them()
    {
        using CancellationTokenSource source = new();
        List<VisionProgress> told = [];
        Assert.Throws<OperationCanceledException>(() => new Recording().Encode([PatchTablesTests.Input(1, 4, 4)], new Told(told, source), source.Token));
        Assert.Equal([new VisionProgress(16, 32)], told);
    }

    /// <summary>Patches times blocks, of all inputs together.</summary>
    [Fact]
    public void Progress_counts_all_inputs()
    {
        List<VisionProgress> told = [];
        new Recording().Encode([PatchTablesTests.Input(1, 4, 4), PatchTablesTests.Input(2, 2, 4)], new Told(told, source: null), CancellationToken.None);
        Assert.Equal([new VisionProgress(32, 64), new VisionProgress(64, 64)], told);
    }

    private sealed class Told(List<VisionProgress> told, CancellationTokenSource? source) : IProgress<VisionProgress>
    {
        public void Report(VisionProgress value)
        {
            told.Add(value);
            source?.Cancel();
        }
    }

    /// <summary>A tower whose features are the first numbers of each first patch of a block.</summary>
    private sealed class Recording() : VisionEncoder(VisionEncoderTests.Tower)
    {
        public int Calls { get; private set; }

        protected override void Run(VisionCall call, Action layerDone, CancellationToken cancellationToken)
        {
            Calls++;
            const int stride = 8;
            float[] patches = new float[call.Rows * stride];
            call.CopyPatches(patches, stride);
            for (int layer = 0; layer < Tower.Layers; layer++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                layerDone();
            }

            float[] merged = [.. Enumerable.Range(0, call.Rows / 4).SelectMany(token => patches.Skip(token * 4 * stride).Take(stride))];
            call.TakeFeatures(0, merged, stride);
            call.TakeFeatures(2, [.. merged.Select(static value => -value)], stride);
        }
    }
}
