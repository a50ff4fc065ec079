using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Modelwright.IR;
using VerifyXunit;

namespace Modelwright.Generator.Tests;

/// <summary>Every message by the example that the documentation has of it: number, line, columns, what is underlined, and the words.</summary>
public sealed partial class DiagnosticPlacesTests
{
    /// <summary>Told by the build's own programs, or of other files than the config: tested where those are.</summary>
    private static readonly string[] Elsewhere = ["MW0001", "MW0009", "MW0013", "MW0018", "MW5002", "MW5003", "MW5004", "MW5005", "MW9001", "MW9002"];

    private static readonly string Document = File.ReadAllText(Path.Combine(TestConfigs.Repository, "docs", "diagnostics.md"));

    /// <summary>Messages of the project are about a config that is sound.</summary>
    private static readonly string Sound = TestConfigs.Golden("qwen3_dense");

    [Fact]
    public Task Every_message_stands_where_it_belongs()
    {
        StringBuilder text = new();
        foreach (MessageDescription description in MessageCatalog.All.Where(static d => !Elsewhere.Contains(d.Code)))
        {
            (string json, GeneratorRun run) = Example(description);
            Diagnostic[] met = [.. run.Diagnostics.Where(d => d.Id == description.Code)];
            Assert.True(met.Length > 0, $"The example of {description.Code} gives {string.Join(", ", run.Diagnostics.Select(static d => d.Id))}.");
            Describe(text, met[0], json);
        }

        return Verifier.Verify(text.ToString()).UseDirectory("Snapshots");
    }

    /// <summary>The number that analyzers' releases are kept by, and the anchor of the message's own heading.</summary>
    [Fact]
    public void Every_message_is_in_the_releases_and_links_to_its_heading()
    {
        string[] releases = [.. new[] { "AnalyzerReleases.Shipped.md", "AnalyzerReleases.Unshipped.md" }
            .SelectMany(static file => File.ReadAllLines(Path.Combine(TestConfigs.Repository, "src", "Generator", file))).Where(static line => line.StartsWith("MW", StringComparison.Ordinal))];
        string[] headings = [.. Document.Split('\n').Where(static line => line.StartsWith("## ", StringComparison.Ordinal))];

        Assert.Equal(
            DiagnosticDescriptors.All.Select(static d => $"{d.Id} | {d.Category} | {(d.IsEnabledByDefault ? d.DefaultSeverity.ToString() : "Disabled")} | {d.Title}"),
            releases);
        Assert.Equal(
            headings.Select(static heading => NotInAnchors().Replace(heading["## ".Length..].ToLowerInvariant(), "").Replace(' ', '-')),
            DiagnosticDescriptors.All.Select(static d => d.HelpLinkUri[(d.HelpLinkUri.IndexOf('#', StringComparison.Ordinal) + 1)..]));
    }

    private static (string Json, GeneratorRun Run) Example(MessageDescription description)
    {
        string section = Document[Document.IndexOf($"## {description.Code}: ", StringComparison.Ordinal)..];
        Match example = FirstExample().Match(section);
        string text = example.Groups[2].Value;
        Dictionary<string, ReportDiagnostic> asked = new() { [description.Code] = ReportDiagnostic.Info };
        return example.Groups[1].Value switch
        {
            "json" when description.Code == "MW5001" => (text, GeneratorRun.Of(Sound, beside: [new InMemoryText("Models/tokenizer_config.json", text)])),
            "json" => (text, GeneratorRun.Of(text)),
            "csharp" => (Sound, GeneratorRun.Of(Sound, className: "", csharp: text.Replace("[GenerateModel", "[Modelwright.GenerateModel", StringComparison.Ordinal))),
            "xml" => Item(text),
            _ => Item("<ModelConfig Include=\"qwen3-0.6b\" Class=\"Model\" />", asked), // of an editor's settings
        };
    }

    /// <summary>The first item's metadata; its path names the config where the repository has one like it.</summary>
    private static (string Json, GeneratorRun Run) Item(string xml, Dictionary<string, ReportDiagnostic>? severities = null)
    {
        Dictionary<string, string> said = Metadata().Matches(xml).ToDictionary(static m => m.Groups[1].Value, static m => m.Groups[2].Value);
        string json = said["Include"] switch
        {
            var path when path.Contains("qwen3-0.6b", StringComparison.Ordinal) => TestConfigs.FullSize("qwen3-0.6b"),
            var path when path.Contains("235b", StringComparison.Ordinal) => TestConfigs.FullSize("qwen3-235b-a22b"),
            var path when path.Contains("qwen3_vl", StringComparison.Ordinal) => TestConfigs.Golden("qwen3_vl"),
            _ => Sound,
        };
        string twice = said["Include"].Contains(';', StringComparison.Ordinal) ? $"namespace Models; [Modelwright.GenerateModel(\"config.json\")] public partial class {said["Class"]};" : "";
        return (json, GeneratorRun.Of(json, said["Class"], twice, said: said, severities: severities));
    }

    private static void Describe(StringBuilder text, Diagnostic diagnostic, string json)
    {
        FileLinePositionSpan place = diagnostic.Location.GetLineSpan();
        (LinePosition start, LinePosition end) = (place.StartLinePosition, place.EndLinePosition);
        string found = place.Path == GeneratorRun.ConfigPath && start.Line == end.Line ? json.Split('\n')[start.Line][start.Character..end.Character] : "";
        text.Append(diagnostic.Id).Append($" {Path.GetFileName(place.Path)}({start.Line + 1},{start.Character + 1}-{end.Character + 1}) {found}\n    {diagnostic.Severity}: {diagnostic.GetMessage(null)}\n");
    }

    [GeneratedRegex("```(\\w+)\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex FirstExample();

    [GeneratedRegex("(\\w+)=\"([^\"]*)\"")]
    private static partial Regex Metadata();

    [GeneratedRegex("[^a-z0-9 _-]")]
    private static partial Regex NotInAnchors();
}
