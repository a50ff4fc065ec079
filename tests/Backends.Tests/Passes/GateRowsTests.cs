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

    /// <summary>Which row of which tensor each row of the interleaved slot is.</summary>
    private static string[] Rows(WeightSlot slot, int experts)
    {
        string[] rows = new string[slot.Rows];
        foreach (WeightSource source in GateRows.Interleave(slot, Width).Alternatives[0].Sources)
        {
            foreach (RowBlock block in source.Blocks)
            {
                for (int i = 0; i < experts * block.Blocks * block.Rows; i++)
                {
                    (int expert, int j, int row) = (i / block.Rows / block.Blocks, i / block.Rows % block.Blocks, i % block.Rows);
                    int target = (expert * block.ExpertTargetStride) + block.TargetStart + (j * block.TargetStride) + (row * block.RowStride);
                    Assert.Null(rows[target]);
                    rows[target] = $"{source.Key}{new string('\'', expert)} {block.SourceStart + (j * block.SourceStride) + row}";
                }
            }
        }

        return rows;
    }
}
