using System;
using System.Collections.Generic;
using System.Linq;
using Modelwright.Runtime;
using Modelwright.Runtime.Vulkan;

namespace Modelwright.Conformance.Tests;

/// <summary>Caches and recurrent states too large to bind are cut into windows of heads, and of keys of one head; with limits set low by hand.</summary>
public class StateWindowTests
{
    private const int Batch = 3;
    private const int Context = 640;
    private const int Columns = 600;

    [Theory]
    [InlineData("qwen3_dense", CacheStorage.Float32)]
    [InlineData("qwen3_moe_sliding", CacheStorage.Float32)]
    [InlineData("qwen3_next", CacheStorage.Float32)]
    [InlineData("qwen3_5_text", CacheStorage.Float32)]
    [InlineData("qwen3_moe_sliding", CacheStorage.Int8)]
    [InlineData("qwen3_next", CacheStorage.Int8)]
    public void Windows_give_the_same_numbers(string name, CacheStorage cache)
    {
        (float[] whole, int dispatches, IReadOnlyList<StateDefinition> states) = Run(name, largestWindow: null, cache);
        double scale = Comparison.Largest(whole);
        BlockFormat row = CacheFormats.Row(CacheFormats.Resolve(cache, ElementFormat.Float32));
        long[] limits = [.. states.Select(state => state.Rows(Batch, Context, row)).Select(static rows => rows.PartRows * rows.RowBytes).Distinct()];
        Assert.NotEmpty(limits);
        foreach (long limit in limits)
        {
            (float[] cut, int more, _) = Run(name, limit, cache);

            Assert.All(cut.Zip(whole), pair => Assert.Equal(pair.Second, pair.First, (cache == CacheStorage.Int8 ? 1e-2 : 1e-4) * scale));
            Assert.True(more > dispatches, $"{more} dispatches with windows of {limit} bytes, {dispatches} without");
        }
    }

    /// <summary>One window holds everything: the same dispatches, and the same numbers to the bit.</summary>
    [Fact]
    public void Where_one_window_is_enough_nothing_changes()
    {
        (float[] whole, int dispatches, _) = Run("qwen3_next", largestWindow: null, CacheStorage.Float32);
        (float[] other, int same, _) = Run("qwen3_next", largestWindow: 1 << 20, CacheStorage.Float32);

        Assert.Equal(whole, other);
        Assert.Equal(dispatches, same);
    }

    [Fact]
    public void The_memory_plan_says_which_states_lie_in_windows()
    {
        GoldenCase golden = GoldenCase.Named("qwen3_next");
        VulkanLoadOptions options = new() { Cache = CacheStorage.Float32, MaxContext = Context };
        using VulkanModel model = CompiledModel.Load(golden.Config, golden.Folder, options);

        string plan = VulkanMemory.Of(model.Definition, Batch, Context, options with { Device = "0", LargestWindow = 256 * 16 * sizeof(float) }).ToTable();

        Assert.Matches(@"Keys.*, in 18 windows", plan); // 3 sequences, 2 heads, 640 keys in windows of at most 256
        Assert.Matches(@"Values.*, in 18 windows", plan);
        Assert.DoesNotMatch(@"Keys.*windows", VulkanMemory.Of(model.Definition, Batch, Context, options).ToTable());
    }

    /// <summary>Logits of a long prompt, of steps, of a fork's step, and of the session after a reset.</summary>
    private static (float[] Logits, int Dispatches, IReadOnlyList<StateDefinition> States) Run(string name, long? largestWindow, CacheStorage cache)
    {
        GoldenCase golden = GoldenCase.Named(name);
        VulkanLoadOptions options = new() { Cache = cache, MaxContext = Context, PrefillChunk = 128, LargestWindow = largestWindow, Validation = true };
        using VulkanModel model = CompiledModel.Load(golden.Config, golden.Folder, options);
        using IModelSession session = model.CreateSession(new SessionOptions { BatchSize = Batch });
        int width = model.Info.VocabularySize;
        float[] logits = new float[5 * Batch * width];
        session.Reset([0, 5, 300]);
        session.Forward([.. Enumerable.Range(0, Batch * Columns).Select(i => (i * 7) % width)], Part(0));
        session.Forward([1, 2, 3], Part(1));
        using IModelSession fork = session.Fork();
        session.Forward([4, 5, 6], Part(2));
        fork.Forward([7, 8, 9], Part(3));
        int dispatches = model.Statistics.DecodeDispatches;
        session.Reset();
        session.Forward([.. Enumerable.Range(1, Batch * 4)], Part(4));
        Assert.Empty(model.Device.ValidationMessages);
        return (logits, dispatches, model.Definition.States);

        Span<float> Part(int number) => logits.AsSpan(number * Batch * width, Batch * width);
    }
}
