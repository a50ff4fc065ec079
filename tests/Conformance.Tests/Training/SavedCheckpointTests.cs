using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;
using Modelwright.Runtime;
using Modelwright.Runtime.Cpu;
using Modelwright.Runtime.TorchSharp;
using Modelwright.Runtime.Vulkan;
using TorchSharp;
using static TorchSharp.torch;

namespace Modelwright.Conformance.Tests;

/// <summary>What is saved is what Hugging Face publishes, and loads again on every backend.</summary>
public sealed class SavedCheckpointTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("modelwright-save-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string> Cases =>
    [
        "qwen3_dense", "qwen3_moe", "qwen3_moe_sharded_bf16", "qwen3_next", "qwen3_5_text", "qwen3_5_moe", "qwen3_vl_moe", "qwen3_moe_model", "qwen3_moe_questionanswering",
        "qwen3_next_tokenclassification", "qwen3_5_text_sequenceclassification",
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Keys_shapes_types_and_values_are_the_published_ones(string name)
    {
        GoldenCase golden = GoldenCase.Named(name);
        using (TorchModel model = CompiledModel.Load(golden.Config, golden.Folder, TrainingRig.Options))
        {
            model.Save(_folder, new SaveOptions { MaxShardBytes = 50_000 });
        }

        using Checkpoint published = Checkpoint.Open(golden.Folder);
        using Checkpoint saved = Checkpoint.Open(_folder);
        Assert.Equal(published.Names.Order(StringComparer.Ordinal), saved.Names.Order(StringComparer.Ordinal));
        foreach (string key in published.Names)
        {
            Assert.Equal((published[key].DType, string.Join(',', published[key].Shape)), (saved[key].DType, string.Join(',', saved[key].Shape)));
            Assert.Equal(published[key].ToFloats(), saved[key].ToFloats());
        }

        JsonObject index = JsonNode.Parse(File.ReadAllText(Path.Combine(_folder, "model.safetensors.index.json")))!.AsObject();
        Assert.Equal(saved.Names.Order(StringComparer.Ordinal), index["weight_map"]!.AsObject().Select(static pair => pair.Key).Order(StringComparer.Ordinal));
        Assert.Equal(saved.Names.Sum(key => saved[key].ByteLength), index["metadata"]!["total_size"]!.GetValue<long>());
        Assert.All(
            Directory.EnumerateFiles(_folder, "*.safetensors").Select(static path => new FileInfo(path)),
            static file => Assert.True(file.Length < 50_000 + 20_000 || SafetensorsCount(file.FullName) == 1, $"{file.Name} has {file.Length} bytes"));
        JsonNode config = JsonNode.Parse(File.ReadAllText(Path.Combine(_folder, "config.json")))!;
        Assert.Equal(golden.Architecture, config["architectures"]!.AsArray().Single()!.GetValue<string>());
        Assert.Equal(published[published.Names.First()].DType == "BF16" ? "bfloat16" : "float32", config["dtype"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("Cpu")]
    [InlineData("Vulkan")]
    [InlineData("TorchSharp")]
    public void A_trained_model_loads_on_every_backend(string backend)
    {
        const int Columns = 14;
        using Tensor ids = TrainingRig.Tokens(1, Columns);
        float[] expected;
        using (TorchModel model = CompiledModel.Create(TrainingRig.Config("qwen3_next", ("tie_word_embeddings", JsonValue.Create(true))), TrainingRig.Options, seed: 12))
        {
            Train(model, ids);
            model.eval();
            expected = TrainingRig.Logits(model, ids);
            model.Save(_folder);
        }

        string config = File.ReadAllText(Path.Combine(_folder, "config.json"));
        using ILanguageModel loaded = backend switch
        {
            "Cpu" => CompiledModel.Load(config, _folder, new CpuLoadOptions { MaxContext = 64, Cache = CacheStorage.Float32 }),
            "Vulkan" => CompiledModel.Load(config, _folder, new VulkanLoadOptions { MaxContext = 64, Cache = CacheStorage.Float32, Validation = true }),
            _ => CompiledModel.Load(config, _folder, TrainingRig.Options),
        };
        float[] logits = new float[expected.Length];
        using IModelSession session = loaded.CreateSession(new SessionOptions());
        session.Forward([.. ids.data<long>().ToArray().Select(static id => (int)id)], logits, OutputRows.All);
        Comparison.AssertClose(logits, expected, Comparison.Float32, backend);
    }

    /// <summary>Also a model that sees, whose towers are drawn and saved together.</summary>
    [Theory]
    [InlineData("qwen3_vl_moe")]
    [InlineData("qwen3_5")]
    public void A_fresh_model_that_sees_is_saved_and_read(string name)
    {
        GoldenCase golden = GoldenCase.Named(name);
        int[] tokens = [5, 6, 7, 8, 9];
        float[] expected = new float[VocabularySize(golden)];
        using (TorchModel model = CompiledModel.Create(golden.Config, TrainingRig.Options, seed: 15))
        {
            model.Save(_folder);
            using IModelSession session = model.CreateSession(new SessionOptions());
            session.Forward(tokens, expected);
        }

        using Checkpoint published = Checkpoint.Open(golden.Folder);
        using Checkpoint saved = Checkpoint.Open(_folder);
        Assert.Equal(published.Names.Order(StringComparer.Ordinal), saved.Names.Order(StringComparer.Ordinal));
        using CpuModel loaded = CompiledModel.Load(File.ReadAllText(Path.Combine(_folder, "config.json")), _folder, new CpuLoadOptions { MaxContext = 64, Cache = CacheStorage.Float32 });
        float[] logits = new float[expected.Length];
        using IModelSession read = loaded.CreateSession(new SessionOptions());
        read.Forward(tokens, logits);
        Comparison.AssertClose(logits, expected, Comparison.Float32, name);
    }

    [Fact]
    public void A_type_can_be_asked_for_and_files_beside_go_along()
    {
        GoldenCase golden = GoldenCase.Named("qwen3_moe");
        string source = Directory.CreateDirectory(Path.Combine(_folder, "source")).FullName;
        File.Copy(Path.Combine(golden.Folder, "model.safetensors"), Path.Combine(source, "model.safetensors"));
        File.WriteAllText(Path.Combine(source, "chat_template.jinja"), "{{ messages }}");
        string target = Path.Combine(_folder, "target");
        List<SaveProgress> told = [];
        using (TorchModel model = CompiledModel.Load(golden.Config, source, TrainingRig.Options))
        {
            model.Save(target, new SaveOptions { Format = ElementFormat.BFloat16, Progress = new Told(told) });
        }

        using Checkpoint saved = Checkpoint.Open(target);
        Assert.All(saved.Names, key => Assert.Equal("BF16", saved[key].DType));
        Assert.Equal("{{ messages }}", File.ReadAllText(Path.Combine(target, "chat_template.jinja")));
        Assert.Equal(["chat_template.jinja", "config.json", "model.safetensors"], Directory.EnumerateFiles(target).Select(static path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
        Assert.Equal(saved.Names.Count, told.Count);
        Assert.Equal(told[^1].BytesTotal, told[^1].BytesDone);
    }

    [Fact]
    public void A_cancelled_save_leaves_the_folder_as_it_was()
    {
        using TorchModel model = CompiledModel.Create(TrainingRig.Config("qwen3_dense"), TrainingRig.Options, seed: 13);
        model.Save(_folder, new SaveOptions { MaxShardBytes = 50_000 });
        Dictionary<string, byte[]> before = Directory.EnumerateFiles(_folder).ToDictionary(static path => path, File.ReadAllBytes);
        using CancellationTokenSource source = new();
        int tensors = 0;
        Assert.Throws<OperationCanceledException>(() => model.Save(_folder, new SaveOptions { Progress = new Calling(() => { if (++tensors == 3) { source.Cancel(); } }) }, source.Token));
        Assert.Equal(before, Directory.EnumerateFiles(_folder).ToDictionary(static path => path, File.ReadAllBytes));

        model.Save(_folder); // in place of the shards: none of them stays
        Assert.Equal(["config.json", "model.safetensors"], Directory.EnumerateFiles(_folder).Select(static path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_an_error_of_its_own()
    {
        using TorchModel model = CompiledModel.Create(TrainingRig.Config("qwen3_dense"), TrainingRig.Options, seed: 14);
        string file = Path.Combine(_folder, "a file");
        File.WriteAllText(file, "");
        CheckpointSaveException error = Assert.Throws<CheckpointSaveException>(() => model.Save(file));
        Assert.Equal(file, error.Path);
    }

    private static int VocabularySize(GoldenCase golden) => JsonNode.Parse(golden.Config)!["text_config"]!["vocab_size"]!.GetValue<int>();

    private static void Train(TorchModel model, Tensor ids)
    {
        using optim.Optimizer optimizer = optim.AdamW(model.parameters(), lr: 1e-2);
        for (int step = 0; step < 3; step++)
        {
            using DisposeScope scope = NewDisposeScope();
            optimizer.zero_grad();
            model.forward(ids, null, ids).Loss!.backward();
            optimizer.step();
        }
    }

    private static int SafetensorsCount(string file)
    {
        using Checkpoint alone = Checkpoint.Open(file);
        return alone.Names.Count;
    }

    private sealed class Told(List<SaveProgress> all) : IProgress<SaveProgress>
    {
        public void Report(SaveProgress value) => all.Add(value);
    }

    private sealed class Calling(Action call) : IProgress<SaveProgress>
    {
        public void Report(SaveProgress value) => call();
    }
}
