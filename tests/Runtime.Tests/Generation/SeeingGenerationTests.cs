using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Modelwright.Runtime.Tests;

/// <summary>What a session is fed of prompts with pictures and clips: tokens, the three positions of each, and features in their places.</summary>
public sealed class SeeingGenerationTests
{
    private static readonly GenerationOptions Two = new() { MaxTokens = 2 };

    /// <summary>Two letters, a picture of two features, a letter: positions go on behind the picture from its longer side.</summary>
    private const string Fed = "a0 b1 (2 *3.3.3=30/0 *3.3.4=30/1 )5 c6";

    [Fact]
    public async Task A_picture_stands_between_its_tokens()
    {
        SeeingModel model = SeeingModel.Writing('x');

        Assert.Equal(["x", "x"], await TextGenerationTests.Collect(model.GenerateTextAsync(Seen(), Two)));
        Assert.Equal([Fed, "x7"], model.Fed); // none of the tokens that stand around a text: it goes on with the picture
        Assert.Equal((8, 1), (model.Sessions.Single().Capacity, model.Looks));
    }

    [Fact]
    public async Task Clips_and_features_made_before_have_their_places_too()
    {
        SeeingModel model = SeeingModel.Writing('x');
        Video clip = Video.FromFrames([SeeingModel.Grey(8, 4, 10), SeeingModel.Grey(8, 4, 10)], framesPerSecond: 2);
        VisionFeatures known = model.GetImageFeatures(SeeingModel.Grey(4, 4, 50));

        await TextGenerationTests.Collect(model.GenerateTextAsync(new Prompt { clip, "d", known }, Two));

        string time = string.Join(' ', "(<0.2 seconds>(".Select(static (letter, place) => $"{letter}{place}"));
        Assert.Equal([time + " +15.15.15=10/0 +15.15.16=10/1 )17 )18 d19 (20 *21.21.21=50/0 )22", "x23"], model.Fed);
        Assert.Equal(2, model.Looks);
    }

    [Fact]
    public async Task A_prompt_may_fill_the_context_and_is_refused_before_the_tower_where_it_is_longer()
    {
        SeeingModel full = SeeingModel.Writing('x', maxContext: 7), small = SeeingModel.Writing('x', maxContext: 6);

        Assert.Equal(["x"], await TextGenerationTests.Collect(full.GenerateTextAsync(Seen())));
        Assert.Equal(7, full.Sessions.Single().Capacity);
        ContextOverflowException e = await Assert.ThrowsAsync<ContextOverflowException>(() => TextGenerationTests.Collect(small.GenerateTextAsync(Seen())));
        Assert.Equal((7, 6), (e.Needed, e.Capacity));
        Assert.Equal((0, 0), (small.Looks, small.Sessions.Count));
    }

