using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Modelwright.Runtime;
using Modelwright.Runtime.Cpu;
using Modelwright.Runtime.TorchSharp;
using Modelwright.Runtime.Vulkan;
using TorchSharp;

namespace Modelwright.Conformance.Tests;

/// <summary>Sessions that are copied, cut back, or returned to where they were: the same numbers, to the bit, as of sessions that were never anywhere else.</summary>
public class SessionHistoryTests
{
    private static readonly int[] Prompt = [5, 3, 1, 7, 2, 9, 4];

    public static TheoryData<string, string> Models => new()
    {
        { "Cpu", "qwen3_dense" }, { "Cpu", "qwen3_next" }, { "Cpu", "qwen3_moe_sliding" },
        { "Vulkan", "qwen3_dense" }, { "Vulkan", "qwen3_next" }, { "Vulkan", "qwen3_moe_sliding" },
        { "TorchSharp", "qwen3_dense" }, { "TorchSharp", "qwen3_next" }, { "TorchSharp", "qwen3_moe_sliding" },
        { "Cpu, int8", "qwen3_moe_sliding" }, { "Vulkan, int8", "qwen3_moe_sliding" }, { "TorchSharp, int8", "qwen3_moe_sliding" },
    };

    public static TheoryData<string> Backends => ["Cpu", "Vulkan", "TorchSharp"];

