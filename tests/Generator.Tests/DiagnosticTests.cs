using System;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Modelwright.Generator.Tests;

/// <summary>Mistakes are shown where they stand, once, and leave the class behind.</summary>
public class DiagnosticTests
{
    private static readonly string Json = TestConfigs.Golden("qwen3_dense");

    [Fact]
    public void A_sound_config_gives_no_message() => Assert.Empty(GeneratorRun.Of(Json).Diagnostics);

    [Fact]
    public void A_wrong_value_is_shown_at_its_line_and_column()
    {
        string[] lines = Json.Split('\n');
        int line = Array.FindIndex(lines, static l => l.Contains("\"num_hidden_layers\"", StringComparison.Ordinal));
        lines[line] = "  \"num_hidden_layers\": \"four\",";

        Diagnostic diagnostic = GeneratorRun.Of(string.Join('\n', lines)).Diagnostics.First(static d => d.Severity == DiagnosticSeverity.Error);

        Assert.Equal("MW1003", diagnostic.Id);
        FileLinePositionSpan place = diagnostic.Location.GetLineSpan();
        Assert.Equal(GeneratorRun.ConfigPath, place.Path);
        Assert.Equal((line, 23), (place.StartLinePosition.Line, place.StartLinePosition.Character));
        Assert.Equal(29, place.EndLinePosition.Character);
    }

