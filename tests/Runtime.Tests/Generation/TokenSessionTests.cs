using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Modelwright.Runtime.Tests;

/// <summary>Prompts that begin alike: what is computed again, where a session returns to, and that answers are those of a session that never was anywhere else.</summary>
public sealed class TokenSessionTests
{
    private static readonly GenerationOptions Three = new() { MaxTokens = 3 };

    private static readonly int[] Prompt = [1, 2, 3, 4, 5];

    public static TheoryData<bool> Kinds => [true, false];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_prompt_that_goes_on_is_not_read_again(bool recurrent)
    {
        SummingModel model = new(recurrent);
        using TokenSession session = new(model);
        Assert.Equal((0, 0L, 0), (session.Length, session.Bytes, session.ReusedTokens));

        int[] answer = await Answer(session, Prompt);
        int[] next = [.. Prompt, .. answer, 9];

        Assert.Equal(await Fresh(recurrent, Prompt), answer);
        Assert.Equal((8, 77L, 0), (session.Length, session.Bytes, session.ReusedTokens));
        Assert.Equal(await Fresh(recurrent, next), await Answer(session, next));
        Assert.Equal([5, 1, 1, 2, 1, 1], model.Passes); // the answer's last token comes with the new one
        Assert.Equal((12, 7), (session.Length, session.ReusedTokens));
        Assert.Equal(1, model.Sessions);
    }

    /// <summary>Attention is cut at the last token in common; recurrent states return to the last border before it, or begin anew.</summary>
    [Theory]
    [InlineData(false, new int[0], new[] { 1, 2, 3, 9 }, 3)]
    [InlineData(false, new int[0], new[] { 9 }, 0)]
    [InlineData(false, new int[0], new[] { 1, 2, 3, 4, 5 }, 4)]
    [InlineData(false, new int[0], new[] { 1, 2 }, 1)]
    [InlineData(true, new int[0], new[] { 1, 2, 3, 9 }, 0)]
    [InlineData(true, new[] { 2, 3 }, new[] { 1, 2, 3, 9 }, 3)]
    [InlineData(true, new[] { 2, 3 }, new[] { 1, 2, 3, 4, 5 }, 3)]
    [InlineData(true, new[] { 2, 3 }, new[] { 1, 2, 9 }, 2)]
    [InlineData(true, new[] { 2, 3 }, new[] { 1, 2, 3 }, 2)]
    [InlineData(true, new[] { 2, 3 }, new[] { 1, 9 }, 0)]
    [InlineData(true, new[] { 0, 5, 7 }, new[] { 1, 2, 3, 4, 9 }, 0)]
    public async Task A_prompt_that_differs_begins_where_both_agree(bool recurrent, int[] borders, int[] next, int kept)
    {
        SummingModel model = new(recurrent);
        using TokenSession session = new(model);
        Assert.Equal(await Fresh(recurrent, Prompt), await Answer(session, Prompt, borders));
        int passes = model.Passes.Count;

        Assert.Equal(await Fresh(recurrent, next), await Answer(session, next));

        Assert.Equal(kept, session.ReusedTokens);
        Assert.Equal(next.Length - kept, model.Passes[passes]);
        Assert.Equal(next.Length + 3, session.Length);
    }

    /// <summary>A pass for each border, whose snapshots are kept, and none where states can be cut.</summary>
    [Theory]
    [InlineData(true, new[] { 2, 1, 2, 1, 1 })]
    [InlineData(false, new[] { 5, 1, 1 })]
    public async Task Borders_cost_passes_where_states_cannot_be_cut(bool recurrent, int[] passes)
    {
        SummingModel model = new(recurrent);
        using TokenSession session = new(model);
        await Answer(session, Prompt, [0, 2, 3, 5, 6]);

        Assert.Equal(passes, model.Passes);
        Assert.Equal([.. passes[..^3].Select(static _ => OutputRows.None), OutputRows.Last, OutputRows.Last, OutputRows.Last], model.Wanted);
    }

    /// <summary>A snapshot has 8 bytes: two fit in 16, and of three the oldest goes.</summary>
    [Theory]
    [InlineData(16, 3, new[] { 1, 2, 3, 9 }, 3)]
    [InlineData(16, 3, new[] { 1, 2, 9 }, 2)]
    [InlineData(16, 3, new[] { 1, 9 }, 0)]
    [InlineData(24, 3, new[] { 1, 9 }, 1)]
    [InlineData(15, 3, new[] { 1, 2, 9 }, 0)]
    [InlineData(0, 3, new[] { 1, 2, 3, 9 }, 0)]
    public async Task Snapshots_take_no_more_than_they_may(long bytes, int snapshots, int[] next, int kept)
    {
        SummingModel model = new(recurrent: true);
        using (TokenSession session = new(model, snapshotBytes: bytes))
        {
            await Answer(session, Prompt, [1, 2, 3]);
            Assert.Equal(Math.Max(0, snapshots - (bytes / 8)), model.Freed);
            await Answer(session, next);
            Assert.Equal(kept, session.ReusedTokens);
        }

        Assert.Equal(snapshots, model.Freed); // all of them at the end
        Assert.Equal(1, model.Disposed);
    }

    /// <summary>Snapshots of what was forgotten do not count, and are freed.</summary>
    [Fact]
    public async Task Snapshots_behind_the_place_of_return_are_freed()
    {
        SummingModel model = new(recurrent: true);
        using TokenSession session = new(model, snapshotBytes: 16);
        await Answer(session, Prompt, [2, 4]);
        await Answer(session, [1, 2, 7, 7, 7], [3]);

        Assert.Equal(1, model.Freed);
        await Answer(session, [1, 2, 8]);
        Assert.Equal(2, session.ReusedTokens);
    }

