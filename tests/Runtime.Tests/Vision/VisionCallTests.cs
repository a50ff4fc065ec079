using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace Modelwright.Runtime.Tests.Vision;

/// <summary>What one call of a tower is fed, where calls are cut, and what memory they are planned with.</summary>
public class VisionCallTests
{
    private static readonly VisionTowerInfo Tower = new(Layers: 2, HeadDim: 12, PatchLength: 5, PatchSize: 2, MergeSize: 2, PositionSide: 5, FeatureWidth: 3, DeepStackLayers: [1, 0]);

    /// <summary>The second frame of a clip, and a picture: rows are theirs, and so are the places of their features.</summary>
    [Fact]
    public void A_call_holds_some_frames_of_some_inputs()
    {
        VisionInput[] inputs = [PatchTablesTests.Input(2, 2, 4), PatchTablesTests.Input(1, 2, 2)];
        float[][][] features = [[new float[12], new float[12]], [new float[3], new float[3]]];
        VisionCall call = new(Tower, inputs, [new FrameRun(0, inputs[0].Grid, 1, 1), new FrameRun(1, inputs[1].Grid, 0, 1)], features);

        Assert.Equal((12, 2), (call.Rows, call.Frames.Count));
        Assert.Equal([new PatchSegment(0, 8), new PatchSegment(8, 12)], call.Segments);
        PatchSegment[] segments = new PatchSegment[12];
        call.FillSegments(segments);
        Assert.Equal([.. Enumerable.Repeat(new PatchSegment(0, 8), 8), .. Enumerable.Repeat(new PatchSegment(8, 12), 4)], segments);

        float[] patches = new float[12 * 6];
        call.CopyPatches(patches, stride: 6);
        Assert.Equal([.. Enumerable.Range(40, 5).Select(static i => (float)i), 0], patches[..6]); // the frame before has 8 patches of 5 numbers
        Assert.Equal([0, 1, 2, 3, 4, 0], patches[48..54]);

        call.TakeFeatures(1, [1, 2, 3, -1, 4, 5, 6, -1, 7, 8, 9, -1], stride: 4);
        Assert.Equal([0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6], features[0][1]);
        Assert.Equal([7, 8, 9], features[1][1]);
        Assert.Equal(new float[12], features[0][0]);

        float[] table = new float[12 * 12];
        float[] wanted = new float[12 * 12];
        call.FillRotary(table);
        PatchTables.FillRotary(call.Frames, Tower, wanted);
        Assert.Equal(wanted, table);
        PatchTap[] taps = new PatchTap[48];
        PatchTap[] wantedTaps = new PatchTap[48];
        call.FillTaps(taps);
        PatchTables.FillTaps(call.Frames, Tower, wantedTaps);
        Assert.Equal(wantedTaps, taps);
    }

    /// <summary>Exactly what a call takes goes through in one; one patch more does not.</summary>
    [Fact]
    public void A_call_takes_4096_patches()
    {
        Assert.Equal([[4096]], Calls(PatchTablesTests.Input(1, 64, 64)));
        Assert.Equal([[2048, 2048], [2048]], Calls(PatchTablesTests.Input(1, 32, 64), PatchTablesTests.Input(2, 32, 64)));
        Assert.Equal([[4224], [4]], Calls(PatchTablesTests.Input(1, 64, 66), PatchTablesTests.Input(1, 2, 2)));

        static IEnumerable<IEnumerable<int>> Calls(params VisionInput[] inputs) => FrameRun.Calls(inputs, VisionEncoder.CallPatches).Select(static call => call.Select(static run => run.Patches));
    }

