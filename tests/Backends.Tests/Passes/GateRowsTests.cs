using System.Linq;
using Modelwright.Backends.Vulkan;
using Modelwright.IR;

namespace Modelwright.Backends.Tests;

/// <summary>Interleaved gates and ups: row 2i of an expert is gate i, row 2i + 1 is up i, however the checkpoint has them.</summary>
public class GateRowsTests
{
    private const int Width = 3;
    private const int Hidden = 2;

    [Fact]
    public void Gate_and_up_tensors() => Assert.Equal(
        ["gate 0", "up 0", "gate 1", "up 1", "gate 2", "up 2"],
        Rows(WeightSlot.Matrix("gate_up", 2 * Width, Hidden, WeightSource.Whole("gate", [Width, Hidden]), WeightSource.Whole("up", [Width, Hidden], targetRow: Width)), experts: 1));

    [Fact]
    public void A_tensor_for_each_expert() => Assert.Equal(
        ["gate 0", "up 0", "gate 1", "up 1", "gate 2", "up 2", "gate' 0", "up' 0", "gate' 1", "up' 1", "gate' 2", "up' 2"],
        Rows(
            WeightSlot.Matrix(
                "experts", 4 * Width, Hidden,
                WeightSource.EachExpert("gate", [Width, Hidden], experts: 2, targetRow: 0, expertStride: 2 * Width),
                WeightSource.EachExpert("up", [Width, Hidden], experts: 2, targetRow: Width, expertStride: 2 * Width)),
            experts: 2));

    [Fact]
    public void One_stacked_tensor() => Assert.Equal(
        ["all 0", "all 3", "all 1", "all 4", "all 2", "all 5", "all 6", "all 9", "all 7", "all 10", "all 8", "all 11"],
        Rows(WeightSlot.Matrix("experts", 4 * Width, Hidden, WeightSource.Whole("all", [2, 2 * Width, Hidden])), experts: 1));

    [Fact]
    public void Rows_that_are_no_halves_are_refused() => Assert.Throws<IrException>(static () =>
        GateRows.Interleave(WeightSlot.Matrix("odd", 2 * Width, Hidden, WeightSource.Whole("all", [(2 * Width) - 1, Hidden])), Width));

    /// <summary>A part of the gates, or of the ups, of any expert goes where these rows go.</summary>
    [Fact]
    public void Parts_of_gates_and_ups() => Assert.Equal(
        ["", "", "part 7", "", "part 8", "", "", "", "", "part 1", "", "part 2"],
        Rows(WeightSlot.Matrix("experts", 4 * Width, Hidden, WeightSource.Part("part", [20, Hidden], RowBlock.Run(7, 1, 2), RowBlock.Run(1, (2 * Width) + Width + 1, 2))), experts: 1));

    [Fact]
    public void Blocks_of_whole_experts() => Assert.Equal(
        ["", "blocks 5", "", "blocks 6", "", "blocks 7", "", "blocks 9", "", "blocks 10", "", "blocks 11"],
        Rows(WeightSlot.Matrix("experts", 4 * Width, Hidden, WeightSource.Part("blocks", [20, Hidden], new RowBlock(5, 4, Width, 2 * Width, Width, Blocks: 2))), experts: 1));

    /// <summary>How far blocks are apart means nothing where there is one.</summary>
    [Fact]
    public void One_block_with_a_stride() => Assert.Equal(
        ["one 0", "", "one 1", "", "one 2", ""],
        Rows(WeightSlot.Matrix("experts", 2 * Width, Hidden, WeightSource.Part("one", [Width, Hidden], new RowBlock(0, 1, 0, 1, Width))), experts: 1));

    [Fact]
    public void A_stack_within_a_tensor() => Assert.Equal(
        ["", "", "", "", "", "", "all 2", "all 5", "all 3", "all 6", "all 4", "all 7"],
        Rows(WeightSlot.Matrix("experts", 4 * Width, Hidden, WeightSource.Part("all", [20, Hidden], RowBlock.Run(2, 2 * Width, 2 * Width))), experts: 1));

    [Theory]
    [InlineData(1, Width, 1, 0, 0, 1)]                                  // from the gates into the ups
    [InlineData(0, Width, 1, 0, 0, 2)]                                  // apart already
    [InlineData(0, Width, 1, 0, (2 * Width) + 1, 1)]                    // experts that are no pairs of gates and ups
    [InlineData(0, Width, 2, (2 * Width) + 1, 0, 1)]
    [InlineData(Width, 2 * Width, 1, 0, 0, 1)]                          // ups before gates
    [InlineData(0, 2 * Width, 2, 2 * Width, 0, 1)]                      // blocks of both
    [InlineData(0, (2 * Width) + 1, 1, 0, 0, 1)]
    [InlineData(0, 3 * Width, 1, 0, 0, 1)]
    [InlineData(0, 2 * Width, 1, 0, 0, 2)]
    public void Rows_that_are_no_gates_and_ups_are_refused(int start, int rows, int blocks, int stride, int expertStride, int rowStride)
    {
        RowBlock block = new(0, 0, start, stride, rows, blocks, expertStride, rowStride);
        IrException error = Assert.Throws<IrException>(() => GateRows.Interleave(WeightSlot.Matrix("odd", 40, Hidden, WeightSource.Part("all", [40, Hidden], block)), Width));
        Assert.Equal($"odd: {block} has no gates of {Width} rows", error.Message);
    }

    /// <summary>Which row of which tensor each row of the interleaved slot is.</summary>
    private static string[] Rows(WeightSlot slot, int experts)
    {
        string[] rows = [.. Enumerable.Repeat("", slot.Rows)];
        foreach (WeightSource source in GateRows.Interleave(slot, Width).Alternatives[0].Sources)
        {
            foreach (RowBlock block in source.Blocks)
            {
                for (int i = 0; i < experts * block.Blocks * block.Rows; i++)
                {
                    (int expert, int j, int row) = (i / block.Rows / block.Blocks, i / block.Rows % block.Blocks, i % block.Rows);
                    int target = (expert * block.ExpertTargetStride) + block.TargetStart + (j * block.TargetStride) + (row * block.RowStride);
                    Assert.Empty(rows[target]);
                    rows[target] = $"{source.Key}{new string('\'', expert)} {block.SourceStart + (j * block.SourceStride) + row}";
                }
            }
        }

        return rows;
    }
}
