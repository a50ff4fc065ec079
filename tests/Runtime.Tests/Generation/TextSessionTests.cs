using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Modelwright.Runtime.Tests;

public sealed class TextSessionTests
{
    [Fact]
    public async Task What_was_read_is_not_read_again()
    {
        ScriptedModel model = ScriptedModel.Writing("ok");
        using TextSession session = new(model);

        Assert.Equal("ok", await Answer(session, "first>"));
        Assert.Equal("ok", await Answer(session, "second>"));

        // The second prompt comes with the end token that closed the first answer.
        Assert.Equal([6, 1, 1, 8, 1, 1], model.Passes);
        Assert.Equal("first>ok\0second>ok\0", new LetterTokenizer().Decode(session.Tokens));
        Assert.Single(model.Sessions);
    }

    [Fact]
    public async Task After_cancellation_the_text_is_read_anew()
    {
        using CancellationTokenSource source = new();
        int passes = 0;
        ScriptedModel model = new(static tokens => tokens.Count >= 6 ? 0 : 'x')
        {
            OnForward = token =>
            {
                if (++passes == 3)
                {
                    source.Cancel();
                }

                token.ThrowIfCancellationRequested();
            },
        };
        using TextSession session = new(model);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Answer(session, "ab>", source.Token));
        Assert.Equal("ab>xx", new LetterTokenizer().Decode(session.Tokens));
        Assert.Equal("x", await Answer(session, ""));

        Assert.Equal([3, 1, 5, 1], model.Passes);
    }

    [Fact]
    public async Task An_answer_cut_by_the_caller_can_go_on()
    {
        ScriptedModel model = ScriptedModel.Writing("hello");
        using TextSession session = new(model);
        await foreach (string piece in session.ContinueAsync(">"))
        {
            Assert.Equal("h", piece);
            break;
        }

        Assert.Equal("ello", await Answer(session, ""));
    }

    [Fact]
    public async Task Two_answers_at_once_are_refused()
    {
        using TextSession session = new(ScriptedModel.Writing("hello"));
        await using IAsyncEnumerator<string> first = session.ContinueAsync(">").GetAsyncEnumerator();
        await first.MoveNextAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => Answer(session, "more>"));
    }

    [Fact]
    public async Task A_session_that_is_full_says_so_and_can_be_reset()
    {
        using TextSession session = new(ScriptedModel.Writing("hello"), capacity: 5);

        Assert.Equal("hello", await Answer(session, ">"));
        await Assert.ThrowsAsync<ContextOverflowException>(() => Answer(session, ">"));
        session.Reset();
        Assert.Equal("hello", await Answer(session, ">"));
    }

    private static async Task<string> Answer(TextSession session, string prompt, CancellationToken cancellationToken = default)
    {
        string text = "";
        await foreach (string piece in session.ContinueAsync(prompt, cancellationToken: cancellationToken))
        {
            text += piece;
        }

        return text;
    }
}
