using System;
using System.Threading;
using System.Threading.Tasks;

namespace Modelwright.Runtime.Tests;

/// <summary>Texts and tokens at the borders of what is allowed: the context just filled, nothing begun of what is refused, stop strings side by side.</summary>
public sealed class TextGenerationEdgeTests
{
    [Fact]
    public async Task A_prompt_may_fill_the_context_and_takes_no_memory_where_it_is_longer()
    {
        ScriptedModel model = new(static _ => 'x', maxContext: 3);

        Assert.Equal(['x'], await TextGenerationTests.Collect(model.GenerateAsync([1, 2, 3])));
        await Assert.ThrowsAsync<ContextOverflowException>(() => TextGenerationTests.Collect(model.GenerateAsync([1, 2, 3, 4])));
        await Assert.ThrowsAsync<ContextOverflowException>(() => TextGenerationTests.Collect(model.GenerateTextAsync("abcd")));
        Assert.Single(model.Sessions);
    }

    [Fact]
    public async Task After_cancellation_nothing_is_begun()
    {
        ScriptedModel model = new(static _ => 'x');
        CancellationToken cancelled = new(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => TextGenerationTests.Collect(model.GenerateTextAsync("a", cancellationToken: cancelled)));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => TextGenerationTests.Collect(model.GenerateAsync([1], cancellationToken: cancelled)));
        Assert.Empty(model.Sessions);
    }

    /// <summary>The last token that is allowed fills the session as well, which was made for no more: the caller's limit is the reason.</summary>
    [Fact]
    public async Task A_limit_of_tokens_is_told_where_it_fills_the_context()
    {
        StopReason? reason = null;
        GenerationOptions options = new() { MaxTokens = 3, Completed = statistics => reason = statistics.StopReason };
        ScriptedModel model = new(static _ => 'x');

        Assert.Equal(3, (await TextGenerationTests.Collect(model.GenerateAsync([1, 2], options))).Count);
        Assert.Equal(StopReason.MaxTokens, reason);
        reason = null;
        Assert.Equal(3, model.GenerateBatch([[1, 2]], options)[0].Length);
        Assert.Equal(StopReason.MaxTokens, reason);
    }

    [Fact]
    public void Special_tokens_of_a_prompt_are_spelled_unless_they_are_forbidden() => Assert.True(new GenerationOptions().AllowSpecialTokens);

    [Theory]
    [InlineData("a|b", "ab", "", true)]              // the first at the very beginning, whatever comes behind it
    [InlineData("b|a", "ab", "", true)]
    [InlineData("STOP", "a long text", "a long text", false)]
    [InlineData("STOP|OPEN", "a STO", "a ", false)]
    [InlineData("STOP|TOPPLE", "a STOP", "a ", true)]
    [InlineData("ab|abcd", "xabc", "x", true)]
    public void Stop_strings_of_a_piece_of_any_length(string stops, string piece, string expected, bool stopped)
    {
        StopStringFilter filter = new(stops.Split('|'));

        Assert.Equal(expected, filter.Add(piece));
        Assert.Equal(stopped, filter.Stopped);
        Assert.Equal(stopped ? expected : piece, expected + filter.Flush());
    }
}
