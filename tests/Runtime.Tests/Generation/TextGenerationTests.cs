using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Modelwright.Runtime.Tests;

public sealed class TextGenerationTests
{
    [Fact]
    public async Task Text_streams_until_the_end_token()
    {
        ScriptedModel model = ScriptedModel.Writing("hello");
        GenerationStatistics? statistics = null;

        List<string> pieces = await Collect(model.GenerateTextAsync("ab>", new() { Completed = s => statistics = s }));

        Assert.Equal(["h", "e", "l", "l", "o"], pieces);
        Assert.Equal([3, 1, 1, 1, 1, 1], model.Passes);
        Assert.Equal((3, 5, 5, StopReason.EndToken), (statistics!.PromptTokens, statistics.GeneratedTokens, statistics.DecodeSteps, statistics.StopReason));
        Assert.True(statistics.DecodeTokensPerSecond > 0);
        Assert.Equal(1, model.DisposedSessions);
    }

    [Fact]
    public async Task A_character_is_never_cut()
    {
        List<string> pieces = await Collect(ScriptedModel.Writing("aé👧!").GenerateTextAsync(">"));

        Assert.Equal(["a", "é", "👧", "!"], pieces);
    }

    [Fact]
    public async Task A_character_that_is_never_finished_is_marked()
    {
        List<string> pieces = await Collect(ScriptedModel.Writing("a👧").GenerateTextAsync(">", new() { MaxTokens = 3 }));

        Assert.Equal("a\uFFFD", string.Concat(pieces));
    }

    [Theory]
    [InlineData("one STOP two", "STOP", "one ")]
    [InlineData("one STO two", "STOP", "one STO two")]
    [InlineData("one ST", "STOP", "one ST")]
    [InlineData("SSTOP", "STOP", "S")]
    [InlineData("aab", "ab", "a")]
    [InlineData("STOP", "STOP", "")]
    [InlineData("x>y", ">", "x")]
    public async Task Stop_strings_are_cut_off_wherever_tokens_end(string written, string stop, string expected)
    {
        GenerationStatistics? statistics = null;
        ScriptedModel model = ScriptedModel.Writing(written.Replace('>', '<'));

        List<string> pieces = await Collect(model.GenerateTextAsync(">", new() { StopStrings = [stop.Replace('>', '<'), "never"], Completed = s => statistics = s }));

        Assert.Equal(expected, string.Concat(pieces));
        Assert.Equal(expected == written ? StopReason.EndToken : StopReason.StopString, statistics!.StopReason);
    }

    [Fact]
    public void The_first_stop_string_in_the_text_cuts_whatever_their_order()
    {
        StopStringFilter filter = new(["late", "early"]);

        Assert.Equal("x ", filter.Add("x early late"));
        Assert.True(filter.Stopped);
        Assert.Equal("", filter.Add("more") + filter.Flush());
    }

    [Fact]
    public async Task Nothing_behind_a_possible_stop_string_is_handed_out_early()
    {
        List<string> pieces = await Collect(ScriptedModel.Writing("a STRANGE").GenerateTextAsync(">", new() { StopStrings = ["STOP"] }));

        Assert.Equal(["a", " ", "STR", "A", "N", "G", "E"], pieces);
    }

    [Fact]
    public async Task Max_tokens_is_exact_and_the_last_is_not_fed()
    {
        ScriptedModel model = ScriptedModel.Writing("hello");

        Assert.Equal("hel", string.Concat(await Collect(model.GenerateTextAsync("ab>", new() { MaxTokens = 3 }))));
        Assert.Equal([3, 1, 1], model.Passes);
        Assert.Equal(5, model.Sessions[0].Capacity);
    }

    [Fact]
    public async Task A_full_context_ends_generation()
    {
        GenerationStatistics? statistics = null;
        ScriptedModel model = ScriptedModel.Writing("hello", maxContext: 4);

        Assert.Equal("he", string.Concat(await Collect(model.GenerateTextAsync("ab>", new() { Completed = s => statistics = s }))));
        Assert.Equal(StopReason.ContextFull, statistics!.StopReason);
    }

