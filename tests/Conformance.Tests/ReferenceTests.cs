using System;
using System.Collections.Generic;
using System.Linq;
using Modelwright.Runtime;
using Modelwright.Runtime.Cpu;
using Modelwright.Runtime.Vulkan;
using Modelwright.Testing;

namespace Modelwright.Conformance.Tests;

/// <summary>The reference that users compare backends with: it is Hugging Face's, and it names the layer that is not.</summary>
public class ReferenceTests
{
    /// <summary>Rows that magnify rounding a thousandfold are float32's, not the reference's: what Hugging Face computes in float32 may be off by so much.</summary>
    private const double Conditioned = 1e-2;

    private static readonly LoadOptions Exact = new() { MaxContext = 256, Cache = CacheStorage.Float32 };

    public static TheoryData<string> Cases => [.. GoldenCase.CausalLanguageModels];

    [Theory]
    [MemberData(nameof(Cases))]
    public void It_computes_what_Hugging_Face_does(string name)
    {
        GoldenCase golden = GoldenCase.Named(name);
        using Reference reference = Reference.Load(golden.Folder);
        using ExpectedTensors expected = new(golden.Folder);
        int compared = 0;
        foreach (GoldenRun run in golden.PlainRuns.Where(static run => !run.Sees))
        {
            float[] theirs = expected.Read(run.Name, "logits");
            int row = theirs.Length / run.Batch;
            foreach (int b in Enumerable.Range(0, run.Batch).Where(b => run.Mask[b].All(static mask => mask == 1)))
            {
                Assert.True(golden.RotaryPrecisions.Any(precision => Close(reference.Run(run.Tokens[b], precision)[^1], theirs.AsSpan(b * row, row))), $"{name} {run.Name}, row {b}");
                compared++;
            }
        }

        Assert.NotEqual(0, compared);
    }

    [Theory]
    [InlineData("qwen3_dense")]
    [InlineData("qwen3_moe_mixed")]
    [InlineData("qwen3_next")]
    public void Backends_are_the_reference_layer_by_layer(string name)
    {
        GoldenCase golden = GoldenCase.Named(name);
        using Reference reference = Reference.Load(golden.Folder);
        using CpuModel cpu = CompiledModel.Load(golden.Config, golden.Folder, new CpuLoadOptions(Exact));
        using VulkanModel vulkan = CompiledModel.Load(golden.Config, golden.Folder, new VulkanLoadOptions(Exact));
        IReadOnlyList<int> tokens = golden.PlainRuns.First().Tokens[0];

        Assert.All([reference.Compare(cpu, tokens, Conditioned), reference.Compare(vulkan, tokens, Conditioned)], comparison =>
        {
            Assert.Null(comparison.First);
            Assert.Equal(reference.LayerCount + 2, comparison.Stages.Count);
            Assert.InRange(comparison.Stages[^1].Difference, 1e-12, Conditioned); // float32 is not float64
            Assert.StartsWith("No stage differs", comparison.ToString(), StringComparison.Ordinal);
        });
    }

    /// <summary>A model with a tensor of layer 2 halved is the reference's up to there.</summary>
    [Fact]
    public void The_first_layer_that_differs_is_named()
    {
        const string Changed = "model.layers.2.mlp.down_proj.weight";
        GoldenCase golden = GoldenCase.Named("qwen3_dense");
        using Checkpoint original = Checkpoint.Open(golden.Folder);
        CheckpointTensor tensor = original[Changed];
        byte[] bytes = tensor.ToBytes();
        for (int i = 0; i < bytes.Length; i += sizeof(float))
        {
            BitConverter.TryWriteBytes(bytes.AsSpan(i), BitConverter.ToSingle(bytes, i) / 2);
        }

        using RewrittenCheckpoint rewritten = new(golden.Folder, static key => key == Changed ? null : key);
        rewritten.Add(Changed, tensor.DType, [.. tensor.Shape], bytes);
        using Reference reference = Reference.Load(golden.Folder);
        using CpuModel model = CompiledModel.Load(golden.Config, rewritten.Folder, new CpuLoadOptions(Exact));

        ReferenceComparison comparison = reference.Compare(model, golden.PlainRuns.First().Tokens[0]);

        Assert.Equal(2, comparison.First?.Layer);
        Assert.StartsWith("The first stage that differs is layer 2 (full attention and a dense MLP), by ", comparison.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Tokens_outside_the_vocabulary_and_broken_configs_are_refused()
    {
        GoldenCase golden = GoldenCase.Named("qwen3_dense");
        using Reference reference = Reference.Load(golden.Folder);
        Assert.Throws<TokenOutOfRangeException>(() => reference.Run([1, -1]));

        string config = System.IO.Path.GetTempFileName();
        System.IO.File.WriteAllText(config, golden.Config.Replace("\"silu\"", "\"sulu\"", StringComparison.Ordinal));
        ArgumentException error = Assert.Throws<ArgumentException>(() => Reference.Load(golden.Folder, config));
        Assert.Contains("error MW1005", error.Message, StringComparison.Ordinal);
        System.IO.File.Delete(config);
    }

    private static bool Close(double[] ours, ReadOnlySpan<float> theirs)
    {
        double scale = Math.Max(1, ours.Max(Math.Abs));
        for (int i = 0; i < ours.Length; i++)
        {
            if (!(Math.Abs(ours[i] - theirs[i]) <= Conditioned * scale))
            {
                return false;
            }
        }

        return ours.Length == theirs.Length;
    }
}
