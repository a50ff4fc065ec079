using System;
using System.Collections.Generic;
using System.Linq;

namespace Modelwright.Runtime.Tests.Vision;

/// <summary>Where patches lie, by transformers' formulas written plainly.</summary>
public class PatchTablesTests
{
    private static readonly VisionTowerInfo Tower = new(Layers: 2, HeadDim: 12, PatchLength: 5, PatchSize: 1, MergeSize: 2, PositionSide: 5, FeatureWidth: 3, DeepStackLayers: [1, 0]);

    /// <summary>A clip of two frames, then a picture: patches in blocks of two by two, frame after frame.</summary>
    private static readonly FrameRun[] Frames = [new FrameRun(0, new PatchGrid(3, 4, 6), 1, 2), new FrameRun(1, new PatchGrid(1, 2, 2), 0, 1)];

    [Fact]
    public void A_frame_is_a_segment()
    {
        Assert.Equal([new PatchSegment(0, 24), new PatchSegment(24, 48), new PatchSegment(48, 52)], PatchTables.Segments(Frames));
        Assert.Equal([24, 24, 4], PatchTables.Segments(Frames).Select(static segment => segment.Length));
    }

    [Fact]
    public void Turns_are_by_row_and_column_in_the_order_of_blocks()
    {
        float[] table = new float[52 * 12];
        PatchTables.FillRotary(Frames, Tower, table);
        (int Row, int Column)[] places = [.. Places(4, 6), .. Places(4, 6), .. Places(2, 2)];
        for (int patch = 0; patch < 52; patch++)
        {
            for (int j = 0; j < 3; j++)
            {
                double frequency = Math.Pow(10_000, -2.0 * j / 6);
                Assert.Equal(Math.Cos(places[patch].Row * frequency), table[(patch * 12) + j], 1e-6);
                Assert.Equal(Math.Cos(places[patch].Column * frequency), table[(patch * 12) + 3 + j], 1e-6);
                Assert.Equal(Math.Sin(places[patch].Row * frequency), table[(patch * 12) + 6 + j], 1e-6);
                Assert.Equal(Math.Sin(places[patch].Column * frequency), table[(patch * 12) + 9 + j], 1e-6);
            }
        }
    }

    /// <summary>The table's corners stand for the picture's; a picture of one row lies on the first.</summary>
    [Theory]
    [InlineData(4, 6)]
    [InlineData(2, 2)]
    [InlineData(10, 14)]
    [InlineData(5, 5)]
    [InlineData(1, 3)]
    public void Positions_are_interpolated_in_the_table(int height, int width)
    {
        VisionTowerInfo tower = Tower with { MergeSize = 1 };
        PatchTap[] taps = new PatchTap[4 * height * width];
        PatchTables.FillTaps([new FrameRun(0, new PatchGrid(1, height, width), 0, 1)], tower, taps);
        for (int patch = 0; patch < height * width; patch++)
        {
            double row = (patch / width) * 4.0 / Math.Max(height - 1, 1);
            double column = (patch % width) * 4.0 / Math.Max(width - 1, 1);
            ReadOnlySpan<PatchTap> own = taps.AsSpan(4 * patch, 4);
            (double sum, double r, double c) = (0, 0, 0);
            foreach (PatchTap tap in own)
            {
                Assert.InRange(tap.Row, 0, 24);
                (sum, r, c) = (sum + tap.Weight, r + (tap.Weight * (tap.Row / 5)), c + (tap.Weight * (tap.Row % 5)));
            }

            Assert.Equal(1, sum, 1e-6);
            Assert.Equal(row, r, 1e-5);
            Assert.Equal(column, c, 1e-5);
        }
    }

    [Fact]
    public void Calls_are_of_whole_frames()
    {
        VisionInput[] inputs = [Input(3, 4, 4), Input(1, 10, 10), Input(2, 2, 2)];
        IEnumerable<string> calls = FrameRun.Calls(inputs, most: 40).Select(static call => string.Join(' ', call.Select(static run => $"{run.Input}:{run.First}+{run.Frames}")));
        Assert.Equal(["0:0+2", "0:2+1", "1:0+1", "2:0+2"], calls);
        Assert.Equal(["0:0+3 1:0+1 2:0+2"], FrameRun.Calls(inputs, most: 1000).Select(static call => string.Join(' ', call.Select(static run => $"{run.Input}:{run.First}+{run.Frames}"))));
        Assert.Empty(FrameRun.Calls([], most: 10));
    }

    internal static VisionInput Input(int frames, int height, int width)
    {
        PatchGrid grid = new(frames, height, width);
        return new VisionInput(grid, 5, Enumerable.Range(0, 5 * grid.Patches).Select(static i => (float)i).ToArray(), []);
    }

    private static IEnumerable<(int Row, int Column)> Places(int height, int width) =>
        from blockRow in Enumerable.Range(0, height / 2)
        from blockColumn in Enumerable.Range(0, width / 2)
        from within in Enumerable.Range(0, 4)
        select ((2 * blockRow) + (within / 2), (2 * blockColumn) + (within % 2));
}
