using System;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using Modelwright.Tests;

namespace Modelwright.Generator.Tests;

/// <summary>A chat template beside a config becomes the class's ChatTemplate; its mistakes are shown where they stand.</summary>
public class ChatTemplateTests
{
    private const string User = "class User { string Say() => Models.Model.ChatTemplate.Source; }";

    private static readonly string Json = TestConfigs.Golden("qwen3_dense");

    private static readonly string Template = File.ReadAllText(Path.Combine(Repository.Root, "tests", "goldens", "chat", "qwen3", "template.jinja"));

    [Fact]
    public void A_template_file_becomes_a_member_of_every_class()
    {
        GeneratorRun run = GeneratorRun.Of(Json, backend: "Vulkan,TorchSharp", csharp: User, beside: [new InMemoryText("Models/chat_template.jinja", Template)]);

        Assert.Empty(run.Diagnostics);
        Assert.Empty(run.CompilerMessages);
        Assert.Equal(["Models.Model.ChatTemplate.g.cs", "Models.ModelTorchSharp.ChatTemplate.g.cs"], Templates(run));
    }

    [Fact]
    public void A_template_in_the_tokenizers_config_is_found_with_its_tokens()
    {
        string config = """{ "bos_token": null, "eos_token": { "content": "<|im_end|>" }, "chat_template": [{"name": "default", "template": "a"}, {"name": "tool_use", "template": "b"}] }""";

        GeneratorRun run = GeneratorRun.Of(Json, csharp: User, beside: [new InMemoryText("Models/tokenizer_config.json", config)]);

        Assert.Empty(run.Diagnostics);
        Assert.Empty(run.CompilerMessages);
        string text = run.Sources.Single(static s => s.HintName.EndsWith("ChatTemplate.g.cs", StringComparison.Ordinal)).SourceText.ToString();
        Assert.Contains("[\"eos_token\"] = \"<|im_end|>\"", text, StringComparison.Ordinal);
        Assert.Contains("[\"tool_use\"] = new CompiledTemplate2()", text, StringComparison.Ordinal);
        Assert.DoesNotContain("bos_token", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("chat_template.jinja", "{% if messages %}\r\n  {{ messages|nosuch }}{% endif %}", "MW5003", 1, 14)]
    [InlineData("chat_template.jinja", "{{ messages[0].content", "MW5002", 0, 0)]
    [InlineData("chat_template.jinja", "{{ mesages }}", "MW5005", 0, 3)]
    [InlineData("chat_template.jinja", "{% set _ = messages.append(1) %}", "MW5004", 0, 20)]
    [InlineData("tokenizer_config.json", "{ \"chat_template\":\n \"\\u00e9\\n{{ \\\"a\\\"|nosuch }}\" }", "MW5003", 1, 19)]
    [InlineData("tokenizer_config.json", "{ \"chat_template\": 5 }", "MW5001", 0, 19)]
    [InlineData("chat_template.json", "{", "MW5001", 0, 1)]
    public void A_mistake_is_shown_at_its_line_and_column(string file, string text, string id, int line, int column)
    {
        GeneratorRun run = GeneratorRun.Of(Json, beside: [new InMemoryText("Models/" + file, text)]);

        Diagnostic diagnostic = Assert.Single(run.Diagnostics);
        FileLinePositionSpan place = diagnostic.Location.GetLineSpan();
        Assert.Equal((id, "Models/" + file, line, column), (diagnostic.Id, place.Path, place.StartLinePosition.Line, place.StartLinePosition.Character));
    }

    [Fact]
    public void A_template_elsewhere_is_not_taken()
    {
        GeneratorRun run = GeneratorRun.Of(Json, beside: [new InMemoryText("Other/chat_template.jinja", Template)]);

        Assert.Empty(Templates(run));
    }

    [Fact]
    public void Typing_CSharp_compiles_no_template()
    {
        GeneratorRun run = GeneratorRun.Of(Json, beside: [new InMemoryText("Models/chat_template.jinja", Template)]).EditCSharp("class D { int x; }");

        Assert.NotEmpty(run.Reasons(Steps.CompiledTemplates));
        Assert.All(run.Reasons(Steps.CompiledTemplates), static r => Assert.Equal(IncrementalStepRunReason.Cached, r));
    }

    private static string[] Templates(GeneratorRun run) =>
        [.. run.Sources.Select(static s => s.HintName).Where(static n => n.Contains("ChatTemplate", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
}