    /// <summary>A file that is no config says what it is; so do those that templates are looked for in.</summary>
    [Theory]
    [InlineData("version https://git-lfs.github.com/spec/v1\noid sha256:0000\nsize 728\n", "Git LFS pointer")]
    [InlineData("<!DOCTYPE html><html><body>Sign in</body></html>", "HTML page")]
    [InlineData("<?xml version=\"1.0\"?><Error/>", "XML document")]
    [InlineData("PK\u0003\u0004\u0014", "zip archive")]
    [InlineData("\uFFFD\u0002}q", "pickle")]
    [InlineData("GGUF\u0003", "GGUF file")]
    [InlineData("Entry not found", "Entry not found")]
    [InlineData("", "an empty file")]
    public void Not_the_file_it_should_be(string text, string said)
    {
        Assert.Contains(said, Only("MW1001", GeneratorRun.Of(text)), StringComparison.Ordinal);
        foreach (string name in (string[])["chat_template.jinja", "additional_chat_templates/rag.jinja", "chat_template.json", "tokenizer_config.json"])
        {
            Assert.Contains(said, Only("MW5001", GeneratorRun.Of(Json, beside: [new InMemoryText("Models/" + name, text)])), StringComparison.Ordinal);
        }

        static string Only(string id, GeneratorRun run)
        {
            Diagnostic diagnostic = Assert.Single(run.Diagnostics);
            Assert.Equal(id, diagnostic.Id);
            return diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    [Fact]
    public void With_an_error_the_class_is_there_but_empty()
    {
        GeneratorRun run = GeneratorRun.Of("{", csharp: "class User { Models.Model? field = null; }");

        Assert.Equal(["MW1001"], run.Diagnostics.Select(static d => d.Id));
        Assert.NotNull(run.Output.GetTypeByMetadataName("Models.Model"));
        Assert.DoesNotContain(run.CompilerMessages, static d => d.Severity == DiagnosticSeverity.Error);
    }

    [Theory]
    [InlineData("1Model", "", "MW0002")]
    [InlineData("Model", "Metal", "MW0004")]
    public void Metadata_that_makes_no_sense_is_refused(string className, string backend, string id) =>
        Assert.Equal([id], GeneratorRun.Of(Json, className, backend: backend).Diagnostics.Select(static d => d.Id));

    [Fact]
    public void A_namespace_that_is_none_is_refused() =>
        Assert.Equal(["MW0003"], GeneratorRun.Of(Json, rootNamespace: "My-App").Diagnostics.Select(static d => d.Id));

    [Fact]
    public void Two_requests_for_one_class_give_one_class_and_one_message()
    {
        GeneratorRun run = GeneratorRun.Of(
            Json, className: "Model", csharp: "namespace Models; [Modelwright.GenerateModel(\"config.json\")] public sealed partial class Model;");

        Assert.Equal(["MW0005"], run.Diagnostics.Select(static d => d.Id));
    }

    [Theory]
    [InlineData("[Modelwright.GenerateModel(\"other.json\")] public sealed partial class Declared;", "MW0006")]
    [InlineData("[Modelwright.GenerateModel(\"config.json\")] public sealed class Declared;", "MW0007")]
    [InlineData("class Outer { [Modelwright.GenerateModel(\"config.json\")] public sealed partial class Declared; }", "MW0007")]
    public void A_declaration_that_cannot_be_completed_is_shown_on_the_class(string csharp, string id)
    {
        Diagnostic diagnostic = GeneratorRun.Of(Json, className: "", csharp: csharp).Diagnostics.Single();

        Assert.Equal(id, diagnostic.Id);
        Assert.Equal("User.cs", diagnostic.Location.GetLineSpan().Path);
    }

    /// <summary>4 layers of 48 take far less than a MiB; 235 billion parameters far more than a card has.</summary>
    [Fact]
    public void A_model_that_takes_more_memory_than_the_project_allows_is_refused()
    {
        Assert.Empty(GeneratorRun.Of(Json, maxVramMiB: "5").Diagnostics);
        GeneratorRun run = GeneratorRun.Of(TestConfigs.FullSize("qwen3-235b-a22b"), maxVramMiB: "24576");
        Diagnostic diagnostic = Assert.Single(run.Diagnostics);

        Assert.Equal(("MW0011", DiagnosticSeverity.Error), (diagnostic.Id, diagnostic.Severity));
        string[] numbers = [.. System.Text.RegularExpressions.Regex.Matches(diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture), "[0-9]+").Select(static m => m.Value)];
        Assert.InRange(int.Parse(numbers[1], System.Globalization.CultureInfo.InvariantCulture), (int)(235.0e9 * 2 / (1 << 20)), (int)(235.3e9 * 2 / (1 << 20)));
        Assert.Equal(2 * 94 * 4 * 128 * 4096L * 2 / (1 << 20), int.Parse(numbers[2], System.Globalization.CultureInfo.InvariantCulture)); // keys and values, 94 layers, 4 heads of 128, float16
        Assert.Equal(("4096", "24576"), (numbers[3], numbers[4]));
        Assert.NotEmpty(run.Output.GetTypeByMetadataName("Models.Model")!.GetMembers("Load"));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("24 GiB")]
    [InlineData("-1")]
    public void A_limit_that_is_no_number_is_refused(string limit) =>
        Assert.Equal(["MW0012"], GeneratorRun.Of(Json, maxVramMiB: limit).Diagnostics.Select(static d => d.Id));

    /// <summary>Off until a project asks for it, one for each ignored key, at the key.</summary>
    [Fact]
    public void Ignored_keys_are_told_of_when_asked_for()
    {
        GeneratorRun run = GeneratorRun.Of(Json, severities: new System.Collections.Generic.Dictionary<string, ReportDiagnostic> { ["MW6001"] = ReportDiagnostic.Warn });
        Diagnostic version = Assert.Single(run.Diagnostics, static d => d.GetMessage(System.Globalization.CultureInfo.InvariantCulture).StartsWith("'transformers_version'", StringComparison.Ordinal));

        Assert.All(run.Diagnostics, static d => Assert.Equal(("MW6001", DiagnosticSeverity.Warning), (d.Id, d.Severity)));
        Assert.Contains("it tells how and by whom the file was written", version.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Equal(Array.FindIndex(Json.Split('\n'), static l => l.Contains("\"transformers_version\"", StringComparison.Ordinal)), version.Location.GetLineSpan().StartLinePosition.Line);
    }

    /// <summary>Off until a project asks for it, one for each key that the file leaves out, with the value that counts.</summary>
    [Fact]
    public void Defaults_are_told_of_when_asked_for()
    {
        GeneratorRun run = GeneratorRun.Of("""{ "model_type": "qwen3", "hidden_size": 64 }""", severities: new System.Collections.Generic.Dictionary<string, ReportDiagnostic> { ["MW6003"] = ReportDiagnostic.Warn });

        Assert.Contains(run.Diagnostics, static d => d.Id == "MW6003" && d.GetMessage(System.Globalization.CultureInfo.InvariantCulture) == "'rms_norm_eps' is not in the config; Hugging Face's default counts, 1E-06");
        Assert.DoesNotContain(run.Diagnostics, static d => d.GetMessage(System.Globalization.CultureInfo.InvariantCulture).StartsWith("'hidden_size'", StringComparison.Ordinal));
        Assert.Empty(GeneratorRun.Of("""{ "model_type": "qwen3", "hidden_size": 64 }""").Diagnostics);
    }

    [Fact]
    public void Every_message_has_a_help_link_into_the_documentation()
    {
        string document = System.IO.File.ReadAllText(System.IO.Path.Combine(TestConfigs.Repository, "docs", "diagnostics.md"));
        Diagnostic diagnostic = GeneratorRun.Of("{").Diagnostics.Single();

        Assert.EndsWith("#mw1001-the-file-is-not-json", diagnostic.Descriptor.HelpLinkUri, StringComparison.Ordinal);
        Assert.Contains("MW1001", document, StringComparison.Ordinal);
    }
}
