using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Modelwright.Benchmarks;
using Modelwright.Runtime;
using Modelwright.Runtime.Cpu;
using Modelwright.Runtime.TorchSharp;
using Modelwright.Runtime.Vulkan;

namespace Modelwright.Conformance.Tests;

/// <summary>
/// Models from GGUF files. The files are made of checkpoints as llama.cpp's converter makes them (the benchmark's comparison with llama.cpp holds the writer to that), and must compute
/// what the checkpoint does.
/// </summary>
public sealed class GgufTests : IDisposable
{
    private const string Sizes = """
        "vocab_size": 96, "hidden_size": 64, "num_hidden_layers": 3, "num_attention_heads": 4, "num_key_value_heads": 2, "head_dim": 32, "rms_norm_eps": 1e-6, "max_position_embeddings": 128
        """;

    private const string Linear = """
        "layer_types": ["linear_attention", "full_attention", "linear_attention"],
        "linear_num_key_heads": 2, "linear_num_value_heads": 6, "linear_key_head_dim": 32, "linear_value_head_dim": 32, "linear_conv_kernel_dim": 4
        """;

    private const string Experts = """ "num_experts": 6, "num_experts_per_tok": 2, "moe_intermediate_size": 32 """;

    private readonly string _folder = Directory.CreateTempSubdirectory("modelwright-gguf-").FullName;

    private static Dictionary<string, string> Configs => new()
    {
        ["qwen3"] = $$"""{ "model_type": "qwen3", "intermediate_size": 96, "rope_theta": 10000.0, "tie_word_embeddings": true, {{Sizes}} }""",
        ["qwen3_moe"] = $$"""{ "model_type": "qwen3_moe", "rope_theta": 10000.0, {{Experts}}, {{Sizes}} }""",
        ["qwen3_next"] = $$"""{ "model_type": "qwen3_next", "rope_theta": 10000.0, "partial_rotary_factor": 0.5, "shared_expert_intermediate_size": 64, {{Experts}}, {{Linear}}, {{Sizes}} }""",
        ["qwen3_5_text"] = $$"""
            { "model_type": "qwen3_5_text", "architectures": ["Qwen3_5ForCausalLM"], "intermediate_size": 96,
              "rope_parameters": { "rope_type": "default", "rope_theta": 10000.0, "partial_rotary_factor": 0.5, "mrope_section": [4, 2, 2] }, {{Linear}}, {{Sizes}} }
            """,
        ["qwen3_5_moe_text"] = $$"""
            { "model_type": "qwen3_5_moe_text", "architectures": ["Qwen3_5MoeForCausalLM"], "shared_expert_intermediate_size": 64,
              "rope_parameters": { "rope_type": "default", "rope_theta": 10000.0, "partial_rotary_factor": 0.5, "mrope_section": [4, 2, 2] }, {{Experts}}, {{Linear}}, {{Sizes}} }
            """,
    };

    public static TheoryData<string> Goldens => ["qwen3_dense", "qwen3_moe", "qwen3_next", "qwen3_5_text"];

    public static TheoryData<string> Families => [.. Configs.Keys];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>float32 files of the goldens' checkpoints: the same numbers, but for those that the format has as functions of them.</summary>
    [Theory]
    [MemberData(nameof(Goldens))]
    public void A_goldens_file_computes_what_its_checkpoint_does(string name)
    {
        GoldenCase golden = GoldenCase.Named(name);
        string gguf = Write(golden.Config, golden.Folder, GgufType.Float32);

        Assert.True(CompiledModel.Manifest(golden.Config).Verify(gguf).IsComplete, CompiledModel.Manifest(golden.Config).Verify(gguf).ToString());
        Comparison.AssertClose(OnCpu(golden.Config, gguf), OnCpu(golden.Config, golden.Folder), 2e-5, name);
        Comparison.AssertClose(OnVulkan(golden.Config, gguf), OnVulkan(golden.Config, golden.Folder), 2e-5, name);
        Comparison.AssertClose(OnTorch(golden.Config, gguf), OnTorch(golden.Config, golden.Folder), 2e-5, name);
    }

