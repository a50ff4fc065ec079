using Modelwright.Backends.TorchSharp;
using Modelwright.IR;

namespace Modelwright.Backends.Tests;

/// <summary>Where rows of a weight come from, and what its tensors' keys say of modules.</summary>
public class SourceRowsTests
{
    /// <summary>Rows 10 to 15 are rows 4 to 9 of the second tensor, behind the 10 of the first; rows 0 to 9 come after them in the list.</summary>
    private static readonly WeightSlot Apart = WeightSlot.Matrix(
        "apart", 16, 4,
        WeightSource.Part("late", [10, 4], RowBlock.Run(4, 10, 6)),
        WeightSource.Whole("early", [10, 4]));

    private static readonly WeightSlot InOrder = WeightSlot.Matrix(
        "in order", 16, 4,
        WeightSource.Whole("early", [10, 4]),
        WeightSource.Part("late", [10, 4], RowBlock.Run(4, 10, 6)));

    [Theory]
    [InlineData(0, 10, 0)]
    [InlineData(2, 3, 2)]
    [InlineData(10, 6, 14)]
    [InlineData(12, 3, 16)]
    public void Rows_of_one_run(int start, int length, int from) => Assert.Equal(new SourceRows(from, 0, length, 1), SourceRows.Of(InOrder, start, length));

    [Theory]
    [InlineData(2, 3, 12)]
    [InlineData(12, 3, 6)]
    public void Tensors_may_be_in_any_order(int start, int length, int from) => Assert.Equal(new SourceRows(from, 0, length, 1), SourceRows.Of(Apart, start, length));

    [Fact]
    public void Rows_in_blocks()
    {
        WeightSlot heads = WeightSlot.Matrix("heads", 12, 4, WeightSource.Part("q", [24, 4], new RowBlock(0, 6, 0, 3, 3, 4), new RowBlock(3, 6, 12, 3, 3, 4)));

        Assert.Equal(SourceRows.InBlocks(0, 6, 3, 4), SourceRows.Of(heads, 0, 12));
        Assert.Equal(SourceRows.InBlocks(3, 6, 3, 4), SourceRows.Of(heads, 12, 12));
        Assert.Equal("rows 0 to 3 of heads come from several places", Assert.Throws<IrException>(() => SourceRows.Of(heads, 0, 3)).Message);
    }

    /// <summary>A block by itself has no next one, however far that would be.</summary>
    [Fact]
    public void One_block_is_a_run() => Assert.Equal(new SourceRows(5, 0, 3, 1), SourceRows.InBlocks(5, 6, 3, 1));

    [Theory]
    [InlineData(8, 4)]
    [InlineData(16, 1)]
    public void Rows_of_two_tensors_are_no_run(int start, int length) =>
        Assert.Equal($"rows {start} to {start + length} of in order come from several places", Assert.Throws<IrException>(() => SourceRows.Of(InOrder, start, length)).Message);

    [Fact]
    public void Rows_with_others_between_them_are_no_run()
    {
        WeightSlot apart = WeightSlot.Matrix("apart", 8, 4, WeightSource.Part("a", [4, 4], new RowBlock(0, 0, 0, 0, 4, RowStride: 2)), WeightSource.Part("b", [4, 4], new RowBlock(0, 0, 1, 0, 4, RowStride: 2)));

        Assert.Throws<IrException>(() => SourceRows.Of(apart, 0, 2));
    }

    [Theory]
    [InlineData("model.layers.{layer}.self_attn.q_proj.weight", "model.layers", "self_attn.q_proj", "weight")]
    [InlineData("model.norm.weight", "", "model.norm", "weight")]
    [InlineData("table", "", "", "table")]
    public void A_key_is_a_path(string key, string list, string module, string name) => Assert.Equal(new ParameterPath(list, module, name), ParameterPath.Of(key));

    [Fact]
    public void Modules_that_are_not_below_each_other_are_told()
    {
        WeightSlot left = WeightSlot.Vector("l", 3, "left.a.weight"), right = WeightSlot.Vector("r", 3, "right.a.weight");

        Assert.Equal("left", ParameterPath.Common(left, WeightSlot.Vector("b", 3, "left.b.weight")));
        Assert.Equal("the weights l, r have no module in common", Assert.Throws<IrException>(() => ParameterPath.Common(left, right)).Message);
        Assert.Equal("a", ParameterPath.Of(left).Below("left"));
        Assert.Equal("left.a.weight is not below lef", Assert.Throws<IrException>(() => ParameterPath.Of(left).Below("lef")).Message);
    }
}
