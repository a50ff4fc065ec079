using System;

namespace Modelwright.Runtime.Tests;

public sealed class GroupedColumnTests
{
    [Theory]
    [InlineData(new[] { 1, 0, 1, 0 }, new[] { 1, 3, 0, 2 })]
    [InlineData(new[] { 1, 0, 0 }, new[] { 1, 2, 0 })] // the last group has fewer
    [InlineData(new[] { 0, 0, 0, 1 }, null)]
    [InlineData(new[] { 1, 1, 0 }, null)]
    public void Columns_of_a_group_are_neighbours_in_the_order_they_had(int[] groupOf, int[]? wanted) =>
        Assert.Equal(wanted, GroupedColumns.Of(groupOf, group: 2)?.Columns.ToArray());

    [Fact]
    public void Elements_of_any_size_are_moved_and_what_lies_behind_them_stays()
    {
        GroupedColumns order = GroupedColumns.Of([1, 0, 1, 0], group: 2)!;
        byte[] bytes = [10, 11, 12, 13, 14];
        byte[] words = [10, 0, 11, 0, 12, 0, 13, 0, 14, 0];
        order.Apply(bytes, 1);
        order.Apply(words, 2);
        Assert.Equal([11, 13, 10, 12, 14], bytes);
        Assert.Equal([11, 0, 13, 0, 10, 0, 12, 0, 14, 0], words);
        Assert.Throws<ArgumentOutOfRangeException>(() => order.Apply(bytes, 3));
    }

    /// <summary>One order may be every expert's; an expert may have none.</summary>
    [Fact]
    public void Experts_have_an_order_each_or_one_together()
    {
        GroupedColumns order = GroupedColumns.Of([1, 0, 1, 0], group: 2)!;
        ColumnOrders each = new([null, order], columns: 4);
        Assert.Equal((2, 4), (each.Count, each.Columns));
        Assert.Null(each.Of(0));
        Assert.Same(order, each.Of(1));
        Assert.Same(order, new ColumnOrders([order], columns: 4).Of(7));
    }
}