    [Fact]
    public async Task After_cancellation_nothing_is_begun()
    {
        SeeingModel model = SeeingModel.Writing('x');

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => TextGenerationTests.Collect(model.GenerateTextAsync(new Prompt { "ab" }, Two, new CancellationToken(canceled: true))));
        Assert.Empty(model.Sessions);
    }

    [Theory]
    [InlineData("pictures", "a*b", 1, 2)]
    [InlineData("pictures", "**", 2, 1)]
    [InlineData("pictures", "a", 0, 1)]
    [InlineData("clips", "a+b", 1, 2)]
    [InlineData("clips", "++", 2, 1)]
    [InlineData("clips", "a", 0, 1)]
    public void Placeholders_and_media_are_equally_many(string kind, string text, int places, int given)
    {
        SeeingModel model = SeeingModel.Writing('x');
        PromptPart part = new PromptPart.Features(SeeingModel.Features(new PatchGrid(1, 2, 2), 7, kind == "clips" ? [0.5] : []));
        PromptReader reader = new(model, new FeatureCache(model));

        PlaceholderMismatchException e = Assert.Throws<PlaceholderMismatchException>(() => reader.Read([.. text], Enumerable.Repeat(part, given), 64, CancellationToken.None));

        Assert.Equal((places, given), (e.Placeholders, e.Media));
        Assert.Contains($"places for {kind};", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_of_a_batch_have_their_own_media()
    {
        SeeingModel model = SeeingModel.Writing('x');

        Assert.Equal([['x', 'x'], ['x', 'x'], ['x', 'x']], model.GenerateBatch([new Prompt { "d" }, Seen(), new Prompt { SeeingModel.Grey(4, 4, 50), "e" }], Two));
        Assert.Equal([$"d0 | {Fed} | (0 *1.1.1=50/0 )2 e3", "x1 | x7 | x4"], model.Fed);
        Assert.Empty(model.GenerateBatch((IReadOnlyList<Prompt>)[], Two));
        Assert.Single(model.Sessions);
    }

    /// <summary>The second prompt comes behind the token that the first answer ended with; equal pictures are looked at once, until the text begins anew.</summary>
    [Fact]
    public async Task A_conversation_counts_on_and_forgets_when_it_is_reset()
    {
        SeeingModel model = SeeingModel.Writing('x');
        using VisionSession session = new(model);
        Image picture = SeeingModel.Grey(8, 4, 30);

        Assert.Equal(["x", "x"], await TextGenerationTests.Collect(session.ContinueAsync(new Prompt { "ab", picture }, Two)));
        Assert.Equal(["x", "x"], await TextGenerationTests.Collect(session.ContinueAsync(new Prompt { picture, "c" }, Two)));
        Assert.Equal([Fed[..^3], "x6", "x7 (8 *9.9.9=30/0 *9.9.10=30/1 )11 c12", "x13"], model.Fed);
        Assert.Equal((1, 15), (model.Looks, session.Tokens.Count));

        session.Reset();
        Assert.Empty(session.Tokens);
        await TextGenerationTests.Collect(session.ContinueAsync(new Prompt { "ab", picture }, Two));
        Assert.Equal(Fed[..^3], model.Fed[4]);
        Assert.Equal(2, model.Looks);
    }

    /// <summary>The same placeholders of another picture are not in common, nor is a part of a picture: the session returns to where it begins.</summary>
    [Fact]
    public async Task A_session_returns_to_before_a_picture_that_differs()
    {
        SeeingModel model = SeeingModel.Writing('x');
        using TokenSession session = new(model);
        SequencePrompt first = Shown(30, "a****b"), other = Shown(40, "a****b");
        Assert.Equal(0, session.Common(first));
        await Answer(session, first);

        Assert.Equal((6, 1), (session.Common(first), session.Common(other)));
        await Answer(session, other);
        Assert.Equal(1, session.ReusedTokens);
        await Answer(session, other with { Tokens = [.. "a****"] });
        Assert.Equal(1, session.ReusedTokens); // the picture ends the prompt, and its logits are wanted
        await Answer(session, other with { Tokens = [.. "a****c"] });
        Assert.Equal(5, session.ReusedTokens);
        Assert.Equal(
            [$"a0 {Features(30)} b3", $"{Features(40)} b3", Features(40), "c3"],
            model.Fed.Where(static pass => !pass.StartsWith('x')));
    }

    [Fact]
    public async Task Nothing_is_wanted_at_a_border_behind_a_picture()
    {
        SeeingModel model = SeeingModel.Writing('x', recurrent: true);
        using TokenSession session = new(model);

        await Answer(session, Shown(30, "a****bc"), 5);

        Assert.Equal([$"a0 {Features(30)}", "b3 c4", "x5"], model.Fed);
        Assert.Equal([OutputRows.None, OutputRows.Last, OutputRows.Last], model.Wanted);
    }

    private static Prompt Seen() => new() { "ab", SeeingModel.Grey(8, 4, 30), "c" };

    /// <summary>A picture of two by two features, which takes two positions.</summary>
    private static SequencePrompt Shown(float grey, string tokens) => new([.. tokens]) { Images = [SeeingModel.Features(new PatchGrid(1, 4, 4), grey)] };

    private static string Features(int grey) => $"*1.1.1={grey}/0 *1.1.2={grey}/1 *1.2.1={grey}/2 *1.2.2={grey}/3";

    private static Task<List<int>> Answer(TokenSession session, SequencePrompt prompt, params int[] borders) =>
        TextGenerationTests.Collect(session.ContinueAsync(prompt, Two, borders, CancellationToken.None));
}
