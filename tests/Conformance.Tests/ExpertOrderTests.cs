using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.Intrinsics;
using Modelwright.Runtime;
using Modelwright.Runtime.Cpu;
using Modelwright.Runtime.TorchSharp;
using Modelwright.Runtime.Vulkan;

namespace Modelwright.Conformance.Tests;

/// <summary>Experts whose columns share scales with others than their neighbours (GPTQ's <c>desc_act</c>), each in an order of its own: they stay packed, and compute what the numbers do that codes stand for.</summary>
public sealed class ExpertOrderTests
{
    private const string Quantised = """
        "quantization_config": { "quant_method": "gptq", "bits": 4, "group_size": 32, "desc_act": true, "sym": true }
        """;

    private const string Routed = $$"""
        {
          "model_type": "qwen3_moe", "architectures": ["Qwen3MoeForCausalLM"], "vocab_size": 131, "num_hidden_layers": 2, "max_position_embeddings": 64,
          "hidden_size": 64, "intermediate_size": 96, "num_attention_heads": 4, "num_key_value_heads": 2, "head_dim": 16, "tie_word_embeddings": false,
          "num_experts": 5, "num_experts_per_tok": 2, "moe_intermediate_size": 96, "norm_topk_prob": true, {{Quantised}}
        }
        """;

    private const string Shared = $$"""
        {
          "model_type": "qwen3_next", "architectures": ["Qwen3NextForCausalLM"], "vocab_size": 131, "num_hidden_layers": 2, "max_position_embeddings": 64,
          "hidden_size": 96, "intermediate_size": 96, "num_attention_heads": 4, "num_key_value_heads": 2, "head_dim": 16, "tie_word_embeddings": false,
          "layer_types": ["linear_attention", "full_attention"], "linear_conv_kernel_dim": 4, "linear_key_head_dim": 8, "linear_num_key_heads": 2, "linear_num_value_heads": 4,
          "linear_value_head_dim": 16, "partial_rotary_factor": 0.5,
          "num_experts": 5, "num_experts_per_tok": 2, "moe_intermediate_size": 64, "shared_expert_intermediate_size": 96, "norm_topk_prob": true, {{Quantised}}
        }
        """;

    /// <summary>How far a delta rule may be off where activations are rounded, by the largest logit.</summary>
    private const double RoundedActivations = 5e-3;

    private static readonly int[] Prompt = [.. Enumerable.Range(0, 23).Select(static column => column * 17 % 131)];

    [Theory]
    [InlineData(Routed, null)]
    [InlineData(Shared, null)]
    [InlineData(Shared, 1024)]
    public void On_Vulkan(string config, int? window)
    {
        using OrderedCheckpoint checkpoint = new(config);
        using VulkanModel packed = CompiledModel.Load(config, checkpoint.Folder, OnVulkan(WeightStorage.AsStored) with { LargestWindow = window });
        using VulkanModel wide = CompiledModel.Load(config, checkpoint.Folder, OnVulkan(WeightStorage.Float32));

        Assert.Empty(packed.WeightReport.Widened);
        AssertPacked(packed.Definition.Weights, packed.Loaded.Storage);
        AssertSame(packed, wide, Comparison.Float32);
        SessionSizes sizes = new(packed.Definition, 1, packed.MaxContext, 64, packed.Loaded.Cache) { ReorderedColumns = packed.Loaded.Storage.ReorderedColumns };
        long planned = VulkanMemory.Of(sizes, packed.Loaded.Storage, WindowRules.None).Total;
        if (window is null)
        {
            using IModelSession session = packed.CreateSession(new SessionOptions());
            Assert.InRange(packed.Device.AllocatedBytes, planned * 9 / 10, planned);
        }

        Assert.Empty(packed.Device.ValidationMessages);
        Assert.Empty(wide.Device.ValidationMessages);
    }

    [Theory]
    [InlineData(Routed, Comparison.Float32)]
    [InlineData(Shared, RoundedActivations)]
    public void On_the_CPU(string config, double tolerance)
    {
        using OrderedCheckpoint checkpoint = new(config);
        using CpuModel wide = CompiledModel.Load(config, checkpoint.Folder, OnCpu(WeightStorage.Float32));
        foreach (CpuKernels kernels in (CpuKernels[])[CpuKernels.Best, new CpuKernels<Vector256<float>, Lanes256>(), new CpuKernels<Vector128<float>, Lanes128>()])
        {
            using CpuModel packed = CompiledModel.Load(config, checkpoint.Folder, OnCpu(WeightStorage.AsStored) with { Kernels = kernels });
            Assert.Empty(packed.WeightReport.Widened);
            AssertSame(packed, wide, tolerance);
        }

        using Checkpoint opened = Checkpoint.Open(checkpoint.Folder);
        WeightReader reader = new(opened, wide.Compiled.Weights);
        AssertPacked(reader.Manifest, StoragePlan.Of(WeightStorage.AsStored, reader, CpuWeights.RowsTogether(reader.Manifest), CpuWeights.IsReordered));
    }