    [Fact]
    public async Task A_prompt_that_does_not_fit_is_refused()
    {
        ScriptedModel model = ScriptedModel.Writing("hello", maxContext: 2);

        ContextOverflowException e = await Assert.ThrowsAsync<ContextOverflowException>(() => Collect(model.GenerateTextAsync("ab>")));

        Assert.Equal((3, 2), (e.Needed, e.Capacity));
    }

    [Fact]
    public async Task Tokens_outside_the_vocabulary_are_refused()
    {
        TokenOutOfRangeException e = await Assert.ThrowsAsync<TokenOutOfRangeException>(() => Collect(ScriptedModel.Writing("x").GenerateAsync([1, 256])));

        Assert.Equal((256, 256), (e.Token, e.VocabularySize));
    }

    [Fact]
    public async Task An_empty_prompt_is_the_beginning_token_or_an_error()
    {
        ScriptedModel model = ScriptedModel.Writing("x");
        ScriptedModel withBeginning = new(static _ => 0) { Info = model.Info with { BeginningToken = 9 } };

        await Assert.ThrowsAsync<GenerationOptionsException>(() => Collect(model.GenerateAsync([])));
        Assert.Empty(await Collect(withBeginning.GenerateTextAsync("")));
        Assert.Equal([1], withBeginning.Passes);
    }

    [Fact]
    public async Task Cancellation_takes_effect_before_the_next_pass()
    {
        using CancellationTokenSource source = new();
        GenerationStatistics? statistics = null;
        ScriptedModel model = ScriptedModel.Writing("hello");
        string text = "";

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (string piece in model.GenerateTextAsync(">", new() { Completed = s => statistics = s }, source.Token))
            {
                text += piece;
                if (text == "he")
                {
                    await source.CancelAsync();
                }
            }
        });

        Assert.Equal("he", text);
        Assert.Equal(2, model.Passes.Count);
        Assert.Equal(StopReason.Cancelled, statistics!.StopReason);
        Assert.Equal(1, model.DisposedSessions);
    }

    [Fact]
    public async Task Cancellation_reaches_into_a_pass()
    {
        using CancellationTokenSource source = new();
        ScriptedModel model = new(static _ => 'x')
        {
            OnForward = token =>
            {
                source.Cancel();
                token.ThrowIfCancellationRequested();
            },
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Collect(model.GenerateTextAsync(">", null, source.Token)));

        Assert.Empty(model.Passes);
    }

    [Fact]
    public async Task A_caller_who_stops_reading_frees_the_session()
    {
        ScriptedModel model = ScriptedModel.Writing("hello");

        await foreach (string piece in model.GenerateTextAsync(">"))
        {
            Assert.Equal("h", piece);
            break;
        }

        Assert.Equal(1, model.DisposedSessions);
    }

    [Fact]
    public async Task A_forward_pass_does_not_run_on_the_callers_thread()
    {
        using ManualResetEventSlim gate = new();
        ScriptedModel model = new(static _ => 0) { OnForward = _ => Assert.True(gate.Wait(TimeSpan.FromSeconds(30))) };

        await using IAsyncEnumerator<string> stream = model.GenerateTextAsync(">").GetAsyncEnumerator();
        ValueTask<bool> moved = stream.MoveNextAsync();
        gate.Set();

        Assert.False(await moved);
    }

    [Fact]
    public async Task Sampled_text_depends_on_the_seed_alone()
    {
        ScriptedModel model = new(static _ => 'x');
        GenerationOptions options = new() { Temperature = 20f, MaxTokens = 30, Seed = 5, IgnoreEndTokens = true };

        List<int> first = await Collect(model.GenerateAsync([1], options));

        Assert.Equal(first, await Collect(model.GenerateAsync([1], options)));
        Assert.NotEqual(first, await Collect(model.GenerateAsync([1], options with { Seed = 6 })));
        Assert.Equal(30, first.Count);
        Assert.DoesNotContain(0, first);
    }

    [Fact]
    public async Task Without_a_tokenizer_there_is_no_text()
    {
        ScriptedModel model = new(static _ => 0) { Tokenizer = null };

        await Assert.ThrowsAsync<TokenizerException>(() => Collect(model.GenerateTextAsync("x")));
    }

    internal static async Task<List<T>> Collect<T>(IAsyncEnumerable<T> stream)
    {
        List<T> items = [];
        await foreach (T item in stream)
        {
            items.Add(item);
        }

        return items;
    }
}