    /// <summary>Every type of element, every family: what is kept packed computes what its numbers do, on the CPU and on a device.</summary>
    [Theory]
    [MemberData(nameof(Families))]
    public void Every_family_in_every_type(string family)
    {
        string config = Configs[family];
        using SyntheticCheckpoint checkpoint = new(CompiledModel.Manifest(config), seed: 3, Distribution);
        float[] plain = OnCpu(config, checkpoint.Folder);
        Comparison.AssertClose(OnCpu(config, Write(config, checkpoint.Folder, GgufType.Float16)), plain, 1e-3, $"{family} in Float16");
        foreach (GgufType type in (GgufType[])[GgufType.BFloat16, GgufType.Q8_0, GgufType.Q4_0])
        {
            // Rounding may choose other experts than the checkpoint's numbers do; what is widened has the file's own.
            string gguf = Write(config, checkpoint.Folder, type);
            float[] packed = OnCpu(config, gguf);
            Comparison.AssertClose(packed, OnCpu(config, gguf, WeightStorage.Float32), 2e-3, $"{family} in {type}, widened");
            Comparison.AssertClose(OnVulkan(config, gguf), packed, 2e-3, $"{family} in {type}, Vulkan");
        }
    }

    /// <summary>4-bit codes of a GGUF file meet activations of 8 bits, as in llama.cpp, unless options say otherwise; those of other checkpoints do not.</summary>
    [Fact]
    public void Activations_are_rounded_as_the_file_s_own_engine_rounds_them()
    {
        string config = Configs["qwen3"];
        using SyntheticCheckpoint checkpoint = new(CompiledModel.Manifest(config), seed: 3, Distribution);
        string gguf = Write(config, checkpoint.Folder, GgufType.Q4_0);
        float[] exact = OnCpu(config, gguf);

        float[] rounded = OnCpu(config, gguf, activations: ActivationRounding.Automatic);

        Assert.Equal(OnCpu(config, gguf, activations: ActivationRounding.Bits8), rounded);
        Assert.NotEqual(exact, rounded);
        Comparison.AssertClose(rounded, exact, 2e-2, "8 bits instead of 16");
        using CpuModel other = CompiledModel.Load(config, checkpoint.Folder, new CpuLoadOptions { Storage = WeightStorage.Int4, MaxContext = 64 });
        Assert.Equal(ActivationRounding.Bits16, other.Statistics.Activations);
    }

    /// <summary>Super-blocks of 256: those of scales and codes stay packed, those with offsets are float16, and rows of both stand in one matrix.</summary>
    [Theory]
    [InlineData("qwen3", nameof(GgufType.Q6_K))]
    [InlineData("qwen3_5_moe_text", nameof(GgufType.Q6_K))]
    [InlineData("qwen3_next", nameof(GgufType.Q4_K))]
    public void Super_blocks(string family, string type)
    {
        string config = Configs[family].Replace("\"hidden_size\": 64", "\"hidden_size\": 256", StringComparison.Ordinal).Replace("\"head_dim\": 32", "\"head_dim\": 64", StringComparison.Ordinal)
            .Replace("[4, 2, 2]", "[8, 4, 4]", StringComparison.Ordinal);
        using SyntheticCheckpoint checkpoint = new(CompiledModel.Manifest(config), seed: 3, Distribution);
        string gguf = Write(config, checkpoint.Folder, Enum.Parse<GgufType>(type));

        float[] packed = OnCpu(config, gguf);

        Comparison.AssertClose(packed, OnCpu(config, gguf, WeightStorage.Float32), 5e-3, $"{family} in {type}, widened");
        Comparison.AssertClose(OnVulkan(config, gguf), packed, 5e-3, $"{family} in {type}, Vulkan");
        Comparison.AssertClose(OnTorch(config, gguf), packed, 5e-3, $"{family} in {type}, TorchSharp");
    }

    [Fact]
    public void What_the_file_says_of_its_model_is_compared_with_the_config()
    {
        string config = Configs["qwen3_moe"];
        using SyntheticCheckpoint checkpoint = new(CompiledModel.Manifest(config), seed: 3);
        string other = config.Replace("10000.0", "20000.0", StringComparison.Ordinal).Replace("1e-6", "1e-5", StringComparison.Ordinal)
            .Replace("\"num_experts_per_tok\": 2", "\"num_experts_per_tok\": 3", StringComparison.Ordinal);
        string gguf = Write(other, checkpoint.Folder, GgufType.Float16);

        GgufMismatchException e = Assert.Throws<GgufMismatchException>(() => OnCpu(config, gguf));

        Assert.Equal(
            [
                "'qwen3moe.rope.freq_base' is 20000; the config has 10000",
                "'qwen3moe.attention.layer_norm_rms_epsilon' is 9.999999747378752E-06; the config has 9.999999974752427E-07",
                "'qwen3moe.expert_used_count' is 3; the config has 2",
            ],
            e.Differences);
        Assert.All(e.Differences, difference => Assert.Contains(difference, e.Message, StringComparison.Ordinal));
        Assert.Throws<GgufMismatchException>(() => OnVulkan(config, gguf));
        Assert.Throws<GgufMismatchException>(() => OnTorch(config, gguf));
        Assert.Contains("'general.architecture' is 'qwen3moe'; wanted 'qwen3'", Assert.Throws<GgufMismatchException>(() => OnCpu(Configs["qwen3"], gguf)).Message, StringComparison.Ordinal);
    }