    [Fact]
    public void On_TorchSharp_they_are_widened()
    {
        using OrderedCheckpoint checkpoint = new(Routed);
        using CpuModel wide = CompiledModel.Load(Routed, checkpoint.Folder, OnCpu(WeightStorage.Float32));
        using TorchModel torch = CompiledModel.Load(Routed, checkpoint.Folder, new TorchLoadOptions { Storage = WeightStorage.Float32, MaxContext = 64 });
        AssertSame(torch, wide, Comparison.Float32);
    }

    /// <summary>A quantiser gives gate and up of an expert one order, since they see the same inputs. Where a file has it otherwise, the layer's are widened as far as they must be, and the one that is in the way is named.</summary>
    [Fact]
    public void Gate_and_up_of_different_orders_are_widened_and_reported()
    {
        const string Odd = "model.layers.1.mlp.experts.3.up_proj";
        using OrderedCheckpoint checkpoint = new(Routed, static module => module == Odd);
        using CpuModel wide = CompiledModel.Load(Routed, checkpoint.Folder, OnCpu(WeightStorage.Float32));
        using CpuModel cpu = CompiledModel.Load(Routed, checkpoint.Folder, OnCpu(WeightStorage.AsStored));
        using VulkanModel vulkan = CompiledModel.Load(Routed, checkpoint.Folder, OnVulkan(WeightStorage.AsStored));

        Assert.Equal(Odd + ".weight", Assert.Single(cpu.WeightReport.Widened).Key);
        Assert.Equal(["model.layers.1.mlp.experts.0.gate_proj.weight", Odd + ".weight"], vulkan.WeightReport.Widened.Select(static problem => problem.Key)); // rows of gate and up lie in turn
        AssertSame(cpu, wide, Comparison.Float32);
        AssertSame(vulkan, wide, Comparison.Float32);
    }

    [Fact]
    public void A_column_in_no_group_is_refused_by_name()
    {
        const string Broken = "model.layers.0.mlp.experts.4.down_proj";
        using OrderedCheckpoint checkpoint = new(Routed, broken: Broken);
        foreach (Action load in (Action[])[() => CompiledModel.Load(Routed, checkpoint.Folder, OnCpu(WeightStorage.AsStored)), () => CompiledModel.Load(Routed, checkpoint.Folder, OnVulkan(WeightStorage.AsStored))])
        {
            PackedWeightException e = Assert.Throws<PackedWeightException>(load);
            Assert.Contains($"{Broken}", e.Message, StringComparison.Ordinal);
            Assert.Contains("group 3 of 3", e.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>Experts in 4 bits, and of each matrix an order for each.</summary>
    private static void AssertPacked(WeightManifest weights, StoragePlan plan)
    {
        WeightSlot[] experts = [.. weights.Slots.Where(static slot => slot.Name is "experts_gate_up" or "experts_down")];
        Assert.Equal(2, experts.Length);
        foreach ((WeightSlot slot, int layer) in experts.SelectMany(static slot => slot.Instances.Select(layer => (slot, layer))))
        {
            Assert.All(plan.Of(slot, layer), static part => Assert.Equal(WeightCodes.Int4, part.Format.Codes));
            Assert.Equal(5, plan.OrdersOf(slot, layer)!.Count);
        }
    }

    private static void AssertSame(ILanguageModel ours, ILanguageModel theirs, double tolerance)
    {
        int vocabulary = ours.Info.VocabularySize;
        ((float[] atOnce, float[] bySteps), (float[] wantedAtOnce, float[] wantedBySteps)) = (Logits(ours), Logits(theirs));
        Comparison.AssertRowClose(atOnce, wantedAtOnce, vocabulary, tolerance, 0.95, "at once");
        Comparison.AssertRowClose(bySteps, wantedBySteps, vocabulary, tolerance, 0.95, "by steps");
    }

    /// <summary>Of every column of a prompt of two sequences, and of tokens behind it one by one.</summary>
    private static (float[] AtOnce, float[] BySteps) Logits(ILanguageModel model)
    {
        const int Batch = 2;
        const int Steps = 6;
        int vocabulary = model.Info.VocabularySize;
        using IModelSession session = model.CreateSession(new SessionOptions { BatchSize = Batch, Capacity = 64 });
        float[] atOnce = new float[Batch * Prompt.Length * vocabulary];
        session.Forward([.. Prompt, .. Prompt.Reverse()], atOnce, OutputRows.All);
        List<float> bySteps = [];
        for (int step = 0; step < Steps; step++)
        {
            float[] logits = new float[Batch * vocabulary];
            session.Forward([step * 7, 130 - step], logits);
            bySteps.AddRange(logits);
        }

        return (atOnce, [.. bySteps]);
    }

    private static VulkanLoadOptions OnVulkan(WeightStorage storage) => new() { Storage = storage, Cache = CacheStorage.Float32, MaxContext = 64, PrefillChunk = 64, Validation = true };

    private static CpuLoadOptions OnCpu(WeightStorage storage) => new() { Storage = storage, Cache = CacheStorage.Float32, MaxContext = 64 };
}
