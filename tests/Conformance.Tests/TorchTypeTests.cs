using System;
using System.Linq;
using Modelwright.Benchmarks;
using Modelwright.Runtime;
using Modelwright.Runtime.TorchSharp;
using TorchSharp;
using static TorchSharp.torch;

namespace Modelwright.Conformance.Tests;

/// <summary>Weights, computation and cache may each have a type of their own: whichever are chosen, the numbers are those of float32 but for the rounding of what is narrower.</summary>
public class TorchTypeTests
{
    private const int Columns = 24;

    /// <summary>Weights that float16 holds exactly: a prompt computed from them in float32 is that of float32 weights, and a narrower cache rounds what is read from it alone.</summary>
    [Theory]
    [InlineData("qwen3_dense", CacheStorage.Automatic, 1e-5)]
    [InlineData("qwen3_moe", CacheStorage.Float32, 1e-5)]
    [InlineData("qwen3_next", CacheStorage.Automatic, 1e-5)]
    [InlineData("qwen3_moe_sliding", CacheStorage.Float16, 1e-2)]
    [InlineData("qwen3_next", CacheStorage.BFloat16, 5e-2)]
    public void A_prompt_is_computed_in_the_compute_type(string name, CacheStorage cache, double tolerance)
    {
        string config = GoldenCase.Named(name).Config;
        using SyntheticCheckpoint checkpoint = Checkpoint(config, seed: 5);
        using TorchModel exact = Load(config, checkpoint.Folder, new TorchLoadOptions { Storage = WeightStorage.Float32 });
        using TorchModel ours = Load(config, checkpoint.Folder, new TorchLoadOptions { Storage = WeightStorage.Float16, Compute = ScalarType.Float32, Cache = cache });

        Comparison.AssertRowClose(Logits(ours, 1, pieces: 2), Logits(exact, 1, pieces: 1), ours.Info.VocabularySize, tolerance, share: 0.5, $"{name}, {ours.LoadReport}");
    }

    /// <summary>Single steps multiply in the weights' type and attend in the compute type, over a cache of a third one; more sequences than that pays for go the way of prompts.</summary>
    [Theory]
    [InlineData("qwen3_moe_sliding", 1, CacheStorage.Automatic)]
    [InlineData("qwen3_moe_sliding", 2, CacheStorage.BFloat16)]
    [InlineData("qwen3_next", 1, CacheStorage.Float16)]
    [InlineData("qwen3_next", 2, CacheStorage.Automatic)]
    [InlineData("qwen3_next", 5, CacheStorage.Automatic)]
    public void Steps_and_prompts_agree(string name, int batch, CacheStorage cache)
    {
        string config = GoldenCase.Named(name).Config;
        using SyntheticCheckpoint checkpoint = Checkpoint(config, seed: 6);
        using TorchModel model = Load(config, checkpoint.Folder, new TorchLoadOptions { Storage = WeightStorage.Float16, Compute = ScalarType.Float32, Cache = cache });

        Comparison.AssertRowClose(Logits(model, batch, Columns), Logits(model, batch, pieces: 1), model.Info.VocabularySize, 5e-2, share: 0.5, $"{name}, {batch} sequences, {model.LoadReport}");
    }

    [Fact]
    public void The_load_report_says_what_was_decided()
    {
        GoldenCase golden = GoldenCase.Named("qwen3_dense");
        using TorchModel chosen = Load(golden.Config, golden.Folder, new TorchLoadOptions { Storage = WeightStorage.Float32 });
        using TorchModel asked = Load(golden.Config, golden.Folder, new TorchLoadOptions { Storage = WeightStorage.Float16, Compute = ScalarType.BFloat16, Cache = CacheStorage.Float32 });

        Assert.Equal((ScalarType.Float32, ScalarType.Float32, ScalarType.Float32), (chosen.LoadReport.Weights, chosen.LoadReport.Compute, chosen.LoadReport.Cache));
        Assert.Equal((ScalarType.Float16, ScalarType.BFloat16, ScalarType.Float32), (asked.LoadReport.Weights, asked.LoadReport.Compute, asked.LoadReport.Cache));
        Assert.Equal("cpu; weights Float16, 0.2 MiB, computed in BFloat16 (as asked for), cache Float32", asked.LoadReport.ToString());
    }

    [Fact]
    public void Prompts_go_through_in_larger_pieces_than_elsewhere()
    {
        Assert.Equal(1024, new TorchLoadOptions().PrefillChunk);
        Assert.Equal(7, new TorchLoadOptions { PrefillChunk = 7 }.PrefillChunk);
    }

    /// <summary>Numbers large enough that the logits are.</summary>
    private static SyntheticCheckpoint Checkpoint(string config, int seed) =>
        new(CompiledModel.Manifest(config), seed, static (_, shape) => shape.Count == 1 ? (1f, 0.2f) : (0f, 0.3f));

    private static TorchModel Load(string config, string checkpoint, TorchLoadOptions options) =>
        CompiledModel.Load(config, checkpoint, options with { MaxContext = 64, Device = CPU });

    /// <summary>Logits of every column, [batch, column, vocabulary], fed in so many pieces.</summary>
    private static float[] Logits(TorchModel model, int batch, int pieces)
    {
        using IModelSession session = model.CreateSession(new SessionOptions { BatchSize = batch });
        int vocabulary = model.Info.VocabularySize;
        int count = Columns / pieces;
        float[] all = new float[batch * Columns * vocabulary];
        float[] logits = new float[batch * count * vocabulary];
        for (int start = 0; start < Columns; start += count)
        {
            session.Forward([.. Enumerable.Range(0, batch).SelectMany(sequence => Enumerable.Range(3 + sequence + start, count))], logits, OutputRows.All);
            for (int sequence = 0; sequence < batch; sequence++)
            {
                Array.Copy(logits, sequence * count * vocabulary, all, ((sequence * Columns) + start) * vocabulary, count * vocabulary);
            }
        }

        return all;
    }
}