    [Theory]
    [MemberData(nameof(Models))]
    public void A_fork_goes_its_own_way(string backend, string name)
    {
        using ICausalLanguageModel model = Load(backend, name);
        using IModelSession session = model.CreateSession(new SessionOptions());
        Feed(model, session, Prompt);
        Feed(model, session, [8]);
        using IModelSession fork = session.Fork();

        float[] own = Feed(model, session, [1, 2, 3], [4]);
        float[] others = Feed(model, fork, [6, 6], [7]);

        Assert.Equal(Fresh(model, Prompt, [8], [1, 2, 3], [4]), own);
        Assert.Equal(Fresh(model, Prompt, [8], [6, 6], [7]), others);
        Assert.NotEqual(own, others);
        session.Dispose();
        Assert.Equal(Fresh(model, Prompt, [8], [6, 6], [7], [7]), Feed(model, fork, [7]));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void A_session_returns_to_a_snapshot_as_often_as_it_is_asked(string backend, string name)
    {
        using ICausalLanguageModel model = Load(backend, name);
        using IModelSession session = model.CreateSession(new SessionOptions { BatchSize = 2 });
        session.Reset([0, 2]);
        Feed(model, session, [.. Prompt, .. Prompt]);
        using SessionSnapshot snapshot = session.Snapshot();
        float[] first = Feed(model, session, [1, 2, 3, 4], [5, 6]);
        Feed(model, session, [7, 7, 7, 7]);
        using SessionSnapshot later = session.Snapshot();

        session.Restore(snapshot);
        Assert.Equal(Prompt.Length, session.Length);
        Assert.False(later.IsValid);
        Assert.Throws<ArgumentException>(() => session.Restore(later));
        float[] second = Feed(model, session, [1, 2, 3, 4], [5, 6]);
        session.Restore(snapshot);
        float[] third = Feed(model, session, [4, 4]);
        session.Restore(snapshot);

        Assert.Equal(first, second);
        Assert.NotEqual(first, third);
        Assert.Equal(name == "qwen3_next", snapshot.Bytes > 0);
        session.Reset();
        Assert.False(snapshot.IsValid);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Attention_is_cut_back_anywhere_and_recurrent_states_are_not(string backend, string name)
    {
        using ICausalLanguageModel model = Load(backend, name);
        using IModelSession session = model.CreateSession(new SessionOptions());
        Feed(model, session, Prompt);
        Feed(model, session, [1, 2, 3, 4, 5], [6]);

        Assert.Equal(name != "qwen3_next", session.CanCrop);
        if (!session.CanCrop)
        {
            Assert.Throws<InvalidOperationException>(() => session.Crop(7));
            return;
        }

        session.Crop(Prompt.Length);

        Assert.Equal(Prompt.Length, session.Length);
        Assert.Equal(Fresh(model, Prompt, [9, 9], [8]), Feed(model, session, [9, 9], [8]));
        Assert.Throws<ArgumentOutOfRangeException>(() => session.Crop(11));
        Assert.Throws<ArgumentOutOfRangeException>(() => session.Crop(-1));
    }

    /// <summary>Frequencies that a longer text has changed: what is cached is turned by the old ones.</summary>
    [Theory]
    [MemberData(nameof(Backends))]
    public void Frequencies_that_have_changed_cannot_be_cut_back_but_returned_to(string backend)
    {
        using ICausalLanguageModel model = Load(backend, "qwen3_moe_dynamic", 128);
        using IModelSession session = model.CreateSession(new SessionOptions());
        Feed(model, session, Prompt);
        Assert.True(session.CanCrop);
        using SessionSnapshot snapshot = session.Snapshot();
        int[] rest = [.. Enumerable.Range(0, 110).Select(static i => i % 60)];
        Feed(model, session, rest);

        Assert.False(session.CanCrop);
        session.Restore(snapshot);

        Assert.True(session.CanCrop);
        Assert.Equal(Fresh(model, Prompt, [1, 2]), Feed(model, session, [1, 2]));
    }

    /// <summary>A conversation: the second prompt has the first one's beginning, and not its end. Tokens that a session computes are counted.</summary>
    [Theory]
    [MemberData(nameof(Models))]
    public async Task Of_a_prompt_that_shares_its_beginning_the_rest_alone_is_computed(string backend, string name)
    {
        using ICausalLanguageModel model = Load(backend, name);
        using TokenSession session = new(model);
        int[] first = [.. Prompt, 11, 12, 13, 14];
        int[] second = [.. Prompt, 21, 22, 23, 24, 25];
        int[] borders = [4, Prompt.Length];

        (List<int> one, int computedOne) = await Continue(first, borders);
        (List<int> two, int computedTwo) = await Continue(second, borders);
        (List<int> again, int computedAgain) = await Continue(second, borders);

        Assert.Equal(first.Length, computedOne);
        Assert.Equal(second.Length - Prompt.Length, computedTwo);
        Assert.Equal(Prompt.Length, second.Length - computedTwo);
        Assert.Equal(name == "qwen3_next" ? second.Length - Prompt.Length : 1, computedAgain);
        Assert.Equal(await Whole(model, first), one);
        Assert.Equal(await Whole(model, second), two);
        Assert.Equal(two, again);

        async Task<(List<int> Tokens, int Computed)> Continue(int[] prompt, int[] messages)
        {
            int computed = 0;
            List<int> tokens = [];
            await foreach (int token in session.ContinueAsync(prompt, new() { MaxTokens = 6, IgnoreEndTokens = true, Completed = statistics => computed = statistics.PromptTokens }, messages))
            {
                tokens.Add(token);
            }

            Assert.Equal(prompt.Length, computed + session.ReusedTokens);
            return (tokens, computed);
        }
    }

    private static async Task<List<int>> Whole(ICausalLanguageModel model, int[] prompt)
    {
        List<int> tokens = [];
        await foreach (int token in model.GenerateAsync(prompt, new() { MaxTokens = 6, IgnoreEndTokens = true }))
        {
            tokens.Add(token);
        }

        return tokens;
    }

    private static float[] Fresh(ICausalLanguageModel model, params int[][] calls)
    {
        using IModelSession session = model.CreateSession(new SessionOptions());
        return Feed(model, session, calls);
    }

    private static float[] Feed(ICausalLanguageModel model, IModelSession session, params int[][] calls)
    {
        float[] logits = new float[session.BatchSize * model.Info.VocabularySize];
        foreach (int[] call in calls)
        {
            session.Forward(call, logits);
        }

        return logits;
    }

    private static ICausalLanguageModel Load(string backend, string name, int context = 32)
    {
        GoldenCase golden = GoldenCase.Named(name);
        CacheStorage cache = backend.EndsWith("int8", StringComparison.Ordinal) ? CacheStorage.Int8 : CacheStorage.Automatic;
        return backend.Split(',')[0] switch
        {
            "TorchSharp" => (ICausalLanguageModel)CompiledModel.Load(golden.Config, golden.Folder, new TorchLoadOptions { Device = torch.CPU, MaxContext = context, Cache = cache }),
            "Cpu" => (ICausalLanguageModel)CompiledModel.Load(golden.Config, golden.Folder, new CpuLoadOptions { MaxContext = context, Cache = cache }),
            _ => (ICausalLanguageModel)CompiledModel.Load(golden.Config, golden.Folder, new VulkanLoadOptions { MaxContext = context, Cache = cache }),
        };
    }
}
