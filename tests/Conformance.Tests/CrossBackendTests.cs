using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.Intrinsics;
using Modelwright.Benchmarks;
using Modelwright.Runtime;
using Modelwright.Runtime.Cpu;
using Modelwright.Runtime.TorchSharp;
using Modelwright.Runtime.Vulkan;
using Modelwright.Tests;
using TorchSharp;

namespace Modelwright.Conformance.Tests;

/// <summary>
/// Shapes that no golden has: sizes that are neither powers of two nor multiples of 4, other activations, biases, kernels and ratios of heads.
/// All backends compute a random model from one checkpoint; they share no kernel, so where they agree all are right.
/// </summary>
public class CrossBackendTests
{
    private const string Dense = """
        "model_type": "qwen3", "architectures": ["Qwen3ForCausalLM"], "vocab_size": 97, "num_hidden_layers": 2, "max_position_embeddings": 64
        """;

    private const string Moe = """
        "model_type": "qwen3_moe", "architectures": ["Qwen3MoeForCausalLM"], "vocab_size": 103, "num_hidden_layers": 2, "max_position_embeddings": 64
        """;

    private const string Next = """
        "model_type": "qwen3_next", "architectures": ["Qwen3NextForCausalLM"], "vocab_size": 101, "num_hidden_layers": 4, "max_position_embeddings": 64
        """;

    private static readonly CpuLoadOptions[] Cpus =
    [
        new() { Cache = CacheStorage.Float32, PrefillChunk = 9, MaxContext = 64 },
        new() { Cache = CacheStorage.Float32, PrefillChunk = 64, MaxContext = 64, Threads = 3, Kernels = new CpuKernels<Vector256<float>, Lanes256>() },
        new() { Storage = WeightStorage.Float32, Cache = CacheStorage.Float32, MaxContext = 64, Threads = 1, Kernels = new CpuKernels<Vector128<float>, Lanes128>() },
    ];

