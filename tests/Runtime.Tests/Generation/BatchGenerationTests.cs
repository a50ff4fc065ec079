using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Modelwright.Runtime.Tests;

public sealed class BatchGenerationTests
{
    [Fact]
    public void A_batch_gives_what_each_prompt_gives_alone()
    {
        // The next token depends on the whole sequence but not on its padding; sequences end at different times.
        static int Next(IReadOnlyList<int> tokens) => tokens.Sum() % 7 == 0 ? 0 : 1 + (tokens.Sum() % 90);
        int[][] prompts = [[3, 4, 6], [9], [1, 2, 3, 4, 5], [50, 1]];
        GenerationOptions options = new() { MaxTokens = 12 };

        IReadOnlyList<int[]> batch = new ScriptedModel(Next).GenerateBatch(prompts, options);

        Assert.Equal(prompts.Select(prompt => new ScriptedModel(Next).GenerateBatch([prompt], options)[0]), batch);
        Assert.True(batch.Select(static tokens => tokens.Length).Distinct().Count() > 1);
    }

    [Fact]
    public void Positions_count_from_each_prompts_first_token()
    {
        ScriptedModel model = new(static _ => 'x');

        model.GenerateBatch([[1, 2], [3]], new() { MaxTokens = 1 });

        Assert.Equal([PositionCounting.FromFirstToken], model.Counted);
    }

    [Fact]
    public async Task A_batch_of_one_is_the_stream()
    {
        static int Next(IReadOnlyList<int> tokens) => 1 + (tokens.Sum() % 90);
        GenerationOptions options = new() { MaxTokens = 9, Temperature = 2f, Seed = 3 };

        Assert.Equal(await TextGenerationTests.Collect(new ScriptedModel(Next).GenerateAsync([5, 6], options)), new ScriptedModel(Next).GenerateBatch([[5, 6]], options)[0]);
    }

    [Fact]
    public void A_batch_stops_where_the_context_is_full()
    {
        IReadOnlyList<int[]> batch = new ScriptedModel(static _ => 'x', maxContext: 4).GenerateBatch([[1, 2], [3]], new() { MaxTokens = 50 });

        Assert.Equal([3, 3], batch.Select(static tokens => tokens.Length));
        Assert.Empty(new ScriptedModel(static _ => 'x').GenerateBatch([]));
    }

    [Theory]
    [InlineData(7, 255, 7)]       // the generation config's word,
    [InlineData(null, 255, 255)]  // then the config's,
    [InlineData(null, null, 0)]   // then any
    [InlineData(null, 256, 0)]    // that there is a row of the embedding for
    [InlineData(256, 255, 0)]
    public void Padding_is_fed_as_a_token_that_exists(int? generation, int? config, int fed)
    {
        ScriptedModel model = new(static tokens => 1 + (tokens.Sum() % 90))
        {
            GenerationDefaults = GenerationDefaults.None with { PaddingToken = generation },
            Info = new("Scripted", "scripted", VocabularySize: 256, MaxPositions: 4096, BeginningToken: null, EndTokens: [0], PaddingToken: config),
            PaddingFed = fed,
        };

        Assert.Equal([6, 3], model.GenerateBatch([[1, 2, 2], [2]], new() { MaxTokens = 1 }).Select(static tokens => tokens.Single()));
        Assert.Equal([3], model.Passes);
    }

    [Fact]
    public void A_prompt_may_fill_the_context()
    {
        ScriptedModel model = new(static _ => 'x', maxContext: 4);

        Assert.Equal(['x'], model.GenerateBatch([[1, 2, 3, 255]], new() { MaxTokens = 9 }).Single());
        Assert.Equal(4, model.Sessions.Single().Capacity);
        Assert.Throws<ContextOverflowException>(() => model.GenerateBatch([[1, 2, 3, 4, 5]]));
        Assert.Throws<TokenOutOfRangeException>(() => model.GenerateBatch([[256]]));
        Assert.Single(model.Sessions);   // what is refused takes no memory
    }

    [Fact]
    public void Nothing_is_fed_after_cancellation()
    {
        ScriptedModel model = new(static _ => 'x');

        Assert.ThrowsAny<OperationCanceledException>(() => model.GenerateBatch([[1]], cancellationToken: new CancellationToken(canceled: true)));
        Assert.Empty(model.Passes);
    }

    [Fact]
    public void Statistics_count_what_all_sequences_did()
    {
        GenerationStatistics? statistics = null;
        ScriptedModel model = new(static tokens => tokens.Count < 5 ? 'x' : 0);

        model.GenerateBatch([[1, 2, 3], [4]], new() { MaxTokens = 9, Completed = s => statistics = s });

        Assert.Equal((4, 6, 4, StopReason.EndToken), (statistics!.PromptTokens, statistics.GeneratedTokens, statistics.DecodeSteps, statistics.StopReason));
        Assert.Equal([3, 1, 1, 1, 1], model.Passes);
    }

    [Fact]
    public void Rates_are_counts_by_seconds()
    {
        GenerationStatistics statistics = new(PromptTokens: 10, TimeSpan.FromSeconds(4), GeneratedTokens: 9, TimeSpan.FromSeconds(0.5), DecodeSteps: 3, StopReason.EndToken);

        Assert.Equal((2.5, 6), (statistics.PrefillTokensPerSecond, statistics.DecodeTokensPerSecond));
        Assert.Equal(0, (statistics with { PrefillTime = TimeSpan.Zero }).PrefillTokensPerSecond);
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        ScriptedModel model = new(static _ => 'x', maxContext: 4);

        Assert.Throws<TokenOutOfRangeException>(() => model.GenerateBatch([[1], [-1]]));
        Assert.Throws<GenerationOptionsException>(() => model.GenerateBatch([[1], []]));
        Assert.Throws<ContextOverflowException>(() => model.GenerateBatch([[1], [1, 2, 3, 4, 5]]));
        Assert.Throws<GenerationOptionsException>(() => model.GenerateBatch([[1]], new() { MaxTokens = -1 }));
    }

    [Fact]
    public void Cancellation_takes_effect_before_the_next_pass()
    {
        using CancellationTokenSource source = new();
        GenerationStatistics? statistics = null;
        ScriptedModel model = new(static _ => 'x') { OnForward = _ => source.Cancel() };

        Assert.ThrowsAny<OperationCanceledException>(() => model.GenerateBatch([[1], [2, 3]], new() { Completed = s => statistics = s }, source.Token));

        Assert.Equal([2], model.Passes);
        Assert.Equal((3, 2, StopReason.Cancelled), (statistics!.PromptTokens, statistics.GeneratedTokens, statistics.StopReason));
        Assert.Equal(1, model.DisposedSessions);
    }
}