    /// <summary>A file of another size lists every tensor, as a checkpoint does.</summary>
    [Fact]
    public void Tensors_of_other_shapes_are_listed()
    {
        using SyntheticCheckpoint checkpoint = new(CompiledModel.Manifest(Configs["qwen3"]), seed: 3);
        string gguf = Write(Configs["qwen3"], checkpoint.Folder, GgufType.Q8_0);

        WeightReport report = CompiledModel.Manifest(Configs["qwen3"].Replace("\"intermediate_size\": 96", "\"intermediate_size\": 80", StringComparison.Ordinal)).Verify(gguf);

        Assert.Equal(9, report.WrongShape.Count);
        Assert.Contains(report.WrongShape, static problem => problem.Key == "model.layers.2.mlp.down_proj.weight" && problem.Found == "[64, 96]" && problem.Wanted == "[64, 80]");
    }

    private static (float Centre, float Spread) Distribution(string key, IReadOnlyList<int> shape) => key switch
    {
        _ when key.EndsWith("linear_attn.norm.weight", StringComparison.Ordinal) => (1f, 0.3f),
        _ when key.Contains("norm", StringComparison.Ordinal) => (0.5f, 0.3f),
        _ when key.EndsWith("A_log", StringComparison.Ordinal) || key.EndsWith("dt_bias", StringComparison.Ordinal) => (0f, 1f),
        _ => (0f, 2f / MathF.Sqrt(shape[^1])),
    };

    private string Write(string config, string checkpoint, GgufType type)
    {
        string path = Path.Combine(_folder, Guid.NewGuid().ToString("N") + ".gguf");
        using Checkpoint weights = Checkpoint.Open(checkpoint);
        QwenGguf.Write(QwenConfig.Parse(config), weights, path, type);
        return path;
    }

    /// <summary>With activations that lose nothing, unless told otherwise.</summary>
    private static float[] OnCpu(string config, string checkpoint, WeightStorage storage = WeightStorage.AsStored, ActivationRounding activations = ActivationRounding.Bits16)
    {
        using CpuModel model = CompiledModel.Load(config, checkpoint, new CpuLoadOptions { Storage = storage, Cache = CacheStorage.Float32, MaxContext = 64, Activations = activations });
        Assert.Equal(activations == ActivationRounding.Automatic ? ActivationRounding.Bits8 : activations, model.Statistics.Activations);
        return Logits(model);
    }

    private static float[] OnVulkan(string config, string checkpoint)
    {
        VulkanDevice device;
        float[] logits;
        using (VulkanModel model = CompiledModel.Load(config, checkpoint, new VulkanLoadOptions { Cache = CacheStorage.Float32, MaxContext = 64, Validation = true }))
        {
            device = model.Device;
            logits = Logits(model);
        }

        Assert.Empty(device.ValidationMessages);
        return logits;
    }

    private static float[] OnTorch(string config, string checkpoint)
    {
        using TorchModel model = CompiledModel.Load(config, checkpoint, new TorchLoadOptions { MaxContext = 64, Device = TestDevice.Current });
        return Logits(model);
    }

    /// <summary>Of a prompt of 19 tokens, and of 3 that follow one by one.</summary>
    private static float[] Logits(ILanguageModel model)
    {
        const int prompt = 19;
        float[] logits = new float[model.Info.VocabularySize];
        using IModelSession session = model.CreateSession(new SessionOptions { Capacity = prompt + 3 });
        session.Forward([.. Enumerable.Range(0, prompt).Select(i => i * 31 % logits.Length)], logits);
        List<float> all = [.. logits];
        for (int token = 0; token < 3; token++)
        {
            session.Forward([token + 5], logits);
            all.AddRange(logits);
        }

        return [.. all];
    }
}
