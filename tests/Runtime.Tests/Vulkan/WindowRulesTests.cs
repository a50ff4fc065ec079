using System.Linq;
using Modelwright.Runtime.Vulkan;

namespace Modelwright.Runtime.Tests;

public sealed class WindowRulesTests
{
    /// <summary>Whole items where they fit; parts of one item where they do not; nothing where even a part is too large, which is refused when it is allocated.</summary>
    [Theory]
    [InlineData(1000, 40, 10, 8, 4, "0+40")]
    [InlineData(399, 40, 10, 8, 4, "0+32 32+8")]
    [InlineData(100, 40, 10, 8, 4, "0+8 8+8 16+8 24+8 32+8")]
    [InlineData(79, 24, 10, 8, 4, "0+4 4+4 8+4 12+4 16+4 20+4")]
    [InlineData(79, 20, 10, 10, 4, "0+4 4+4 8+2 10+4 14+4 18+2")]
    [InlineData(39, 24, 10, 8, 4, "0+24")]
    [InlineData(100, 21, 10, 8, 8, "0+8 8+8 16+5")]
    public void Rows_are_cut_where_they_may_be(long limit, long rows, long rowBytes, long item, long part, string windows) =>
        Assert.Equal(windows, string.Join(" ", new WindowRules(limit, WindowRules.None.RowsTogether).Cut(rows, rowBytes, item, part).Select(static window => $"{window.First}+{window.Rows}")));
}
