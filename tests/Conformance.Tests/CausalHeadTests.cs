using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using Modelwright.Runtime;
using Modelwright.Runtime.Cpu;
using Modelwright.Runtime.TorchSharp;
using Modelwright.Runtime.Vulkan;

namespace Modelwright.Conformance.Tests;

/// <summary>Loss, router logits and balancing loss of every labelled run of a language model, on every backend.</summary>
public class CausalHeadTests
{
    private const double Tolerance = 2e-4;

    public static TheoryData<string, string, int> Cases
    {
        get
        {
            TheoryData<string, string, int> cases = [];
            foreach (string name in GoldenCase.CausalLanguageModels.Where(static name => Labelled(GoldenCase.Named(name)) is not null))
            {
                foreach (string backend in (string[])["Cpu", "Vulkan", "TorchSharp"])
                {
                    cases.Add(backend, name, 64);
                }
            }

            foreach (string backend in (string[])["Cpu", "Vulkan", "TorchSharp"])
            {
                cases.Add(backend, "qwen3_next", 1);
                cases.Add(backend, "qwen3_moe_mixed", 3);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Losses_and_routers_are_Hugging_Faces(string backend, string name, int chunk)
    {
        GoldenCase golden = GoldenCase.Named(name);
        JsonElement labelled = Labelled(golden)!.Value;
        GoldenRun run = GoldenRun.Read(labelled);
        bool routers = labelled.TryGetProperty("aux_loss", out JsonElement balance);
        using ExpectedTensors expected = new(golden.Folder);
        using ICausalLanguageModel model = Load(backend, golden, chunk);
        int[] labels = [.. labelled.GetProperty("labels").EnumerateArray().SelectMany(static row => row.EnumerateArray().Select(static label => label.GetInt32()))];

        CausalOutput output = model.Evaluate(TokenBatch.Masked(run.Tokens, run.Mask), new CausalOptions { Labels = labels, RouterLogits = routers, LogitsToKeep = OutputRows.None });

        double loss = labelled.GetProperty("loss").GetDouble();
        Assert.InRange(output.Loss!.Value, loss - (1e-4 * Math.Abs(loss)), loss + (1e-4 * Math.Abs(loss)));
        Assert.Empty(output.Logits);
        Assert.Equal(routers, output.AuxiliaryLoss is not null);
        if (!routers)
        {
            return;
        }

        Assert.InRange(output.AuxiliaryLoss!.Value, balance.GetDouble() - 2e-4, balance.GetDouble() + 2e-4);
        Assert.NotEmpty(output.RouterLogits);
        for (int layer = 0; layer < output.RouterLogits.Count; layer++)
        {
            float[] theirs = expected.Read("labelled", string.Create(CultureInfo.InvariantCulture, $"router_logits.{layer}"));
            Comparison.AssertClose([.. output.RouterLogits[layer]], theirs, Tolerance, $"router {layer}");
        }
    }

    /// <summary>The same numbers whichever columns are kept, and however the batch is padded.</summary>
    [Theory]
    [InlineData("Cpu")]
    [InlineData("Vulkan")]
    [InlineData("TorchSharp")]
    public void Kept_logits_are_rows_of_all_logits(string backend)
    {
        GoldenCase golden = GoldenCase.Named("qwen3_moe");
        using ICausalLanguageModel model = Load(backend, golden, chunk: 5);
        int[][] rows = [[5, 6, 7, 8, 9, 10, 11], [12, 13, 14]];
        TokenBatch left = TokenBatch.Padded(rows);
        TokenBatch right = TokenBatch.Padded(rows, side: PaddingSide.Right);
        float[] all = [.. model.Evaluate(left, new CausalOptions { LogitsToKeep = OutputRows.All }).Logits];
        int width = all.Length / 14;
        float[] Rows(params int[] wanted) => [.. wanted.SelectMany(row => all[(row * width)..((row + 1) * width)])];

        Close(Rows(6, 13), [.. model.Evaluate(left).Logits]);
        Close(Rows(5, 6, 12, 13), [.. model.Evaluate(left, new CausalOptions { LogitsToKeep = OutputRows.LastColumns(2, left.Columns, left.Count) }).Logits]);
        Close(Rows(0, 3, 12, 13), [.. model.Evaluate(left, new CausalOptions { LogitsToKeep = OutputRows.Of(new int[] { 0, 3, 5, 6 }) }).Logits]);
        float[] padded = [.. model.Evaluate(right, new CausalOptions { LogitsToKeep = OutputRows.Of(new int[] { 4, 5, 6, 0, 1, 2 }) }).Logits];
        Close(Rows(4, 5, 6, 11, 12, 13), padded);

        CausalOutput counted = model.Evaluate(left, new CausalOptions { Labels = [.. left.Tokens.ToArray()], LabelCount = 100 });
        CausalOutput mean = model.Evaluate(left, new CausalOptions { Labels = [.. left.Tokens.ToArray()] });
        Assert.Equal(mean.Loss!.Value * 12 / 100, counted.Loss!.Value, 1e-5);
    }

    /// <summary>Embeddings in place of tokens, and positions that say what would be counted, change nothing.</summary>
    [Theory]
    [InlineData("Cpu")]
    [InlineData("Vulkan")]
    [InlineData("TorchSharp")]
    public void Embeddings_and_positions_stand_for_tokens_and_counting(string backend)
    {
        GoldenCase golden = GoldenCase.Named("qwen3_next");
        using ICausalLanguageModel model = Load(backend, golden, chunk: 64);
        int[][] rows = [[5, 6, 7, 8], [9, 10, 11, 12]];
        TokenBatch tokens = TokenBatch.Masked(rows);
        CausalOutput output = model.Evaluate(tokens, new CausalOptions { HiddenStates = true, RouterLogits = true });
        float[] embeddings = [.. output.HiddenStates[0]];

        Close([.. output.Logits], [.. model.Evaluate(TokenBatch.Embedded(embeddings, 2, 4)).Logits]);
        Close([.. output.Logits], [.. model.Evaluate(tokens.WithPositions(new int[] { 0, 1, 2, 3, 0, 1, 2, 3 })).Logits]);
        Assert.Throws<ArgumentException>(() => tokens.WithPositions(new int[3]));
        Assert.Contains("the model's width", Assert.Throws<ArgumentException>(() => model.Evaluate(TokenBatch.Embedded(new float[2 * embeddings.Length], 2, 4))).Message, StringComparison.Ordinal);
        Assert.Throws<AttentionMaskException>(() => TokenBatch.Masked(rows, [[1, 0, 1, 1], [1, 1, 1, 1]]));
    }

    [Fact]
    public void Texts_are_tokenised_and_padded_by_the_model()
    {
        string folder = Path.Combine(Modelwright.Generator.Tests.TestConfigs.Repository, "samples", "Shakespeare", "model");
        using CpuModel loaded = CompiledModel.Load(File.ReadAllText(Path.Combine(folder, "config.json")), folder, new CpuLoadOptions { MaxContext = 64, Cache = CacheStorage.Float32 });
        ICausalLanguageModel model = (ICausalLanguageModel)loaded;
        string[] texts = ["ROMEO:\nBut soft, what light", "My lord"];
        float[] together = [.. model.Evaluate(model.Tokenize(texts)).Logits];
        for (int row = 0; row < texts.Length; row++)
        {
            float[] alone = [.. model.Evaluate(model.Tokenize([texts[row]])).Logits];
            Close(alone, together[(row * alone.Length)..((row + 1) * alone.Length)]);
        }

        Assert.Throws<ArgumentException>(() => model.Tokenize([]));
        Assert.Throws<ArgumentException>(() => model.Tokenize(["a", ""]));
    }

    /// <summary>Router logits are copied from where a layer leaves them: no dispatch more, and none at all where they are not asked for.</summary>
    [Fact]
    public void What_is_not_asked_for_costs_no_dispatch()
    {
        GoldenCase golden = GoldenCase.Named("qwen3_moe");
        using VulkanModel loaded = CompiledModel.Load(golden.Config, golden.Folder, new VulkanLoadOptions { MaxContext = 16, Validation = true });
        ICausalLanguageModel model = (ICausalLanguageModel)loaded;
        TokenBatch batch = TokenBatch.Masked([[3, 4, 5, 6]]);
        (int Layers, int Logits) Dispatches(CausalOptions options)
        {
            model.Evaluate(batch, options);
            return (loaded.Statistics.PrefillDispatches, loaded.Statistics.LogitsDispatches);
        }

        (int layers, int logits) = Dispatches(new CausalOptions());
        Assert.True(logits > 0);
        Assert.Equal(layers, Dispatches(new CausalOptions { LogitsToKeep = OutputRows.None }).Layers);
        Assert.Equal((layers, logits), Dispatches(new CausalOptions { RouterLogits = true, HiddenStates = true }));
    }

    [Theory]
    [InlineData("Cpu")]
    [InlineData("Vulkan")]
    [InlineData("TorchSharp")]
    public void Router_logits_of_a_dense_model_are_refused(string backend)
    {
        using ICausalLanguageModel model = Load(backend, GoldenCase.Named("qwen3_dense"), chunk: 8);
        Assert.Throws<ArgumentException>(() => model.Evaluate(TokenBatch.Masked([[1, 2]]), new CausalOptions { RouterLogits = true }));
        using IModelSession session = model.CreateSession(new SessionOptions());
        Assert.Throws<ArgumentException>(() => session.Forward(new ModelInput([1, 2]), [ModelOutput.OfRouter(0, new float[64], OutputRows.All)]));
    }

    private static JsonElement? Labelled(GoldenCase golden)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(golden.Folder, "case.json")));
        JsonElement run = document.RootElement.GetProperty("runs").EnumerateArray().FirstOrDefault(static run => run.GetProperty("name").ValueEquals("labelled"));
        return run.ValueKind == JsonValueKind.Undefined ? null : run.Clone();
    }

    private static ICausalLanguageModel Load(string backend, GoldenCase golden, int chunk) => backend switch
    {
        "Cpu" => (ICausalLanguageModel)CompiledModel.Load(golden.Config, golden.Folder, new CpuLoadOptions { Storage = WeightStorage.Float32, MaxContext = 256, PrefillChunk = chunk, Cache = CacheStorage.Float32, RotaryPrecision = golden.RotaryPrecisions[0] }),
        "Vulkan" => (ICausalLanguageModel)CompiledModel.Load(golden.Config, golden.Folder, new VulkanLoadOptions { Storage = WeightStorage.Float32, MaxContext = 256, PrefillChunk = chunk, Cache = CacheStorage.Float32, Validation = true, RotaryPrecision = golden.RotaryPrecisions[0] }),
        _ => (ICausalLanguageModel)CompiledModel.Load(golden.Config, golden.Folder, new TorchLoadOptions { Storage = WeightStorage.Float32, MaxContext = 256, PrefillChunk = chunk, RotaryPrecision = golden.RotaryPrecisions[0] }),
    };

    private static void Close(float[] expected, float[] actual) => Comparison.AssertClose(actual, expected, Tolerance, "rows");
}