    public static TheoryData<string, string> Shapes => new()
    {
        { "dense, everything odd, biases, gelu", Dense + """
            , "hidden_size": 54, "intermediate_size": 37, "num_attention_heads": 6, "num_key_value_heads": 3, "head_dim": 14, "attention_bias": true, "hidden_act": "gelu"
            """ },
        { "dense, one kv head, a window of 3, tied", Dense + """
            , "hidden_size": 20, "intermediate_size": 66, "num_attention_heads": 5, "num_key_value_heads": 1, "head_dim": 6, "tie_word_embeddings": true,
              "use_sliding_window": true, "sliding_window": 3, "max_window_layers": 1, "hidden_act": "gelu_pytorch_tanh"
            """ },
        { "experts: 12 of width 22, top 5, not renormalised", Moe + """
            , "hidden_size": 72, "intermediate_size": 30, "num_attention_heads": 3, "num_key_value_heads": 3, "head_dim": 20, "num_experts": 12, "num_experts_per_tok": 5,
              "moe_intermediate_size": 22, "norm_topk_prob": false, "mlp_only_layers": [0]
            """ },
        { "experts: one of three, yarn", Moe + """
            , "hidden_size": 36, "intermediate_size": 30, "num_attention_heads": 4, "num_key_value_heads": 2, "head_dim": 18, "num_experts": 3, "num_experts_per_tok": 1,
              "moe_intermediate_size": 13, "norm_topk_prob": true, "rope_scaling": {"rope_type": "yarn", "factor": 2.0, "original_max_position_embeddings": 32}
            """ },
        { "next: 3 key heads, ratio 2, odd sizes", Next + """
            , "hidden_size": 54, "intermediate_size": 30, "num_attention_heads": 4, "num_key_value_heads": 2, "head_dim": 20, "partial_rotary_factor": 0.5,
              "linear_num_key_heads": 3, "linear_num_value_heads": 6, "linear_key_head_dim": 10, "linear_value_head_dim": 7, "linear_conv_kernel_dim": 3,
              "num_experts": 12, "num_experts_per_tok": 3, "moe_intermediate_size": 22, "shared_expert_intermediate_size": 26
            """ },
        { "next: ratio 3, kernel 2, dense layers, gelu", Next + """
            , "hidden_size": 44, "intermediate_size": 35, "num_attention_heads": 2, "num_key_value_heads": 1, "head_dim": 24, "full_attention_interval": 2, "hidden_act": "gelu",
              "linear_num_key_heads": 1, "linear_num_value_heads": 3, "linear_key_head_dim": 6, "linear_value_head_dim": 9, "linear_conv_kernel_dim": 2,
              "num_experts": 5, "num_experts_per_tok": 2, "moe_intermediate_size": 11, "shared_expert_intermediate_size": 17, "mlp_only_layers": [1, 2]
            """ },
        { "dense, 46 query heads of 128 for one kv head", Dense + """
            , "hidden_size": 24, "intermediate_size": 16, "num_attention_heads": 46, "num_key_value_heads": 1, "head_dim": 128
            """ },
        { "experts: 300 of 900", Moe + """
            , "hidden_size": 16, "num_attention_heads": 2, "num_key_value_heads": 1, "head_dim": 8, "num_experts": 900, "num_experts_per_tok": 300, "moe_intermediate_size": 2
            """ },
        { "next: 64 taps, 33 experts a token", Next + """
            , "hidden_size": 20, "num_attention_heads": 2, "num_key_value_heads": 1, "head_dim": 8, "linear_conv_kernel_dim": 64,
              "linear_num_key_heads": 1, "linear_num_value_heads": 2, "linear_key_head_dim": 12, "linear_value_head_dim": 8,
              "num_experts": 40, "num_experts_per_tok": 33, "moe_intermediate_size": 5, "shared_expert_intermediate_size": 6
            """ },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    [Trait("Subgroups", "Any")]
    public void All_backends_compute_the_same(string name, string keys) => Compare(name, "{" + keys + "}");

    /// <summary>Small sizes of every family, drawn at random.</summary>
    [Theory]
    [MemberData(nameof(Numbers), 3)]
    public void All_backends_compute_the_same_for_sizes_drawn_at_random(int number) => Compare("drawn", RandomConfigs.Draw(RandomConfigs.Small, number));

    /// <summary>Towers that see, of sizes drawn at random, before text towers of sizes drawn at random.</summary>
    [Theory]
    [MemberData(nameof(Numbers), 5)]
    public void All_backends_see_the_same_for_sizes_drawn_at_random(int number) => Compare("drawn, seeing", RandomConfigs.Draw(RandomConfigs.SmallSeeing, number));

    /// <summary>More of them where a model is cheap: nothing is compiled for a device.</summary>
    [Theory]
    [MemberData(nameof(Numbers), 8)]
    public void TorchSharp_and_the_CPU_compute_the_same_for_sizes_drawn_at_random(int number) =>
        Compare("drawn", RandomConfigs.Draw(RandomConfigs.Small, 100 + number), onDevice: false);

    public static TheoryData<int> Numbers(int count) => [.. Enumerable.Range(0, count)];

    /// <summary>
    /// Heads of three groups, the last of them begun. All backends round to the same bytes, so they agree far better than with unrounded keys and values; a group that is read
    /// with its neighbour's scale is off by a multiple of what rounding does.
    /// </summary>
    [Fact]
    public void Bytes_in_the_cache_have_the_scale_of_their_group()
    {
        const string Config = "{" + Dense + """
            , "hidden_size": 40, "intermediate_size": 36, "num_attention_heads": 4, "num_key_value_heads": 2, "head_dim": 88
            }
            """;
        using SyntheticCheckpoint checkpoint = new(CompiledModel.Manifest(Config), seed: 3, static (key, shape) => key.EndsWith("norm.weight", StringComparison.Ordinal) ? (0.7f, 0.7f) : Distribution(key, shape));
        using CpuModel exact = CompiledModel.Load(Config, checkpoint.Folder, Cpus[0]);
        int vocabulary = exact.Info.VocabularySize;
        float[] unrounded = Run(exact);
        using TorchModel reference = CompiledModel.Load(
            Config, checkpoint.Folder, new TorchLoadOptions { Storage = WeightStorage.Float32, Cache = CacheStorage.Int8, MaxContext = 64, Device = global::TorchSharp.torch.CPU });
        float[] rounded = Run(reference);
        Comparison.AssertRowClose(rounded, unrounded, vocabulary, 2e-2, share: 0.9, "TorchSharp");

        VulkanLoadOptions vulkan = new() { Storage = WeightStorage.Float32, Cache = CacheStorage.Int8, PrefillChunk = 9, MaxContext = 64 };
        IEnumerable<Func<ILanguageModel>> others =
        [
            () => CompiledModel.Load(Config, checkpoint.Folder, vulkan),
            .. Cpus.Select(cpu => (Func<ILanguageModel>)(() => CompiledModel.Load(Config, checkpoint.Folder, cpu with { Cache = CacheStorage.Int8 }))),
        ];
        foreach (Func<ILanguageModel> load in others)
        {
            using ILanguageModel model = load();
            Comparison.AssertRowClose(Run(model), rounded, vocabulary, 2e-3, share: 0.9, model.GetType().Name);
        }
    }

    private static void Compare(string name, string config, bool onDevice = true)
    {
        using SyntheticCheckpoint checkpoint = new(CompiledModel.Manifest(config), seed: name.Length, Distribution);
        TorchLoadOptions torch = new() { Storage = WeightStorage.Float32, MaxContext = 64, Device = global::TorchSharp.torch.CPU };
        using TorchModel reference = CompiledModel.Load(config, checkpoint.Folder, torch);
        float[] theirs = Run(reference);
        Assert.True(theirs.Max() - theirs.Min() > 0.5, "the logits are too small to tell anything");
        float[] theySee = See(reference);
        if (onDevice)
        {
            CompareOnDevice(name, config, checkpoint.Folder, theirs, theySee);
        }

        foreach (CpuLoadOptions cpu in Cpus)
        {
            using CpuModel model = CompiledModel.Load(config, checkpoint.Folder, cpu);
            CompareSeen(See(model), theySee, $"{name}, {model.Statistics}");
            Comparison.AssertRowsClose(
                Run(model), theirs, model.Info.VocabularySize, Comparison.Float32, $"{name}, {model.Statistics}", () => Perturbation.Of(config, checkpoint.Folder, cpu, Run));
        }
    }

    private static void CompareOnDevice(string name, string config, string folder, float[] theirs, float[] theySee)
    {
        VulkanLoadOptions vulkan = new() { Storage = WeightStorage.Float32, Cache = CacheStorage.Float32, PrefillChunk = 9, MaxContext = 64, Validation = true };
        VulkanDevice device;
        using (VulkanModel model = CompiledModel.Load(config, folder, vulkan))
        {
            device = model.Device;
            Comparison.AssertRowsClose(Run(model), theirs, model.Info.VocabularySize, Comparison.Float32, name, () => Perturbation.Of(config, folder, vulkan, Run));
            CompareSeen(See(model), theySee, name);
        }

        Assert.Empty(device.ValidationMessages); // after disposal: what was leaked is told then
    }

    /// <summary>Three sequences, one padded: a prompt of 23 columns, then 4 single columns.</summary>
    private static float[] Run(ILanguageModel model)
    {
        const int Batch = 3;
        const int Columns = 23;
        const int Steps = 4;
        int vocabulary = model.Info.VocabularySize;
        int[] tokens = [.. Enumerable.Range(0, Batch * Columns).Select(i => ((i * 37) + (i * i * 5)) % vocabulary)];
        float[] logits = new float[Batch * vocabulary];
        using IModelSession session = model.CreateSession(new SessionOptions { BatchSize = Batch, Capacity = Columns + Steps });
        session.Reset([0, 6, 0]);
        session.Forward(tokens, logits);
        List<float> all = [.. logits];
        for (int step = 0; step < Steps; step++)
        {
            session.Forward([step, step + 1, step + 2], logits);
            all.AddRange(logits);
        }

        return [.. all];
    }

    private static void CompareSeen(float[] ours, float[] theirs, string name)
    {
        if (theirs.Length > 0 || ours.Length > 0)
        {
            Comparison.AssertClose(ours, theirs, Comparison.Float32, name + ", features");
        }
    }

    /// <summary>Features of two pictures and a clip, all levels one behind the other; none where the model does not see.</summary>
    private static float[] See(ILanguageModel model)
    {
        if (model is not IVisionModel seeing)
        {
            return [];
        }

        int merge = seeing.Vision.MergeSize;
        Random random = new(5);
        VisionInput Input(int frames, int height, int width)
        {
            PatchGrid grid = new(frames, height * merge, width * merge);
            float[] values = [.. Enumerable.Range(0, checked(grid.Patches * seeing.Vision.PatchLength)).Select(_ => (2 * random.NextSingle()) - 1)];
            return new VisionInput(grid, seeing.Vision.PatchLength, values, []);
        }

        return [.. seeing.GetFeatures([Input(1, 1, 1), Input(1, 3, 2), Input(2, 1, 4)]).SelectMany(static f => f.DeepStack.Prepend(f.Values)).SelectMany(static values => values.ToArray())];
    }

    /// <summary>Norms near what they start as, matrices that keep the size of what they multiply, so that every part matters.</summary>
    private static (float Centre, float Spread) Distribution(string key, IReadOnlyList<int> shape) => key switch
    {
        _ when key.EndsWith("linear_attn.norm.weight", StringComparison.Ordinal) => (1f, 0.3f),
        _ when key.Contains("norm", StringComparison.Ordinal) => (0.5f, 0.3f),
        _ when key.EndsWith("A_log", StringComparison.Ordinal) => (0f, 1f),
        _ when key.EndsWith("dt_bias", StringComparison.Ordinal) => (0f, 1f),
        _ when key.EndsWith("bias", StringComparison.Ordinal) => (0f, 0.3f),
        _ => (0f, 2f / MathF.Sqrt(shape[^1])),
    };
}