    [Fact]
    public async Task A_fork_goes_its_own_way()
    {
        SummingModel model = new(recurrent: false);
        using TokenSession session = new(model);
        Assert.False(session.CanFork);
        Assert.Throws<InvalidOperationException>(() => session.Fork());
        await Answer(session, Prompt);

        Assert.True(session.CanFork);
        using TokenSession fork = session.Fork();
        Assert.Equal(8, fork.Length);
        Assert.Equal(await Fresh(recurrent: false, [1, 2, 3, 4, 6]), await Answer(fork, [1, 2, 3, 4, 6]));
        Assert.Equal(4, fork.ReusedTokens);
        Assert.Equal(await Fresh(recurrent: false, [1, 2, 3, 4, 5, 6]), await Answer(session, [1, 2, 3, 4, 5, 6]));
        Assert.Equal(5, session.ReusedTokens);
    }

    [Fact]
    public async Task States_that_cannot_be_cut_are_not_forked()
    {
        using TokenSession session = new(new SummingModel(recurrent: true));
        await Answer(session, Prompt);

        Assert.False(session.CanFork);
        Assert.Contains("wanted a session of attention alone, between two answers", Assert.Throws<InvalidOperationException>(() => session.Fork()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_an_answer_is_read_there_is_no_other()
    {
        using TokenSession session = new(new SummingModel(recurrent: false));
        await using (IAsyncEnumerator<int> first = session.ContinueAsync(Prompt).GetAsyncEnumerator())
        {
            await first.MoveNextAsync();
            Assert.False(session.CanFork);
            Assert.Throws<InvalidOperationException>(() => session.Fork());
            await Assert.ThrowsAsync<InvalidOperationException>(() => Answer(session, Prompt));
        }

        Assert.True(session.CanFork);
        Assert.Equal(await Fresh(recurrent: false, Prompt), await Answer(session, Prompt));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task After_a_pass_that_failed_all_is_read_again(bool recurrent)
    {
        SummingModel model = new(recurrent);
        using TokenSession session = new(model);
        await Answer(session, Prompt, [2]);
        model.Fails = true;
        await Assert.ThrowsAsync<TimeoutException>(() => Answer(session, [1, 2, 3, 9]));
        model.Fails = false;
        Assert.False(session.CanFork);

        Assert.Equal(await Fresh(recurrent, [1, 2, 3, 9]), await Answer(session, [1, 2, 3, 9]));
        using CancellationTokenSource source = new();
        source.Cancel();
        int passes = model.Passes.Count;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Answer(session, Prompt, [], source.Token));
        Assert.Equal(passes, model.Passes.Count);
    }

    [Fact]
    public async Task A_session_holds_what_it_was_made_for()
    {
        StopReason? reason = null;
        SummingModel model = new(recurrent: false);
        using TokenSession session = new(model, capacity: 6);

        await Assert.ThrowsAsync<ContextOverflowException>(() => Answer(session, [1, 2, 3, 4, 5, 6, 7]));
        await Assert.ThrowsAsync<GenerationOptionsException>(() => Answer(session, []));
        await Assert.ThrowsAsync<TokenOutOfRangeException>(() => Answer(session, [model.Info.VocabularySize]));
        List<int> tokens = [];
        await foreach (int token in session.ContinueAsync(Prompt, new GenerationOptions { Completed = statistics => reason = statistics.StopReason }))
        {
            tokens.Add(token);
        }

        Assert.Equal((2, StopReason.ContextFull), (tokens.Count, reason)); // the last one need not be fed
        Assert.Equal((await Fresh(recurrent: false, Prompt))[..2], tokens);
    }

    [Fact]
    public async Task What_is_cancelled_before_it_begins_changes_nothing()
    {
        SummingModel model = new(recurrent: false);
        using TokenSession session = new(model);
        CancellationToken cancelled = new(canceled: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Answer(session, Prompt, [], cancelled));
        Assert.Equal(0, model.Sessions);
        Assert.Equal(0, session.Common(new SequencePrompt(Prompt)));
        await Answer(session, Prompt);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Answer(session, [9], [], cancelled));

        Assert.Equal(8, session.Length);
        Assert.Equal((5, 2), (session.Common(new SequencePrompt(Prompt)), session.Common(new SequencePrompt([1, 2, 9]))));
    }

    [Fact]
    public async Task Borders_cost_nothing_where_a_session_has_no_ways_back()
    {
        ScriptedModel model = new(static _ => 'x');
        using TokenSession session = new(model);
        int[] answer = await Answer(session, Prompt, [1, 2]);

        Assert.Equal(['x', 'x', 'x'], answer);
        Assert.Equal([5, 1, 1], model.Passes);
    }

    private static async Task<int[]> Fresh(bool recurrent, int[] prompt)
    {
        using TokenSession session = new(new SummingModel(recurrent));
        return await Answer(session, prompt);
    }

    private static async Task<int[]> Answer(TokenSession session, int[] prompt, int[]? borders = null, CancellationToken cancellationToken = default)
    {
        List<int> tokens = [];
        await foreach (int token in session.ContinueAsync(prompt, Three, borders, cancellationToken))
        {
            tokens.Add(token);
        }

        return [.. tokens];
    }
}
