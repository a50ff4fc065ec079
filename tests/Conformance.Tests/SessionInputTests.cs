using System;
using System.Linq;
using Modelwright.Runtime;
using Modelwright.Runtime.Cpu;
using Modelwright.Runtime.TorchSharp;
using Modelwright.Runtime.Vulkan;

namespace Modelwright.Conformance.Tests;

/// <summary>What a session takes beside tokens and gives beside its head's result, alike on every backend.</summary>
public class SessionInputTests
{
    private const string Run = "single";

    public static TheoryData<string, string> Cases
    {
        get
        {
            TheoryData<string, string> cases = [];
            foreach (string backend in (string[])["Cpu", "Vulkan", "TorchSharp"])
            {
                cases.Add(backend, "qwen3_dense");
                cases.Add(backend, "qwen3_next");
            }

            return cases;
        }
    }

    /// <summary>The residual stream before every layer is Hugging Face's hidden state, in pieces and in one.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void The_stream_between_layers_is_Hugging_Faces_hidden_states(string backend, string name)
    {
        GoldenCase golden = GoldenCase.Named(name);
        GoldenRun run = golden.Runs.First(static run => run.Name == Run);
        using ExpectedTensors expected = new(golden.Folder);
        foreach (int chunk in (int[])[64, 4])
        {
            using ILanguageModel model = Load(backend, golden, chunk);
            using IModelSession session = model.CreateSession(new SessionOptions { Capacity = 32 });
            float[][] streams = [.. Enumerable.Range(0, session.Tower.LayerCount).Select(_ => new float[run.Columns * session.Tower.Width])];

            session.Forward(new ModelInput(run.Flat), [.. streams.Select(static (stream, layer) => ModelOutput.OfStream(layer, stream, OutputRows.All))]);

            for (int layer = 0; layer < streams.Length; layer++)
            {
                Close(expected.Read(Run, FormattableString.Invariant($"hidden_states.{layer}")), streams[layer]);
            }
        }
    }

    /// <summary>Embeddings that are fed are as good as the tokens they belong to: all of them, or some in place of other tokens'.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Embeddings_take_the_place_of_tokens(string backend, string name)
    {
        GoldenCase golden = GoldenCase.Named(name);
        GoldenRun run = golden.Runs.First(static run => run.Name == Run);
        using ILanguageModel model = Load(backend, golden, chunk: 4);
        using IModelSession session = model.CreateSession(new SessionOptions { Capacity = 32 });
        float[] embeddings = new float[run.Columns * session.Tower.Width];
        float[] byTokens = new float[run.Columns * model.Info.VocabularySize];
        session.Forward(new ModelInput(run.Flat), [ModelOutput.OfStream(0, embeddings, OutputRows.All), ModelOutput.OfExit(0, byTokens, OutputRows.All)]);

        float[] byEmbeddings = new float[byTokens.Length];
        session.Reset();
        session.Forward(new ModelInput { Embeddings = embeddings }, [ModelOutput.OfExit(0, byEmbeddings, OutputRows.All)]);
        Close(byTokens, byEmbeddings);

        int[] others = [.. run.Flat];
        int[] rows = [1, 3, 4, 9];
        Array.ForEach(rows, row => others[row] = 7);
        float[] features = [.. rows.SelectMany(row => embeddings.AsSpan(row * session.Tower.Width, session.Tower.Width).ToArray())];
        float[] byFeatures = new float[byTokens.Length];
        session.Reset();
        session.Forward(new ModelInput(others) { FeatureRows = rows, Features = features }, [ModelOutput.OfExit(0, byFeatures, OutputRows.All)]);
        Close(byTokens, byFeatures);
    }

