using System;
using Modelwright.Benchmarks;
using Modelwright.Runtime;
using Modelwright.Runtime.Cpu;

namespace Modelwright.Conformance.Tests;

/// <summary>What a model on the CPU takes of the machine's memory, and what of it a token reads.</summary>
public class CpuMemoryTests
{
    /// <summary>Sizes of a layer and of the head as in bench-moe; fewer experts lie beside those that a token reads.</summary>
    internal const string BenchShape = """
        {
          "model_type": "qwen3_moe", "architectures": ["Qwen3MoeForCausalLM"], "vocab_size": 32000, "num_hidden_layers": 2, "max_position_embeddings": 64,
          "hidden_size": 512, "intermediate_size": 1536, "num_attention_heads": 8, "num_key_value_heads": 2, "head_dim": 64,
          "num_experts": 8, "num_experts_per_tok": 4, "moe_intermediate_size": 256, "norm_topk_prob": true
        }
        """;

    private static readonly GoldenCase Golden = GoldenCase.Named("qwen3_dense");

    [Fact]
    public void What_does_not_fit_is_said_before_anything_is_read_with_what_would_fit()
    {
        CpuLoadOptions options = new() { MaxContext = 4096, CopyWeights = true };
        long wide = Refused(options with { AvailableMemory = 0 }).Needed;
        long small = Refused(options with { AvailableMemory = 0, Storage = WeightStorage.Int4 }).Needed;
        OutOfDeviceMemoryException error = Refused(options with { AvailableMemory = wide - 1 });
        Assert.Equal(wide - 1, error.Available);
        Assert.Contains(error.Uses.Uses, static use => use.Purpose.EndsWith(", copied", StringComparison.Ordinal));
        Assert.Contains(error.Suggestions, static option => option.StartsWith("Storage = Int4 (", StringComparison.Ordinal));
        Assert.Contains(error.Suggestions, static option => option.StartsWith("MaxContext = 2048 (", StringComparison.Ordinal));
        Assert.True(small < wide);
        using CpuModel model = CompiledModel.Load(Golden.Config, Golden.Folder, options with { AvailableMemory = wide });
        Assert.InRange(model.Statistics.CopiedBytes, 1, wide);
    }

    /// <summary>Pages of a mapped file are the system's to keep or drop.</summary>
    [Fact]
    public void Mapped_weights_need_no_memory()
    {
        CpuLoadOptions options = new() { MaxContext = 64, AvailableMemory = 0 };
        Assert.True(Refused(options).Needed < Refused(options with { CopyWeights = true }).Needed / 2);
    }

    [Fact]
    public void A_session_that_does_not_fit_is_refused_and_the_model_goes_on()
    {
        CpuLoadOptions options = new() { MaxContext = 1024 };
        long one = Refused(options with { AvailableMemory = 0 }).Needed;
        using CpuModel model = CompiledModel.Load(Golden.Config, Golden.Folder, options with { AvailableMemory = one });
        OutOfDeviceMemoryException error = Assert.Throws<OutOfDeviceMemoryException>(() => model.CreateSession(new SessionOptions { BatchSize = 2 }));
        Assert.Contains(error.Suggestions, static option => option.StartsWith("Capacity = ", StringComparison.Ordinal));
        using IModelSession session = model.CreateSession(new SessionOptions());
        session.Forward([1], new float[model.Info.VocabularySize]);
    }

    /// <summary>Counted where products read weights.</summary>
    [Fact]
    public void A_token_in_four_bits_reads_less_than_a_third()
    {
        using SyntheticCheckpoint checkpoint = new(CompiledModel.Manifest(BenchShape), seed: 1);
        long wide = ReadByAToken(checkpoint.Folder, WeightStorage.AsStored);
        Assert.InRange((double)ReadByAToken(checkpoint.Folder, WeightStorage.Int4) / wide, 0.27, 0.32);
        Assert.InRange((double)ReadByAToken(checkpoint.Folder, WeightStorage.Int8) / wide, 0.5, 0.56);
    }

    private static long ReadByAToken(string folder, WeightStorage storage)
    {
        using CpuModel model = CompiledModel.Load(BenchShape, folder, new CpuLoadOptions { Storage = storage, MaxContext = 64, Threads = 2 });
        using IModelSession session = model.CreateSession(new SessionOptions());
        float[] logits = new float[model.Info.VocabularySize];
        session.Forward([1], logits);
        long before = model.Engine.WeightBytesRead;
        session.Forward([2], logits);
        return model.Engine.WeightBytesRead - before;
    }

    private static OutOfDeviceMemoryException Refused(CpuLoadOptions options) =>
        Assert.Throws<OutOfDeviceMemoryException>(() => CompiledModel.Load(Golden.Config, Golden.Folder, options).Dispose());
}
