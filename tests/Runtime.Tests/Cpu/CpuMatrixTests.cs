using System.Linq;
using Modelwright.Runtime.Cpu;

namespace Modelwright.Runtime.Tests;

/// <summary>Matrices of segments that are stored in several formats.</summary>
public sealed class CpuMatrixTests
{
    // Ends of segments of 32-row panels; a letter each: w where codes are whole numbers, p where elements are plain.
    [Theory]
    [InlineData("w", new[] { 64 }, true)]
    [InlineData("w", new[] { 70 }, true)]           // the last panel has fewer rows
    [InlineData("ww", new[] { 32, 96 }, true)]
    [InlineData("ww", new[] { 40, 96 }, false)]     // a panel of two segments is widened
    [InlineData("p", new[] { 64 }, false)]
    [InlineData("wp", new[] { 32, 64 }, false)]
    [InlineData("pw", new[] { 32, 64 }, false)]
    [InlineData("wpw", new[] { 32, 64, 96 }, false)]
    public void Floats_are_needed_unless_every_panel_is_of_whole_numbers(string kinds, int[] ends, bool whole)
    {
        Int8Blocks codes = new();
        RowBlocks blocks = new(codes, columns: 64);
        ElementBlocks plain = new(ElementFormat.Float32);
        CpuMatrix matrix = new(64, [.. ends.Select((end, i) => kinds[i] == 'w'
            ? new RowSegment(0, i == 0 ? 0 : ends[i - 1], end, codes, blocks)
            : new RowSegment(0, i == 0 ? 0 : ends[i - 1], end, plain))]);

        Assert.Equal(whole, matrix.IsWhole(32));
    }

    /// <summary>No further than two small blocks, so that little is asked for behind a matrix; of large ones, as far as it takes to keep memory busy.</summary>
    [Theory]
    [InlineData(512, true, 4608, 9216)]
    [InlineData(1024, true, 9216, 18432)]
    [InlineData(512, false, 8704, 17408)]
    [InlineData(1024, false, 17408, 32768)]
    public void How_far_ahead_blocks_are_asked_for(int columns, bool int4, long bytes, long ahead)
    {
        RowBlocks blocks = new(int4 ? new Int4Blocks() : new Int8Blocks(32, wideScales: false), columns);

        Assert.Equal((bytes, ahead), (blocks.Bytes, blocks.BytesAhead));
    }
}
