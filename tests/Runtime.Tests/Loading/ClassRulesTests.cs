using System;
using Modelwright.Runtime.Cpu;

namespace Modelwright.Runtime.Tests;

/// <summary>What a project says of a class is a default, and a bound.</summary>
public sealed class ClassRulesTests
{
    private static readonly ModelInfo Silent = new("Tiny", "qwen3", VocabularySize: 10, MaxPositions: 40960, null, [], null);

    private static readonly ModelInfo Told = Silent with { Defaults = new ModelDefaults { MaxContext = 100, MaxBatch = 2, Storage = WeightStorage.Int4 } };

    [Theory]
    [InlineData(0, 100)]
    [InlineData(1, 1)]
    [InlineData(100, 100)]
    public void The_context_is_the_projects_unless_less_is_asked_for(int asked, int expected) => Assert.Equal(expected, Told.MaxContext(new LoadOptions { MaxContext = asked }));

    [Fact]
    public void Where_the_project_is_silent_the_options_decide()
    {
        Assert.Equal((4096, 50000), (Silent.MaxContext(new LoadOptions()), Silent.MaxContext(new LoadOptions { MaxContext = 50000 })));
        Assert.Equal(WeightStorage.AsStored, Silent.Complete<CpuLoadOptions>(null).Storage);
        Silent.RequireBatch(1000);
        Assert.Equal(8, Silent.BatchWithin(8));
    }

    [Fact]
    public void More_than_the_project_allows_is_refused()
    {
        ProjectLimitException context = Assert.Throws<ProjectLimitException>(() => Told.MaxContext(new LoadOptions { MaxContext = 101 }));
        ProjectLimitException batch = Assert.Throws<ProjectLimitException>(() => SessionChecks.Capacity(new SessionOptions { BatchSize = 3 }, Told, maxContext: 100));

        Assert.Equal(("MaxContext", 101, 100), (context.Option, context.Asked, context.Allowed));
        Assert.Equal("101 columns were asked of 'Tiny'; its project allows at most 100 ('MaxContext' of the ModelConfig item).", context.Message);
        Assert.Equal(("MaxBatch", 3, 2), (batch.Option, batch.Asked, batch.Allowed));
        Assert.Equal(100, SessionChecks.Capacity(new SessionOptions { BatchSize = 2 }, Told, maxContext: 100));
        Assert.Throws<ProjectLimitException>(() => Told.PlannedContext(new LoadOptions(), batch: 1, context: 101));
        Assert.Throws<ProjectLimitException>(() => Told.PlannedContext(new LoadOptions(), batch: 3, context: 1));
        Assert.Equal(2, Told.BatchWithin(8));
    }

    [Fact]
    public void The_context_that_is_planned_is_the_one_asked_for_or_that_of_the_options()
    {
        Assert.Equal((70, 80, 100), (Told.PlannedContext(new LoadOptions { MaxContext = 80 }, 2, context: 70), Told.PlannedContext(new LoadOptions { MaxContext = 80 }, 1, context: 0), Told.PlannedContext(new LoadOptions(), 1, 0)));
        Assert.Equal(4096, Silent.PlannedContext(new LoadOptions(), 1000, 0));
        Assert.Throws<ArgumentOutOfRangeException>("batch", () => Silent.PlannedContext(new LoadOptions(), 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>("context", () => Silent.PlannedContext(new LoadOptions(), 1, -1));
        Assert.Equal((1, 2), (Told.BatchWithin(1), Told.BatchWithin(2)));
    }

    [Theory]
    [InlineData(CacheStorage.Automatic, ElementFormat.Float32, ElementFormat.Float32)]
    [InlineData(CacheStorage.Automatic, ElementFormat.BFloat16, ElementFormat.Float16)]
    [InlineData(CacheStorage.Automatic, ElementFormat.Float16, ElementFormat.Float16)]
    [InlineData(CacheStorage.Float32, ElementFormat.Float16, ElementFormat.Float32)]
    [InlineData(CacheStorage.Float16, ElementFormat.Float32, ElementFormat.Float16)]
    [InlineData(CacheStorage.BFloat16, ElementFormat.Float32, ElementFormat.BFloat16)]
    [InlineData(CacheStorage.Int8, ElementFormat.Float32, ElementFormat.Int8)]
    public void The_format_of_a_cache(CacheStorage asked, ElementFormat weights, ElementFormat wanted)
    {
        Assert.Equal(wanted, CacheFormats.Resolve(asked, weights));
        Assert.Equal(wanted == ElementFormat.Int8 ? new Int8Blocks(32, wideScales: true) : new ElementBlocks(wanted), CacheFormats.Row(wanted));
        Assert.Throws<ArgumentOutOfRangeException>("storage", static () => CacheFormats.Resolve((CacheStorage)99, ElementFormat.Float32));
    }

    /// <summary>Everything else of the options stays, the backend's own part among it.</summary>
    [Fact]
    public void The_storage_is_the_projects_unless_one_is_named()
    {
        CpuLoadOptions options = new() { Threads = 3, PrefillChunk = 7 };

        Assert.Equal(options with { Storage = WeightStorage.Int4 }, Told.Complete(options));
        Assert.Equal(WeightStorage.AsStored, Told.Complete(options with { Storage = WeightStorage.AsStored }).Storage);
    }
}
