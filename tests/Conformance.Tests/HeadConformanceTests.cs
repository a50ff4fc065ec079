using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading;
using Modelwright.Runtime;
using Modelwright.Runtime.Cpu;
using Modelwright.Runtime.TorchSharp;
using Modelwright.Runtime.Vulkan;

namespace Modelwright.Conformance.Tests;

/// <summary>Every case of the goldens whose class is not a language model's, on every backend: what its head says, and its loss. A new folder is a new test.</summary>
public class HeadConformanceTests
{
    private const double Tolerance = 2e-4;

    private static readonly string[] Heads = ["ForSequenceClassification", "ForTokenClassification", "ForQuestionAnswering", "Model"];

    public static TheoryData<string, string> Cases
    {
        get
        {
            TheoryData<string, string> cases = [];
            foreach (string name in GoldenCase.Where(static golden => Heads.Any(golden.Architecture.EndsWith)))
            {
                cases.Add("Cpu", name);
                cases.Add("Vulkan", name);
                cases.Add("TorchSharp", name);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Heads_say_what_Hugging_Faces_say(string backend, string name)
    {
        GoldenCase golden = GoldenCase.Named(name);
        using ExpectedTensors expected = new(golden.Folder);
        using ILanguageModel model = Load(backend, golden);
        Assert.IsNotAssignableFrom<ICausalLanguageModel>(model);
        int compared = 0;
        foreach (GoldenRun whole in golden.Runs)
        {
            int[] rows = [.. Enumerable.Range(0, whole.Batch).Where(row => IsRange(whole.Mask[row]))]; // a mask with gaps is refused
            GoldenRun run = whole with { Tokens = [.. rows.Select(row => whole.Tokens[row])], Mask = [.. rows.Select(row => whole.Mask[row])] };
            float[] Expected(string tensor) => Rows(expected.Read(run.Name, tensor), rows, whole.Batch);
            MediaBatch? media = run.Sees ? GoldenMedia.Of(model, golden, run).Batch : null;
            switch (model)
            {
                case ISequenceClassifier classifier:
                    compared += Compare(classifier, run, media, Expected);
                    break;
                case ITokenClassifier classifier:
                    Compare(Expected("logits"), TokenClassification.Logits(classifier, Batch(run), media, CancellationToken.None), run);
                    compared++;
                    break;
                case IQuestionAnswerer answerer:
                    SpanLogits spans = answerer.Logits(Batch(run));
                    Compare(Expected("start_logits"), [.. spans.Start], run);
                    Compare(Expected("end_logits"), [.. spans.End], run);
                    compared++;
                    break;
                default:
                    CompareStates(Assert.IsAssignableFrom<IHiddenStateModel>(model), golden, run, media, expected);
                    compared++;
                    break;
            }
        }

        Assert.NotEqual(0, compared);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Losses_of_labelled_runs_are_Hugging_Faces(string backend, string name)
    {
        GoldenCase golden = GoldenCase.Named(name);
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(golden.Folder, "case.json")));
        JsonElement labelled = document.RootElement.GetProperty("runs").EnumerateArray().FirstOrDefault(static run => run.GetProperty("name").ValueEquals("labelled"));
        if (labelled.ValueKind == JsonValueKind.Undefined)
        {
            Assert.EndsWith("Model", golden.Architecture, StringComparison.Ordinal); // the only head without a loss
            return;
        }

        using ILanguageModel model = Load(backend, golden);
        TokenBatch batch = Batch(GoldenRun.Read(labelled));
        double loss = model switch
        {
            ISequenceClassifier classifier => Loss(classifier, classifier.Classify(batch), labelled.GetProperty("labels")),
            ITokenClassifier classifier => classifier.Loss(classifier.Logits(batch), [.. Numbers(labelled.GetProperty("labels")).Select(static x => (int)x)]),
            IQuestionAnswerer answerer => Loss(answerer, answerer.Logits(batch), labelled),
            _ => throw new InvalidOperationException($"no loss of {golden.Architecture}"),
        };
        Close(labelled.GetProperty("loss").GetDouble(), loss, 1e-4);
    }

    /// <summary>The numbers of a row do not depend on the others, nor on the side that padding is on.</summary>
    [Theory]
    [InlineData("Cpu")]
    [InlineData("Vulkan")]
    [InlineData("TorchSharp")]
    public void Texts_of_different_lengths_are_classified_as_each_alone(string backend)
    {
        GoldenCase golden = GoldenCase.Named("qwen3_next_sequenceclassification");
        using ILanguageModel loaded = Load(backend, golden);
        ISequenceClassifier model = (ISequenceClassifier)loaded;
        int[][] rows = [[5, 6, 7], [9, 8, 7, 6, 5, 4, 3, 2, 11, 12, 13], [17]];
        IReadOnlyList<SequenceLabels> together = model.Classify(TokenBatch.Padded(rows, model.Info.PaddingToken!.Value));
        for (int row = 0; row < rows.Length; row++)
        {
            SequenceLabels alone = model.Classify(TokenBatch.Padded([rows[row]]))[0];
            Close([.. alone.Logits], [.. together[row].Logits]);
            Assert.Equal(alone.Name, together[row].Name);
        }
    }

    [Theory]
    [InlineData("Cpu")]
    [InlineData("Vulkan")]
    [InlineData("TorchSharp")]
    public void A_batch_without_a_padding_token_is_refused(string backend)
    {
        GoldenCase golden = GoldenCase.Named("qwen3_moe_nopad");
        using ILanguageModel model = Load(backend, golden);

        Assert.Throws<PaddingTokenMissingException>(() => ((ISequenceClassifier)model).Classify(TokenBatch.Padded([[1, 2], [3]])));
    }

    /// <summary>A classifier has no use for a language model's head, nor for what guesses further tokens; and what the file has not, it was not trained for.</summary>
    [Theory]
    [InlineData("Cpu")]
    [InlineData("Vulkan")]
    [InlineData("TorchSharp")]
    public void A_checkpoint_of_another_head_is_refused_with_what_is_missing_and_unused(string backend)
    {
        using RewrittenCheckpoint checkpoint = new(GoldenCase.Named("qwen3_next").Folder, static name => name);
        checkpoint.Add("mtp.fc.weight", "F32", [2, 2], new byte[16]);
        string config = TrainingRig.Config("qwen3_next", ("architectures", new JsonArray("Qwen3NextForTokenClassification")), ("num_labels", JsonValue.Create(3)));

        WeightMismatchException refused = Assert.Throws<WeightMismatchException>(() => Load(backend, config, checkpoint.Folder).Dispose());

        Assert.Contains("was not trained for it", refused.Message, StringComparison.Ordinal);
        Assert.Equal(["score.weight", "score.bias"], refused.Report.MissingHead);
        Assert.Equal(["lm_head.weight", "mtp.fc.weight"], refused.Report.Unused.Order(StringComparer.Ordinal));
    }

    /// <summary>What is not wanted costs no dispatch.</summary>
    [Fact]
    public void A_head_that_is_not_wanted_is_not_computed()
    {
        GoldenCase golden = GoldenCase.Named("qwen3_moe_model");
        using VulkanModel model = CompiledModel.Load(golden.Config, golden.Folder, new VulkanLoadOptions { MaxContext = 8 });
        int Dispatches(OutputRows rows)
        {
            using IModelSession session = model.CreateSession(new SessionOptions());
            session.Forward([1], new float[session.Tower.Width], rows);
            return model.Statistics.DecodeDispatches;
        }

        Assert.Equal(Dispatches(OutputRows.None) + 1, Dispatches(OutputRows.Last));
    }

    private static int Compare(ISequenceClassifier classifier, GoldenRun run, MediaBatch? media, Func<string, float[]> expected)
    {
        if (run.Name == "refused_batch")
        {
            Assert.Throws<PaddingTokenMissingException>(() => classifier.Classify(Batch(run)));
            return 0;
        }

        Close(expected("logits"), [.. SequenceClassification.Classify(classifier, Batch(run), media, CancellationToken.None).SelectMany(static result => result.Logits)]);
        return run.Batch;
    }

    private static float[] Rows(float[] all, int[] rows, int batch) => [.. rows.SelectMany(row => all.AsSpan(row * (all.Length / batch), all.Length / batch).ToArray())];

    /// <summary>The last hidden state, and the states between layers.</summary>
    private static void CompareStates(IHiddenStateModel model, GoldenCase golden, GoldenRun run, MediaBatch? media, ExpectedTensors expected)
    {
        float[] states = HiddenStates.Compare(model, golden, run, expected);
        Compare(expected.Read(run.Name, "last_hidden_state"), states, run);
        IReadOnlyList<float[]> embeddings = TextEmbeddings.Embed(model, Batch(run), media, Pooling.LastToken, normalise: false, CancellationToken.None);
        int width = embeddings[0].Length;
        int[] ends = [.. Batch(run).End];
        Close([.. Enumerable.Range(0, run.Batch).SelectMany(row => states.AsSpan(((row * run.Columns) + ends[row] - 1) * width, width).ToArray())], [.. embeddings.SelectMany(static embedding => embedding)]);
        Assert.All(model.Embed(Batch(run)), static embedding => Assert.Equal(1, Math.Sqrt(embedding.Sum(static x => (double)x * x)), 5));
    }

    private static double Loss(ISequenceClassifier classifier, IReadOnlyList<SequenceLabels> results, JsonElement labels)
    {
        double[] numbers = [.. Numbers(labels)];
        return classifier.Labels.Problem is ProblemType.MultiLabel or ProblemType.Regression || classifier.Labels.Names.Count == 1
            ? classifier.Loss(results, [.. numbers.Select(static x => (float)x)])
            : classifier.Loss(results, [.. numbers.Select(static x => (int)x)]);
    }

    private static double Loss(IQuestionAnswerer answerer, SpanLogits spans, JsonElement run) => answerer.Loss(
        spans, [.. Numbers(run.GetProperty("start_positions")).Select(static x => (int)x)], [.. Numbers(run.GetProperty("end_positions")).Select(static x => (int)x)]);

    private static IEnumerable<double> Numbers(JsonElement values) =>
        values.EnumerateArray().SelectMany(static value => value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Select(static inner => inner.GetDouble()) : [value.GetDouble()]);

    private static TokenBatch Batch(GoldenRun run) => TokenBatch.Masked(run.Tokens, run.Mask);

    private static bool IsRange(int[] mask) => !string.Concat(mask).Trim('0').Contains('0');

    private static ILanguageModel Load(string backend, GoldenCase golden) => Load(backend, golden.Config, golden.Folder);

    private static ILanguageModel Load(string backend, string config, string folder) => backend switch
    {
        "Cpu" => CompiledModel.Load(config, folder, new CpuLoadOptions { MaxContext = 64, PrefillChunk = 7, Cache = CacheStorage.Float32 }),
        "Vulkan" => CompiledModel.Load(config, folder, new VulkanLoadOptions { MaxContext = 64, PrefillChunk = 7, Cache = CacheStorage.Float32, Validation = true }),
        _ => CompiledModel.Load(config, folder, new TorchLoadOptions { MaxContext = 64, PrefillChunk = 7 }),
    };

    /// <summary>Rows whose mask is 1.</summary>
    private static void Compare(float[] expected, float[] actual, GoldenRun run) =>
        Close(Comparison.Unmasked(expected, run), Comparison.Unmasked(actual, run));

    private static void Close(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        double scale = Math.Max(1, expected.Max(static x => Math.Abs(x)));
        double worst = expected.Zip(actual, static (left, right) => Math.Abs((double)left - right)).Max();
        Assert.True(worst <= Tolerance * scale, string.Create(CultureInfo.InvariantCulture, $"{worst} apart; {Tolerance * scale} are allowed"));
    }

    private static void Close(double expected, double actual, double relative) =>
        Assert.True(Math.Abs(expected - actual) <= relative * Math.Max(1, Math.Abs(expected)), string.Create(CultureInfo.InvariantCulture, $"{actual}, not {expected}"));
}
