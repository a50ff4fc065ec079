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

    [Fact]
    public void Every_message_has_a_help_link_into_the_documentation()
    {
        string document = System.IO.File.ReadAllText(System.IO.Path.Combine(TestConfigs.Repository, "docs", "diagnostics.md"));
        Diagnostic diagnostic = GeneratorRun.Of("{").Diagnostics.Single();

        Assert.EndsWith("#mw1001", diagnostic.Descriptor.HelpLinkUri, StringComparison.Ordinal);
        Assert.Contains("MW1001", document, StringComparison.Ordinal);
    }
}
