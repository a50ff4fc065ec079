using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using Modelwright.Runtime;
using Modelwright.Runtime.Vulkan;

namespace Modelwright.Conformance.Tests;

/// <summary>A case's model on Vulkan after a text that is longer than the keys which stay together: a batch, one of it mostly padding, steps, a fork, and a new beginning.</summary>
/// <param name="Logits">The last row of each sequence after each of these.</param>
/// <param name="Dispatches">Dispatches of a step.</param>
/// <param name="LowestLimit">Bytes of a window at which every state can be cut, keys and recurrent matrices as far as they ever are.</param>
internal sealed record LongText(string Name, float[] Logits, int Dispatches, long LowestLimit)
{
    private const int Batch = 2;
    private const int Context = 272;
    private const int Columns = 265;
    private const int Parts = 5;

    private static readonly ConcurrentDictionary<string, Lazy<LongText>> Whole = new();

    private static VulkanLoadOptions Options => VulkanGoldens.AsStored with { MaxContext = Context, PrefillChunk = 128 };

    /// <summary>With windows as the device allows: everything whole. Computed once for each case.</summary>
    public static LongText OfWhole(string name) => Whole.GetOrAdd(name, static name => new Lazy<LongText>(() => Of(name, Options with { Validation = false }))).Value;

    /// <summary>With windows of so many bytes.</summary>
    public static LongText Of(string name, long largestWindow) => Of(name, Options with { LargestWindow = largestWindow });

    /// <summary>The same numbers, but for what another order of sums makes of them.</summary>
    public void AssertClose(LongText other)
    {
        GoldenCase golden = GoldenCase.Named(Name);
        int vocabulary = Logits.Length / (Parts * Batch);
        Comparison.AssertRowsClose(Logits, other.Logits, vocabulary, 1e-4, Name, () => Perturbation.Of(golden.Config, golden.Folder, Options, Evaluate));
    }

    private static LongText Of(string name, VulkanLoadOptions options)
    {
        GoldenCase golden = GoldenCase.Named(name);
        using VulkanModel model = CompiledModel.Load(golden.Config, golden.Folder, options);
        float[] logits = Evaluate(model);
        Assert.Empty(model.Device.ValidationMessages);
        long limit = model.Definition.States.Select(static state => state.Rows(Batch, Context, CacheFormats.Row(ElementFormat.Float32))).Max(static rows => rows.PartRows * rows.RowBytes);
        return new LongText(name, logits, model.Statistics.DecodeDispatches, limit);
    }

    private static float[] Evaluate(ILanguageModel model)
    {
        int width = model.Info.VocabularySize;
        float[] logits = new float[Parts * Batch * width];
        using IModelSession session = model.CreateSession(new SessionOptions { BatchSize = Batch });
        session.Reset([0, 200]);
        session.Forward([.. Enumerable.Range(0, Batch * Columns).Select(i => (i * 7) % width)], Part(0));
        session.Forward([1, 2], Part(1));
        using IModelSession fork = session.Fork();
        session.Forward([4, 5], Part(2));
        fork.Forward([7, 8], Part(3));
        session.Reset();
        session.Forward([.. Enumerable.Range(1, Batch * 4)], Part(4));
        return logits;

        Span<float> Part(int number) => logits.AsSpan(number * Batch * width, Batch * width);
    }
}
