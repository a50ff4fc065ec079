using System;

namespace Modelwright.Runtime.Tests;

public sealed class LoadOptionsTests
{
    [Theory]
    [InlineData(0, 40960, 4096)]
    [InlineData(0, 512, 512)]
    [InlineData(100, 512, 100)]
    [InlineData(1000, 512, 1000)]
    public void The_context_is_what_was_asked_for_or_a_modest_one(int asked, int maxPositions, int expected) =>
        Assert.Equal(expected, new LoadOptions { MaxContext = asked }.ResolveMaxContext(maxPositions));

    [Fact]
    public void What_cannot_be_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new LoadOptions { MaxContext = -1 }.ResolveMaxContext(10));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LoadOptions { PrefillChunk = 0 }.ResolveMaxContext(10));
    }
}
