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

    [Fact]
    public async Task What_does_not_fit_is_refused_before_it_is_part_of_the_text()
    {
        ScriptedModel model = ScriptedModel.Writing("ok");
        using (TextSession session = new(model, capacity: 6))
        {
            Assert.Equal("ok", await Answer(session, ">"));
            ContextOverflowException e = await Assert.ThrowsAsync<ContextOverflowException>(() => Answer(session, "abc"));

            Assert.Equal((7, 6, 4), (e.Needed, e.Capacity, session.Tokens.Count));
            Assert.Equal("ok", await Answer(session, ">"));
            Assert.Equal(0, model.DisposedSessions);
        }

        Assert.Equal(1, model.DisposedSessions);
    }

    [Fact]
    public async Task What_a_tokenizer_puts_around_a_text_comes_with_the_first_prompt_alone()
    {
        using TextSession session = new(new ScriptedModel(static _ => 0) { Tokenizer = new FramedTokenizer() });
        await Answer(session, "a");
        await Answer(session, "b");

        Assert.Equal([1, 'a', 2, 3, 0, 'b', 0], session.Tokens);
    }

    /// <summary>The model's beginning token stands for a text that begins with nothing, and for no other.</summary>
    [Theory]
    [InlineData("", "", new[] { 9, 0, 0 })]
    [InlineData("", "b", new[] { 9, 0, 'b', 0 })]
    [InlineData("a", "", new[] { 'a', 0, 0 })]
    [InlineData("a", "b", new[] { 'a', 0, 'b', 0 })]
    public async Task Nothing_is_begun_by_the_beginning_token(string first, string second, int[] tokens)
    {
        ScriptedModel plain = new(static _ => 0);
        using TextSession session = new(new ScriptedModel(static _ => 0) { Info = plain.Info with { BeginningToken = 9 } });
        await Answer(session, first);
        await Answer(session, second);

        Assert.Equal(tokens, session.Tokens);
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
