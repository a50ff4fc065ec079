using System.Linq;
using Modelwright.Runtime;
using Modelwright.Runtime.Cpu;
using Modelwright.Runtime.Vulkan;

namespace Modelwright.Conformance.Tests;

/// <summary>Sequences of one batch that are not equally long, padded on the left or on the right, or standing still: each gives what it gives alone.</summary>
public class SequenceAgeTests
{
    private const int Context = 320;
    private const int LeftPadding = 3;

    /// <summary>New tokens of each sequence in each call; the second sequence begins with padding of its own.</summary>
    private static readonly int[][] Calls = [[23, 9, 1], [1, 1, 1], [1, 0, 1], [4, 17, 0], [0, 1, 1], [1, 1, 270], [1, 1, 1]];

    public static TheoryData<string, string, CacheStorage> Cases
    {
        get
        {
            TheoryData<string, string, CacheStorage> data = [];
            foreach (string name in (string[])["qwen3_dense", "qwen3_moe_sliding", "qwen3_next", "qwen3_5_text"])
            {
                data.Add(name, "Vulkan", CacheStorage.Float32);
                data.Add(name, "Cpu", CacheStorage.Float32);
            }

            data.Add("qwen3_dense", "Vulkan", CacheStorage.Int8);
            data.Add("qwen3_next", "Vulkan", CacheStorage.Int8);
            data.Add("qwen3_dense", "Cpu", CacheStorage.Int8);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Each_sequence_gives_what_it_gives_alone(string name, string backend, CacheStorage cache)
    {
        using ILanguageModel model = Load(name, backend, Context, chunk: 8, cache);
        int batch = Calls[0].Length;
        using IModelSession together = model.CreateSession(new SessionOptions { BatchSize = batch });
        IModelSession[] alone = [.. Enumerable.Range(0, batch).Select(_ => model.CreateSession(new SessionOptions()))];
        together.Reset([0, LeftPadding, 0]);

        for (int call = 0; call < Calls.Length; call++)
        {
            int[] counts = Calls[call];
            float[][] expected = [.. counts.Select((count, b) => Alone(model, alone[b], Tokens(call, b, count, call == 0 && b == 1 ? LeftPadding : 0)))];
            Compare(expected, counts, Together(model, together, call, counts), cache == CacheStorage.Int8 ? 1e-2 : 2e-4);
            Assert.Equal(Calls.Take(call + 1).Sum(static counts => counts[0]), together.LengthOf(0));
        }

        Assert.Equal(alone[1].Length + LeftPadding, together.LengthOf(1));
        Assert.Equal(Enumerable.Range(0, batch).Max(together.LengthOf), together.Length);
        AssertValid(model);
    }

    /// <summary>A sequence may fill its capacity while longer padding stands behind a shorter one.</summary>
    [Theory]
    [InlineData("Vulkan")]
    [InlineData("Cpu")]
    public void Padding_behind_a_sequence_may_lie_beyond_the_capacity(string backend)
    {
        using ILanguageModel model = Load("qwen3_next", backend, context: 16, chunk: 256);
        using IModelSession session = model.CreateSession(new SessionOptions { BatchSize = 2 });
        float[] logits = new float[2 * model.Info.VocabularySize];

        session.Forward(new ModelInput(new int[2 * 14]) { Counts = [14, 2] }, []);
        session.Forward(new ModelInput(new int[2 * 10]) { Counts = [2, 10] }, []);
        session.Forward(new ModelInput(new int[2]) { Counts = [0, 1] }, [ModelOutput.OfExit(0, logits)]);

        Assert.Equal((16, 13), (session.LengthOf(0), session.LengthOf(1)));
        Assert.All(logits, static value => Assert.True(float.IsFinite(value)));
        Assert.Throws<ContextOverflowException>(() => session.Forward(new ModelInput(new int[2]), []));
        AssertValid(model);
    }

    /// <summary>A capacity of whole tiles has no room behind it: the next head's keys and values begin there, and behind the last head another sequence's.</summary>
    [Theory]
    [InlineData("Vulkan")]
    [InlineData("Cpu")]
    public void Padding_beyond_the_capacity_overwrites_nothing(string backend)
    {
        using ILanguageModel model = Load("qwen3_dense", backend, context: 64, chunk: 256);
        using IModelSession together = model.CreateSession(new SessionOptions { BatchSize = 2 });
        IModelSession[] alone = [model.CreateSession(new SessionOptions()), model.CreateSession(new SessionOptions())];
        int[][] calls = [[60, 2], [4, 20], [0, 1]];

        for (int call = 0; call < calls.Length; call++)
        {
            float[][] expected = [.. calls[call].Select((count, b) => Alone(model, alone[b], Tokens(call, b, count)))];
            Compare(expected, calls[call], Together(model, together, call, calls[call]), 2e-4);
        }

        AssertValid(model);
    }

    private static ILanguageModel Load(string name, string backend, int context, int chunk, CacheStorage cache = CacheStorage.Float32)
    {
        GoldenCase golden = GoldenCase.Named(name);
        return backend == "Cpu"
            ? CompiledModel.Load(golden.Config, golden.Folder, new CpuLoadOptions { Cache = cache, MaxContext = context, PrefillChunk = chunk })
            : CompiledModel.Load(golden.Config, golden.Folder, new VulkanLoadOptions { Cache = cache, MaxContext = context, PrefillChunk = chunk, Validation = true });
    }

    private static void AssertValid(ILanguageModel model) => Assert.Empty((model as VulkanModel)?.Device.ValidationMessages ?? []);

    private static float[] Together(ILanguageModel model, IModelSession session, int call, int[] counts)
    {
        int columns = counts.Max();
        int[] tokens = [.. counts.SelectMany((count, b) => Tokens(call, b, count).Concat(Enumerable.Repeat(0, columns - count)))];
        float[] logits = new float[counts.Length * model.Info.VocabularySize];
        session.Forward(new ModelInput(tokens) { Counts = counts }, [ModelOutput.OfExit(0, logits, OutputRows.Of(counts.Select(static count => int.Max(0, count - 1)).ToArray()))]);
        return logits;
    }

    private static float[] Alone(ILanguageModel model, IModelSession session, int[] tokens)
    {
        float[] logits = new float[model.Info.VocabularySize];
        if (tokens.Length > 0)
        {
            session.Forward(tokens, logits);
        }

        return logits;
    }

    private static int[] Tokens(int call, int sequence, int count, int from = 0) => [.. Enumerable.Range(from, count - from).Select(i => ((i * 5) + (call * 11) + (sequence * 3) + 1) % 131)];

    private static void Compare(float[][] expected, int[] counts, float[] actual, double tolerance)
    {
        for (int b = 0; b < counts.Length; b++)
        {
            double scale = Comparison.Largest(expected[b]);
            for (int i = 0; counts[b] > 0 && i < expected[b].Length; i++)
            {
                Assert.Equal(expected[b][i], actual[(b * expected[b].Length) + i], tolerance * scale);
            }
        }
    }
}
