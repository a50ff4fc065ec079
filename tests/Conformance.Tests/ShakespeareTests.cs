using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Modelwright.Benchmarks;
using Modelwright.Generator.Tests;
using Modelwright.Runtime;
using Modelwright.Runtime.Cpu;
using Modelwright.Runtime.Vulkan;

namespace Modelwright.Conformance.Tests;

/// <summary>The sample's checkpoint continues its prompts as Hugging Face does, token for token, as long as the choice is clear.</summary>
public class ShakespeareTests
{
    /// <summary>Below this gap between the best and the second logit float32 rounding decides.</summary>
    private const double ClearMargin = 1e-3;

    private static readonly string Folder = Path.Combine(TestConfigs.Repository, "samples", "Shakespeare", "model");

    private static string Config => File.ReadAllText(Path.Combine(Folder, "config.json"));

    [Fact]
    public void Greedy_tokens_and_text_are_Hugging_Faces()
    {
        using CpuModel model = CompiledModel.Load(Config, Folder, new CpuLoadOptions { Cache = CacheStorage.Float32, MaxContext = 512 });
        Assert.All(Entries(), entry => Compare(model, entry));
    }

    /// <summary>One of them on a device, under the validation layer.</summary>
    [Fact]
    public void A_device_writes_the_same()
    {
        VulkanDevice device;
        using (VulkanModel model = CompiledModel.Load(Config, Folder, new VulkanLoadOptions { Cache = CacheStorage.Float32, MaxContext = 512, Validation = true }))
        {
            device = model.Device;
            Compare(model, Entries()[0]);
        }

        Assert.Empty(device.ValidationMessages); // after disposal: what was leaked is told then
    }

    /// <summary>The same from one GGUF file, tokenizer included, as llama.cpp's converter makes it.</summary>
    [Fact]
    public void So_they_are_from_a_GGUF_file()
    {
        string gguf = Path.Combine(Directory.CreateTempSubdirectory("modelwright-gguf-").FullName, "shakespeare.gguf");
        try
        {
            using (Checkpoint checkpoint = Checkpoint.Open(Folder))
            {
                QwenGguf.Write(QwenConfig.Parse(Config), checkpoint, gguf, GgufType.BFloat16, static file => AddTokenizer(file, Path.Combine(Folder, "tokenizer.json")));
            }

            using CpuModel model = CompiledModel.Load(Config, gguf, new CpuLoadOptions { Cache = CacheStorage.Float32, MaxContext = 512 });
            Assert.All(Entries(), entry => Compare(model, entry));
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(gguf)!, recursive: true);
        }
    }

    private static void AddTokenizer(GgufWriter file, string path)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(path));
        JsonElement model = document.RootElement.GetProperty("model");
        (int Id, string Text, uint Kind)[] tokens =
        [
            .. model.GetProperty("vocab").EnumerateObject().Select(static entry => (entry.Value.GetInt32(), entry.Name, 1u)),
            .. document.RootElement.GetProperty("added_tokens").EnumerateArray().Select(static token => (token.GetProperty("id").GetInt32(), token.GetProperty("content").GetString()!, 3u)),
        ];
        tokens = [.. tokens.OrderBy(static token => token.Id)];
        file.Add("tokenizer.ggml.model", "gpt2");
        file.Add("tokenizer.ggml.pre", "qwen2");
        file.Add("tokenizer.ggml.tokens", [.. tokens.Select(static token => token.Text)]);
        file.Add("tokenizer.ggml.token_type", [.. tokens.Select(static token => token.Kind)]);
        file.Add("tokenizer.ggml.merges", [.. model.GetProperty("merges").EnumerateArray().Select(static merge => merge.ValueKind == JsonValueKind.String ? merge.GetString()! : $"{merge[0].GetString()} {merge[1].GetString()}")]);
    }

    private static IReadOnlyList<JsonElement> Entries()
    {
        using JsonDocument reference = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "shakespeare-reference.json")));
        return [.. reference.RootElement.EnumerateArray().Select(static entry => entry.Clone())];
    }

    private static void Compare(ILanguageModel model, JsonElement entry)
    {
        string prompt = entry.GetProperty("prompt").GetString()!;
        int[] ids = Numbers(entry.GetProperty("input_ids"));
        int[] greedy = Numbers(entry.GetProperty("greedy"));
        double[] margins = [.. entry.GetProperty("margins").EnumerateArray().Select(static m => m.GetDouble())];
        Assert.Equal(ids, model.Tokenizer!.Encode(prompt));

        float[] logits = new float[model.Info.VocabularySize];
        using IModelSession session = model.CreateSession(new SessionOptions { Capacity = ids.Length + greedy.Length });
        session.Reset();
        session.Forward(ids, logits);
        for (int step = 0; step < greedy.Length; step++)
        {
            Assert.True(
                margins[step] <= ClearMargin || Comparison.ArgMax(logits) == greedy[step],
                $"'{prompt}', token {step}: {Comparison.ArgMax(logits)} for {greedy[step]}, margin {margins[step]}");
            session.Forward([greedy[step]], logits);
        }
    }

    private static int[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(static id => id.GetInt32())];
}
