using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;

namespace Modelwright.Generator.Tests;

/// <summary>Every head of every family: what Hugging Face has a class for is compiled for every backend, and anything else is an error.</summary>
public class HeadTableTests
{
    private const string Backends = "Vulkan;TorchSharp;Cpu";

    private static readonly Dictionary<string, string> Interfaces = new()
    {
        ["CausalLM"] = "ICausalLanguageModel",
        ["Model"] = "IHiddenStateModel",
        ["SequenceClassification"] = "ISequenceClassifier",
        ["TokenClassification"] = "ITokenClassifier",
        ["QuestionAnswering"] = "IQuestionAnswerer",
    };

    /// <summary>A golden config of each family, and the heads that transformers has for its model type.</summary>
    private static readonly (string Golden, string[] Heads)[] Families =
    [
        ("qwen3_dense", ["Model", "CausalLM", "SequenceClassification", "TokenClassification", "QuestionAnswering"]),
        ("qwen3_moe", ["Model", "CausalLM", "SequenceClassification", "TokenClassification", "QuestionAnswering"]),
        ("qwen3_next", ["Model", "CausalLM", "SequenceClassification", "TokenClassification", "QuestionAnswering"]),
        ("qwen3_5", ["Model", "CausalLM", "SequenceClassification", "TokenClassification"]),
        ("qwen3_5_text", ["Model", "CausalLM", "SequenceClassification"]),
        ("qwen3_5_moe", ["Model", "CausalLM"]),
        ("qwen3_vl", ["Model", "CausalLM"]),
        ("qwen3_vl_moe", ["Model", "CausalLM"]),
    ];

    public static TheoryData<string, string, bool> Table
    {
        get
        {
            TheoryData<string, string, bool> table = [];
            foreach ((string golden, string[] heads) in Families)
            {
                foreach (string head in Interfaces.Keys)
                {
                    table.Add(golden, head, heads.Contains(head));
                }
            }

            return table;
        }
    }

    [Theory]
    [MemberData(nameof(Table))]
    public void A_head_is_compiled_for_every_backend_or_is_an_error(string golden, string head, bool exists)
    {
        GeneratorRun run = GeneratorRun.Of(TestConfigs.Golden(golden), backend: Backends, said: Said(head));

        if (!exists)
        {
            Diagnostic error = Assert.Single(run.Diagnostics, static d => d.Severity == DiagnosticSeverity.Error);
            string[] heads = Families.Single(family => family.Golden == golden).Heads;
            Assert.Equal("MW0010", error.Id);
            Assert.Contains($"'{head}' is no head of the model type", error.GetMessage(null), StringComparison.Ordinal);
            Assert.EndsWith("there are " + string.Join(", ", heads), error.GetMessage(null), StringComparison.Ordinal);
            return;
        }

        Assert.Empty(run.CompilerMessages);
        foreach (string type in (string[])["Model", "ModelTorchSharp", "ModelCpu"])
        {
            string[] faces = [.. run.Output.GetTypeByMetadataName("Models." + type)!.AllInterfaces.Select(static face => face.Name)];
            Assert.Contains(Interfaces[head], faces);
            Assert.Empty(faces.Intersect(Interfaces.Values.Where(face => face != Interfaces[head])));
        }
    }

    [Fact]
    public void A_word_that_is_no_head_is_an_error() =>
        Assert.Contains("MW0010", GeneratorRun.Of(TestConfigs.Golden("qwen3_dense"), said: Said("MaskedLM")).Diagnostics.Select(static d => d.Id));

    /// <summary>What a head cannot serve its class has no method for.</summary>
    [Theory]
    [InlineData("CausalLM", "_ = model.GenerateTextAsync(\"x\"); _ = model.Perplexity(\"x\", stride: 4); _ = model.Evaluate(batch);")]
    [InlineData("Model", "_ = model.Compute(batch, everyLayer: true); _ = model.Embed([\"x\"]);")]
    [InlineData("SequenceClassification", "Model.Label label = (Model.Label)model.Classify(\"x\").Label;")]
    [InlineData("TokenClassification", "_ = model.Label([\"x\"])[0][0].Start;")]
    [InlineData("QuestionAnswering", "_ = model.Answer(\"x\", \"y\").Text; _ = model.Answer([new Question(\"x\", \"y\")], options: new() { BatchSize = 2 });")]
    public void Methods_are_those_of_the_head_alone(string head, string use)
    {
        foreach (string other in Interfaces.Keys)
        {
            GeneratorRun run = GeneratorRun.Of(
                TestConfigs.Golden("qwen3_dense"), backend: "Cpu", said: Said(other), csharp: "using Models; using Modelwright.Runtime; static class User { static void Use(Model model, TokenBatch batch) { " + use + " } }");

            Assert.Equal(head == other, !run.CompilerMessages.Any(static message => message.Severity == DiagnosticSeverity.Error));
        }
    }

    /// <summary>Names become C#, different ones; the documentation and the list at run time have them as they are.</summary>
    [Fact]
    public void Labels_of_any_spelling_are_an_enumeration()
    {
        string[] labels = ["POSITIVE", "positive", "Positive", "5 stars", "", "class", "不好", "B-PER", "\"a\" \\ <b> & {c}\n", "value__", "Label"];
        JsonNode config = JsonNode.Parse(TestConfigs.Golden("qwen3_dense"))!;
        config["id2label"] = new JsonObject(labels.Select(static (label, i) => KeyValuePair.Create(i.ToString(System.Globalization.CultureInfo.InvariantCulture), (JsonNode?)JsonValue.Create(label))));

        GeneratorRun run = GeneratorRun.Of(config.ToJsonString(), said: Said("SequenceClassification"));

        Assert.Empty(run.CompilerMessages);
        IFieldSymbol[] members = [.. run.Output.GetTypeByMetadataName("Models.Model+Label")!.GetMembers().OfType<IFieldSymbol>().Where(static member => member.HasConstantValue)];
        Assert.Equal(Enumerable.Range(0, labels.Length), members.Select(static member => (int)member.ConstantValue!));
        Assert.Equal(["POSITIVE", "Positive", "Positive_2", "_5Stars", "_", "Class", "__2", "BPER", "ABC", "Value", "Label"], members.Select(static member => member.Name));
        string source = run.Sources.Single(static source => source.HintName.EndsWith("Model.Labels.g.cs", StringComparison.Ordinal)).SourceText.ToString();
        Assert.Contains("/// <summary>5 stars</summary>", source, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt; &amp; {c}", source, StringComparison.Ordinal);
        Assert.Contains("\"positive\", \"Positive\", \"5 stars\", \"\", \"class\", ", source, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[\"a\", \"b\"]", "MW1003")]
    [InlineData("{\"0\": \"a\", \"2\": \"b\"}", "MW1003")]
    [InlineData("{\"a\": \"0\", \"b\": \"1\"}", "MW1003")]
    [InlineData("{\"0\": \"a\", \"1\": 7}", "MW1003")]
    public void Labels_that_are_none_are_shown_where_they_stand(string labels, string id)
    {
        string json = TestConfigs.Golden("qwen3_dense").TrimStart().Insert(1, $"\n  \"id2label\": {labels},");

        Diagnostic error = Assert.Single(GeneratorRun.Of(json, said: Said("TokenClassification")).Diagnostics, static d => d.Severity == DiagnosticSeverity.Error);

        Assert.Equal(id, error.Id);
        Assert.Equal(1, error.Location.GetLineSpan().StartLinePosition.Line);
        Assert.Contains("id2label", error.GetMessage(null), StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Said(string head) => new() { ["Head"] = head };
}
