namespace Modelwright.Runtime.Tests;

/// <summary>Which rows of a tensor fall into some rows of a slot.</summary>
public sealed class RowRunTests
{
    private static readonly WeightSource InTurn = WeightSource.EachExpert("{expert}", [3, 2], experts: 2, targetRow: 1, expertStride: 6, rowStride: 2);

    [Fact]
    public void A_tensor_that_is_no_experts_is_one_run() => Assert.Equal([new RowRun(0, 0, 4, 3, 1)], RowRun.Of(WeightSource.Whole("w", [3, 2], targetRow: 4), 0, 9));

    [Theory]
    [InlineData(0, 4)]  // before it
    [InlineData(7, 2)]  // behind it
    [InlineData(5, 0)]
    public void Rows_that_it_has_nothing_of_are_no_run(int start, int count) => Assert.Empty(RowRun.Of(WeightSource.Whole("w", [3, 2], targetRow: 4), start, count));

    [Fact]
    public void Experts_rows_that_alternate_with_others_are_a_run_each() => Assert.Equal([new RowRun(0, 0, 1, 3, 2), new RowRun(1, 0, 7, 3, 2)], RowRun.Of(InTurn, 0, 12));

    // Slot rows 1, 3, 5 and 7, 9, 11 are the source's.
    [Theory]
    [InlineData(2, 2, 0, 1, 3, 1)]
    [InlineData(3, 1, 0, 1, 3, 1)]
    [InlineData(4, 3, 0, 2, 5, 1)]
    [InlineData(8, 4, 1, 1, 9, 2)]
    [InlineData(6, 2, 1, 0, 7, 1)]
    public void A_run_is_clipped_to_the_rows_asked_for(int start, int count, int expert, int sourceRow, int targetRow, int rows) =>
        Assert.Equal([new RowRun(expert, sourceRow, targetRow, rows, 2)], RowRun.Of(InTurn, start, count));
}
