using System;
using System.IO;
using System.Linq;
using Modelwright.Generator.Tests;
using Modelwright.Runtime;
using Modelwright.Runtime.Cpu;
using Modelwright.Runtime.TorchSharp;
using Modelwright.Runtime.Vulkan;
using TorchSharp;

namespace Modelwright.Conformance.Tests;

/// <summary>Checkpoints as people publish and keep them: every backend loads the same numbers from them, to the bit, as from the golden itself.</summary>
public class PublishedCheckpointTests
{
    [Theory]
    [InlineData("Vulkan")]
    [InlineData("TorchSharp")]
    [InlineData("Cpu")]
    public void A_hub_cache_of_links_and_shards_loads_by_its_repository(string backend)
    {
        GoldenCase golden = GoldenCase.Named("qwen3_moe_sharded_bf16");
        DirectoryInfo cache = Directory.CreateTempSubdirectory("modelwright-hub-");
        try
        {
            string snapshot = cache.CreateSubdirectory("snapshots/0123abcd").FullName;
            File.WriteAllText(Path.Combine(cache.CreateSubdirectory("refs").FullName, "main"), "0123abcd");
            foreach (string file in Directory.EnumerateFiles(golden.Folder).Select(static path => Path.GetFileName(path)).Where(static name => name.StartsWith("model", StringComparison.Ordinal)))
            {
                string blob = Path.Combine(cache.CreateSubdirectory("blobs").FullName, Convert.ToHexString(BitConverter.GetBytes(file.GetHashCode(StringComparison.Ordinal))));
                File.Copy(Path.Combine(golden.Folder, file), blob);
                File.CreateSymbolicLink(Path.Combine(snapshot, file), Path.Combine("..", "..", "blobs", Path.GetFileName(blob)));
            }

            Assert.Equal(Logits(backend, golden, golden.Folder), Logits(backend, golden, cache.FullName));
        }
        finally
        {
            cache.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("Vulkan", "qwen3_dense", "", "")]
    [InlineData("TorchSharp", "qwen3_dense", "", "")]
    [InlineData("Cpu", "qwen3_dense", "", "")]
    [InlineData("Vulkan", "qwen3_moe", "language_model.model.", "language_model.")]
    [InlineData("TorchSharp", "qwen3_moe", "language_model.model.", "language_model.")]
    [InlineData("Cpu", "qwen3_moe", "language_model.model.", "language_model.")]
    [InlineData("Vulkan", "qwen3_next", "model.language_model.", "")]
    [InlineData("TorchSharp", "qwen3_next", "model.language_model.", "")]
    [InlineData("Cpu", "qwen3_next", "model.language_model.", "")]
    public void Another_prefix_changes_nothing_and_is_told(string backend, string name, string root, string beforeHead)
    {
        GoldenCase golden = GoldenCase.Named(name);
        using RewrittenCheckpoint renamed = new(golden.Folder, tensor => tensor.StartsWith("model.", StringComparison.Ordinal) ? root + tensor["model.".Length..] : beforeHead + tensor);

        float[] logits = Logits(backend, golden, renamed.Folder, report: report => Assert.Equal(new NamePrefix("model.", root), report.Prefix));

        Assert.Equal(Logits(backend, golden, golden.Folder), logits);
    }

    [Theory]
    [InlineData("Vulkan")]
    [InlineData("TorchSharp")]
    [InlineData("Cpu")]
    public void Stacked_experts_are_the_same_experts(string backend)
    {
        GoldenCase golden = GoldenCase.Named("qwen3_moe");
        using RewrittenCheckpoint stacked = new(golden.Folder, static tensor => tensor);
        using (Checkpoint original = Checkpoint.Open(golden.Folder))
        {
            string[] layers = [.. original.Names.Where(static n => n.EndsWith(".experts.0.up_proj.weight", StringComparison.Ordinal)).Select(static n => n[..n.IndexOf(".0.up", StringComparison.Ordinal)])];
            Assert.NotEmpty(layers);
            foreach (string layer in layers)
            {
                int experts = original.Names.Count(n => n.StartsWith(layer + ".", StringComparison.Ordinal) && n.EndsWith(".up_proj.weight", StringComparison.Ordinal));
                CheckpointTensor up = original[layer + ".0.up_proj.weight"];
                (long width, long hidden) = (up.Shape[0], up.Shape[1]);
                string[] numbers = [.. Enumerable.Range(0, experts).Select(e => FormattableString.Invariant($"{layer}.{e}."))];
                stacked.Stack(layer + ".gate_up_proj", [experts, 2 * width, hidden], [.. numbers.SelectMany(static e => new[] { e + "gate_proj.weight", e + "up_proj.weight" })]);
                stacked.Stack(layer + ".down_proj", [experts, hidden, width], [.. numbers.Select(static e => e + "down_proj.weight")]);
            }
        }

        Assert.Equal(Logits(backend, golden, golden.Folder), Logits(backend, golden, stacked.Folder));
    }

    /// <summary>Qwen3-VL-MoE as it is published has inputs before outputs; Hugging Face itself saves it the other way round.</summary>
    [Theory]
    [InlineData("Vulkan")]
    [InlineData("TorchSharp")]
    [InlineData("Cpu")]
    public void Transposed_experts_are_the_same_experts(string backend)
    {
        GoldenCase golden = GoldenCase.Named("qwen3_vl_moe");
        using RewrittenCheckpoint transposed = new(golden.Folder, static tensor => tensor);
        transposed.Transpose(static name => name.Contains(".experts.", StringComparison.Ordinal));

        Assert.Equal(Logits(backend, golden, golden.Folder), Logits(backend, golden, transposed.Folder));
    }

    /// <summary>The text model alone out of a file of the whole: what is for pictures is named as unused and nothing else is.</summary>
    [Theory]
    [InlineData("Vulkan")]
    [InlineData("TorchSharp")]
    [InlineData("Cpu")]
    public void The_text_class_loads_from_a_file_of_the_whole(string backend)
    {
        GoldenCase whole = GoldenCase.Named("qwen3_5");
        string text = whole.Config.Replace("Qwen3_5ForConditionalGeneration", "Qwen3_5ForCausalLM", StringComparison.Ordinal);

        float[] logits = Logits(backend, text, whole.Folder, report: static report =>
        {
            Assert.Empty(report.Extra);
            Assert.Empty(report.Missing);
        });

        Assert.Equal(Logits(backend, whole, whole.Folder), logits);
    }

    [Theory]
    [InlineData("Vulkan")]
    [InlineData("TorchSharp")]
    [InlineData("Cpu")]
    public void A_tensor_that_changes_the_numbers_is_an_error_until_it_is_let_go(string backend)
    {
        GoldenCase golden = GoldenCase.Named("qwen3_dense");
        const string name = "model.layers.1.self_attn.k_proj.bias";
        using RewrittenCheckpoint biased = new RewrittenCheckpoint(golden.Folder, static tensor => tensor).Add(name, "F32", [2], new byte[8]);

        WeightMismatchException e = Assert.Throws<WeightMismatchException>(() => Logits(backend, golden, biased.Folder));

        Assert.Equal([name], e.Report.Conflicts.Select(static problem => problem.Key));
        Assert.Equal(Logits(backend, golden, golden.Folder), Logits(backend, golden, biased.Folder, ignore: "*.k_proj.bias"));
    }

    [Theory]
    [InlineData("Vulkan")]
    [InlineData("TorchSharp")]
    [InlineData("Cpu")]
    public void A_newer_dtype_on_a_tensor_that_nobody_reads_is_an_extra(string backend)
    {
        GoldenCase golden = GoldenCase.Named("qwen3_dense");
        using RewrittenCheckpoint newer = new RewrittenCheckpoint(golden.Folder, static tensor => tensor).Add("z.extra", "F4", [4], new byte[2]);

        float[] logits = Logits(backend, golden, newer.Folder, report: static report => Assert.Equal(["z.extra"], report.Extra));

        Assert.Equal(Logits(backend, golden, golden.Folder), logits);
    }

    /// <summary>MLX packs eight 4-bit values in a U32 and puts scales and biases beside them: a format, not a shape.</summary>
    [Fact]
    public void Packed_weights_are_a_wrong_format()
    {
        string file = Path.Combine(TestConfigs.Repository, "tests", "cases", "quantized", "mlx-4bit.safetensors");

        WeightReport report = CompiledModel.Manifest(GoldenCase.Named("qwen3_dense").Config).Verify(file);

        Assert.Equal(28, report.WrongFormat.Count);
        Assert.Empty(report.WrongShape);
        Assert.Contains(report.WrongFormat, static problem => problem.Found == "UInt32 [64, 6], quantized weights, 8 packed in each");
        Assert.Equal(56, report.Conflicts.Count);
    }

    [Theory]
    [InlineData("Vulkan")]
    [InlineData("TorchSharp")]
    [InlineData("Cpu")]
    public void What_is_wrong_with_files_beside_the_weights_is_reported_and_blocks_nothing(string backend)
    {
        GoldenCase golden = GoldenCase.Named("qwen3_dense");
        using RewrittenCheckpoint beside = new(golden.Folder, static tensor => tensor);
        File.WriteAllText(Path.Combine(beside.Folder, "tokenizer.json"), "version https://git-lfs.github.com/spec/v1");
        File.WriteAllText(Path.Combine(beside.Folder, "generation_config.json"), """{ "top_k": -1, "pad_token_id": -1 }""");

        float[] logits = Logits(backend, golden, beside.Folder, report: static report => Assert.Collection(
            report.FileWarnings,
            static warning => Assert.Contains("git lfs pull", warning.Text, StringComparison.Ordinal),
            static warning => Assert.Contains("'top_k' is -1", warning.Text, StringComparison.Ordinal),
            static warning => Assert.Contains("'pad_token_id' is -1", warning.Text, StringComparison.Ordinal)));

        Assert.Equal(Logits(backend, golden, golden.Folder), logits);
    }

    /// <summary>Logits of one short text.</summary>
    private static float[] Logits(string backend, GoldenCase golden, string checkpoint, string? ignore = null, Action<WeightReport>? report = null) =>
        Logits(backend, golden.Config, checkpoint, ignore, report);

    private static float[] Logits(string backend, string config, string checkpoint, string? ignore = null, Action<WeightReport>? report = null)
    {
        string[] patterns = ignore is null ? [] : [ignore];
        using ILanguageModel model = backend switch
        {
            "TorchSharp" => CompiledModel.Load(config, checkpoint, new TorchLoadOptions { Device = torch.CPU, MaxContext = 16, IgnoreTensors = patterns }),
            "Cpu" => CompiledModel.Load(config, checkpoint, new CpuLoadOptions { MaxContext = 16, IgnoreTensors = patterns }),
            _ => CompiledModel.Load(config, checkpoint, new VulkanLoadOptions { MaxContext = 16, IgnoreTensors = patterns }),
        };
        report?.Invoke(model switch
        {
            TorchModel torchModel => torchModel.WeightReport,
            CpuModel cpuModel => cpuModel.WeightReport,
            _ => ((VulkanModel)model).WeightReport,
        });
        using IModelSession session = model.CreateSession(new SessionOptions());
        float[] logits = new float[model.Info.VocabularySize];
        session.Forward([5, 3, 1, 7, 2], logits);
        Assert.True(logits.Max() > logits.Min() && Array.TrueForAll(logits, float.IsFinite));
        return logits;
    }
}