    /// <summary>What is to be added behind the first layers is there when the next one begins, at its rows and no other.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Features_are_added_behind_the_first_layers(string backend, string name)
    {
        GoldenCase golden = GoldenCase.Named(name);
        GoldenRun run = golden.Runs.First(static run => run.Name == Run);
        using ILanguageModel model = Load(backend, golden, chunk: 4);
        using IModelSession session = model.CreateSession(new SessionOptions { Capacity = 32 });
        int width = session.Tower.Width;
        int[] rows = [2, 5];
        float[] features = [.. Enumerable.Range(0, rows.Length * width).Select(static i => MathF.Sin(i))];
        float[] added = [.. features.Select(static x => 3 * x), .. features.Select(static x => 5 * x)];
        float[] plain = new float[run.Columns * width];
        float[] changed = new float[run.Columns * width];
        float[] second = new float[run.Columns * width];
        float[] third = new float[run.Columns * width];
        session.Forward(new ModelInput(run.Flat) { FeatureRows = rows, Features = features }, [ModelOutput.OfStream(1, plain, OutputRows.All)]);
        session.Reset();
        session.Forward(new ModelInput(run.Flat) { FeatureRows = rows, Features = features, LayerFeatures = added }, [ModelOutput.OfStream(1, changed, OutputRows.All), ModelOutput.OfStream(2, second, OutputRows.All)]);
        session.Reset();
        session.Forward(new ModelInput(run.Flat) { FeatureRows = rows, Features = features, LayerFeatures = added.AsSpan(0, rows.Length * width) }, [ModelOutput.OfStream(2, third, OutputRows.All)]);
        for (int i = 0; i < rows.Length * width; i++)
        {
            plain[(rows[i / width] * width) + (i % width)] += added[i];
            third[(rows[i / width] * width) + (i % width)] += added[(rows.Length * width) + i];
        }

        Close(plain, changed);
        Close(third, second);
    }

    /// <summary>Positions that are given are used: those that are counted anyway change nothing, others do.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Given_positions_are_used(string backend, string name)
    {
        GoldenCase golden = GoldenCase.Named(name);
        GoldenRun run = golden.Runs.First(static run => run.Name == Run);
        using ILanguageModel model = Load(backend, golden, chunk: 4);
        using IModelSession session = model.CreateSession(new SessionOptions { Capacity = 32 });
        float[] Logits(params int[] positions)
        {
            float[] logits = new float[model.Info.VocabularySize];
            session.Reset();
            ModelOutput[] outputs = [ModelOutput.OfExit(0, logits)];
            if (positions.Length > 0)
            {
                ((ISequentialSession)session).Forward(new ModelInput(run.Flat), new Positions1D(positions), outputs);
            }
            else
            {
                session.Forward(new ModelInput(run.Flat), outputs);
            }

            return logits;
        }

        float[] counted = Logits();
        Close(counted, Logits([.. Enumerable.Range(0, run.Columns)]));
        Close(counted, Logits([.. Enumerable.Range(100, run.Columns)]), tolerance: 1e-3); // RoPE knows distances alone
        Assert.ThrowsAny<Exception>(() => Close(counted, Logits([.. Enumerable.Range(0, run.Columns).Select(static i => 3 * i)])));
    }

    private static ILanguageModel Load(string backend, GoldenCase golden, int chunk) => backend switch
    {
        "Cpu" => CompiledModel.Load(golden.Config, golden.Folder, new CpuLoadOptions { MaxContext = 64, PrefillChunk = chunk, Cache = CacheStorage.Float32 }),
        "Vulkan" => CompiledModel.Load(golden.Config, golden.Folder, new VulkanLoadOptions { MaxContext = 64, PrefillChunk = chunk, Cache = CacheStorage.Float32, Validation = true }),
        _ => CompiledModel.Load(golden.Config, golden.Folder, new TorchLoadOptions { MaxContext = 64, PrefillChunk = chunk }),
    };

    private static void Close(float[] expected, float[] actual, double tolerance = 2e-4)
    {
        Assert.Equal(expected.Length, actual.Length);
        double scale = Math.Max(1, expected.Max(static x => Math.Abs(x)));
        double worst = expected.Zip(actual, static (left, right) => Math.Abs((double)left - right)).Max();
        Assert.True(worst <= tolerance * scale, FormattableString.Invariant($"{worst} apart; {tolerance * scale} are allowed"));
    }
}
