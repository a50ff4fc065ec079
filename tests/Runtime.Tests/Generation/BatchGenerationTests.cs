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
