using System;
using System.Linq;
using Modelwright.Benchmarks;
using Modelwright.Runtime;
using Modelwright.Runtime.Cpu;
using Modelwright.Runtime.Vulkan;

namespace Modelwright.Conformance.Tests;

/// <summary>Weights of published sizes under the limits that a device really has: the CPU's driver binds 128 MiB, as much as Vulkan promises.</summary>
public sealed class LargeWeightTests
{
    /// <summary>The vocabulary of the Qwen3 family; its table in float16 is 149 MiB.</summary>
    private const string Config = """
        {"model_type": "qwen3", "architectures": ["Qwen3ForCausalLM"], "vocab_size": 151936, "hidden_size": 512, "intermediate_size": 96, "num_hidden_layers": 1,
         "num_attention_heads": 4, "num_key_value_heads": 2, "head_dim": 32, "max_position_embeddings": 64, "tie_word_embeddings": true, "torch_dtype": "float16"}
        """;

    [Fact]
    public void A_published_vocabulary_is_bound_in_windows()
    {
        using SyntheticCheckpoint checkpoint = new(CompiledModel.Manifest(Config), seed: 3);
        int[] prompt = [0, 151_935, 80_000, 137_000, 140_000, 7];
        VulkanLoadOptions options = new() { Cache = CacheStorage.Float32, MaxContext = 64, Validation = true };
        using VulkanModel model = CompiledModel.Load(Config, checkpoint.Folder, options);
        using CpuModel other = CompiledModel.Load(Config, checkpoint.Folder, new CpuLoadOptions { Cache = CacheStorage.Float32, MaxContext = 64 });
        long largest = WindowRules.LargestBinding(model.Device.Capabilities);

        float[] ours = Logits(model, prompt);
        float[] theirs = Logits(other, prompt);

        double scale = Comparison.Largest(theirs);
        Assert.All(ours.Zip(theirs), pair => Assert.Equal(pair.Second, pair.First, 2e-4 * scale));
        Assert.Empty(model.Device.ValidationMessages);
        long table = 151_936L * 512 * sizeof(ushort);
        string planned = VulkanMemory.Of(model.Definition, options: options with { Device = "0" }).ToTable();
        Assert.Equal(largest < table, planned.Contains($"weight embeddings, in {(table + largest - 1) / largest} windows", StringComparison.Ordinal));
        Assert.DoesNotContain("windows", VulkanMemory.Of(model.Definition, options: options).ToTable());
    }

    /// <summary>After the prompt, and after one more token, which goes another way.</summary>
    private static float[] Logits(ILanguageModel model, int[] prompt)
    {
        using IModelSession session = model.CreateSession(new SessionOptions { Capacity = 16 });
        float[] logits = new float[2 * model.Info.VocabularySize];
        session.Forward(prompt, logits.AsSpan(0, model.Info.VocabularySize));
        session.Forward([138_000], logits.AsSpan(model.Info.VocabularySize));
        return logits;
    }
}