    [Theory]
    [InlineData(1, 4, 4, 6, 96, "6 numbers a patch", "5")]
    [InlineData(1, 3, 4, 5, 60, "a grid of 1 x 3 x 4", "at least one frame whose sides are multiples of 2")]
    [InlineData(1, 4, 3, 5, 60, "a grid of 1 x 4 x 3", "at least one frame whose sides are multiples of 2")]
    [InlineData(0, 4, 4, 5, 0, "a grid of 0 x 4 x 4", "at least one frame whose sides are multiples of 2")]
    [InlineData(1, 0, 4, 5, 0, "a grid of 1 x 0 x 4", "at least one frame whose sides are multiples of 2")]
    [InlineData(1, 4, 0, 5, 0, "a grid of 1 x 4 x 0", "at least one frame whose sides are multiples of 2")]
    [InlineData(1, 4, 4, 5, 79, "79 numbers for a grid of 1 x 4 x 4", "80")]
    [InlineData(1, 4, 4, 5, 81, "81 numbers for a grid of 1 x 4 x 4", "80")]
    [InlineData(1, 6, 4, 5, 120, "a frame of 6 x 4 patches", "at most 20 patches a frame on this device")]
    public void What_is_wanted_of_patches(int frames, int height, int width, int rowLength, int numbers, string found, string wanted)
    {
        VisionInput input = new(new PatchGrid(frames, height, width), rowLength, new float[numbers], []);
        VisionInputException error = Assert.Throws<VisionInputException>(() => new Narrow(20).Encode([input], progress: null, CancellationToken.None));

        Assert.Equal((found, wanted), (error.Found, error.Wanted));
    }

    [Fact]
    public void A_frame_may_be_as_large_as_the_device_allows()
    {
        using CancellationTokenSource source = new();
        VisionInput input = PatchTablesTests.Input(1, 10, 2) with { Timestamps = [1.5] };

        VisionFeatures features = Assert.Single(new Narrow(20).Encode([input], progress: null, CancellationToken.None));
        Assert.Equal((5, 3, 2), (features.Tokens, features.Width, features.DeepStack.Count));
        Assert.Equal([1.5], features.Timestamps);
        Assert.Throws<ArgumentNullException>(static () => new Narrow(20).Encode(null!, progress: null, CancellationToken.None));
        Assert.Throws<ArgumentNullException>(static () => new Narrow(20).Encode([null!], progress: null, CancellationToken.None));
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => new Narrow(20).Encode([input], progress: null, source.Token));
    }

    /// <summary>Where patches are not merged, one row or one column of them is a frame.</summary>
    [Theory]
    [InlineData(1, 3)]
    [InlineData(3, 1)]
    [InlineData(1, 1)]
    public void A_frame_may_be_one_patch_high_or_wide(int height, int width) => Assert.Equal(
        height * width,
        Assert.Single(new Narrow(20, Tower with { MergeSize = 1 }).Encode([PatchTablesTests.Input(1, height, width)], progress: null, CancellationToken.None)).Tokens);

    /// <summary>Pixels become whole blocks of 4 by 4, each 4 patches; a call takes several pictures while there is room.</summary>
    [Theory]
    [InlineData(1, 16, 4, 36)]
    [InlineData(1, 17, 8, 72)]
    [InlineData(3, 64, 48, 432)]
    [InlineData(2, 16 * 1024, 4096, 2 * 1024 * 36)]
    [InlineData(5, 16 * 300, 3600, 5 * 300 * 36)]
    [InlineData(1, 16 * 1100, 4400, 1100 * 36)]
    public void Memory_that_is_planned_for_pictures(int images, long pixels, int rows, long bytes)
    {
        MemoryPlan plan = VisionMemory.Add(Empty, Tower, images, pixels, static patches => [new MemoryUse("patches", patches)]);

        Assert.Equal([new MemoryUse("before", 1), new MemoryUse("patches", rows)], plan.Scratch);
        Assert.Equal([new MemoryUse("before", 2), new MemoryUse($"vision features ({images})", bytes)], plan.Io);
    }

    [Fact]
    public void Without_pictures_nothing_is_planned()
    {
        Assert.Same(Empty, VisionMemory.Add(Empty, Tower, 0, 16, static _ => []));
        Assert.Same(Empty, VisionMemory.Add(Empty, Tower, 1, 0, static _ => []));
        Assert.Throws<ArgumentOutOfRangeException>(static () => VisionMemory.Add(Empty, Tower, -1, 16, static _ => []));
        Assert.Throws<ArgumentOutOfRangeException>(static () => VisionMemory.Add(Empty, Tower, 1, -1, static _ => []));
    }

    private static readonly MemoryPlan Empty = new([], [], [new MemoryUse("before", 1)], [new MemoryUse("before", 2)]);

    /// <summary>A tower of a device on which frames must be small; it makes nothing.</summary>
    private sealed class Narrow(int most, VisionTowerInfo? tower = null) : VisionEncoder(tower ?? VisionCallTests.Tower)
    {
        protected override int MostFramePatches => most;

        protected override void Run(VisionCall call, Action layerDone, CancellationToken cancellationToken)
        {
        }
    }
}
