using System;
using System.Collections.Generic;
using System.Linq;
using Modelwright.Runtime;
using Modelwright.Runtime.Vulkan;

namespace Modelwright.Conformance.Tests;

/// <summary>Weights, caches and recurrent states too large to bind are bound in windows: every case of the goldens, with limits set low by hand.</summary>
public class WindowTests
{
    /// <summary>What a limit of a few rows must add to a step at least.</summary>
    private const int MoreDispatches = 10;

    public static TheoryData<string> Cases => [.. GoldenCase.CausalLanguageModels];

    /// <summary>
    /// 6 KiB are a few rows: matrices, tables and routers are cut into blocks of rows, experts within themselves, caches and states by the head; 1 KiB does it to small ones of 4 bits.
    /// The numbers are still Hugging Face's.
    /// </summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void A_few_rows(string name)
    {
        int largest = GoldenCase.Named(name) is { IsQuantised: true, Architecture: "Qwen3ForCausalLM" } ? 1 << 10 : 6 << 10;

        int dispatches = VulkanGoldens.Compare(name, VulkanGoldens.AsStored with { LargestWindow = largest });

        Assert.True(dispatches >= LongText.OfWhole(name).Dispatches + MoreDispatches, "next to nothing was cut");
    }

    /// <summary>
    /// A text long enough that keys of one head are cut, at the lowest limit at which every state can be.
    /// </summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void A_long_text(string name)
    {
        LongText whole = LongText.OfWhole(name);
        LongText cut = LongText.Of(name, whole.LowestLimit);

        cut.AssertClose(whole);
        Assert.True(cut.Dispatches > whole.Dispatches, $"{cut.Dispatches} dispatches with windows of {whole.LowestLimit} bytes, {whole.Dispatches} without");
    }

    /// <summary>32 KiB hold several rows of everything: experts are cut by the expert, and below that by rows of one expert; so is the router. 1 MiB holds all these weights, and where one window is enough nothing changes.</summary>
    [Theory]
    [InlineData("qwen3_moe", WeightStorage.AsStored)]
    [InlineData("qwen3_next", WeightStorage.AsStored)]
    [InlineData("qwen3_next", WeightStorage.Int4)]
    public void Experts_are_cut_by_the_expert_and_by_its_rows(string name, WeightStorage storage)
    {
        float[][] logits = [.. new long?[] { null, 32 << 10, 8 << 10, 3 << 10, 1600, 1 << 20 }.Select(largest => Logits(name, storage, largest))];

        Assert.Equal(logits[0], logits[^1]);
        Assert.Equal(Dispatches(name, largestWindow: null), Dispatches(name, largestWindow: 1 << 20));
        double scale = Comparison.Largest(logits[0]);
        Assert.All(logits, other => Assert.All(other.Zip(logits[0]), pair => Assert.Equal(pair.Second, pair.First, 1e-4 * scale)));
    }

    private static float[] Logits(string name, WeightStorage storage, long? largestWindow)
    {
        GoldenCase golden = GoldenCase.Named(name);
        using VulkanModel model = CompiledModel.Load(golden.Config, golden.Folder, new VulkanLoadOptions { MaxContext = 64, Storage = storage, LargestWindow = largestWindow, Validation = true });
        using IModelSession session = model.CreateSession(new SessionOptions());
        float[] logits = new float[model.Info.VocabularySize];
        session.Forward([.. Enumerable.Range(1, 20)], logits);
        session.Forward([5], logits);
        Assert.Empty(model.Device.ValidationMessages);
        return logits;
    }

    /// <summary>Dispatches of one step.</summary>
    private static int Dispatches(string name, long? largestWindow)
    {
        GoldenCase golden = GoldenCase.Named(name);
        using VulkanModel model = CompiledModel.Load(golden.Config, golden.Folder, new VulkanLoadOptions { MaxContext = 8, LargestWindow = largestWindow });
        using IModelSession session = model.CreateSession(new SessionOptions());
        session.Forward([1], [], OutputRows.None);
        return model.Statistics.DecodeDispatches;
    }
}
