using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Modelwright.CodeFixes;
using Modelwright.IR;

namespace Modelwright.Generator.Tests;

/// <summary>A config in an IDE: the analyzer says what the generator would, once, and repairs are offered.</summary>
public class ConfigAnalyzerTests
{
    private const string Path = GeneratorRun.ConfigPath;

    private static readonly string Json = TestConfigs.Golden("qwen3_dense");

    private static readonly string Misspelled = Json.Replace("\"hidden_act\"", "\"hiden_act\"", StringComparison.Ordinal);

    /// <summary>While it is edited by the analyzer, in a build by the generator: the same words at the same place.</summary>
    [Fact]
    public async Task It_is_said_once_either_way()
    {
        (IReadOnlyList<Diagnostic> edited, IReadOnlyList<Diagnostic> silent) = (await AnalyzeAsync(Misspelled, editing: true), Generate(Misspelled, editing: true));
        (IReadOnlyList<Diagnostic> none, IReadOnlyList<Diagnostic> built) = (await AnalyzeAsync(Misspelled, editing: false), Generate(Misspelled, editing: false));

        Assert.Empty(silent);
        Assert.Empty(none);
        Diagnostic one = Assert.Single(edited);
        Assert.Equal("MW4002", one.Id);
        Assert.Equal(built.Select(static d => d.ToString()), edited.Select(static d => d.ToString()));
    }

    /// <summary>What is no config of the project is not looked at.</summary>
    [Fact]
    public async Task Other_files_are_left_alone() => Assert.Empty(await AnalyzeAsync("{", editing: true, isConfig: false));

    [Fact]
    public async Task A_misspelled_key_becomes_the_one_that_was_meant() => Assert.Equal(Json, await FixedAsync(Misspelled, "Change to 'hidden_act'"));

    [Theory]
    [InlineData(4, 6, "F S F S F S")]
    [InlineData(4, 2, "F S")]
    public async Task Layer_types_become_as_many_as_layers(int listed, int layers, string wanted)
    {
        const string Separator = ",\n    ";
        string List(IEnumerable<string> types) => "\"layer_types\": [\n    " + string.Join(Separator, types.Select(static type => type == "F" ? "\"full_attention\"" : "\"sliding_attention\"")) + "\n  ],";
        string Config(string list) => "{\n  \"model_type\": \"qwen3\", \"use_sliding_window\": true, \"sliding_window\": 8,\n  " + list + $"\n  \"num_hidden_layers\": {layers}\n}}";
        string[] four = ["F", "S", "F", "S"];

        Assert.Equal(Config(List(wanted.Split(' '))), await FixedAsync(Config(List(four.Take(listed))), $"Make it {layers} entries"));
    }

    /// <summary>The type is that of the class which the config names.</summary>
    [Fact]
    public async Task A_missing_model_type_is_added()
    {
        string repaired = await FixedAsync("{\n  \"architectures\": [\"Qwen3MoeForCausalLM\"]\n}", "Add \"model_type\": \"qwen3_moe\"");

        Assert.Equal("{\n  \"model_type\": \"qwen3_moe\",\n  \"architectures\": [\"Qwen3MoeForCausalLM\"]\n}", repaired);
        Assert.DoesNotContain(await AnalyzeAsync(repaired, editing: true), static d => d.Severity == DiagnosticSeverity.Error);
    }

    /// <summary>What contradicts a key that the file leaves to Hugging Face is repaired by writing its default down, in the object that the key belongs in, laid out as that is.</summary>
    [Theory]
    [InlineData("{\"model_type\": \"qwen3\", \"num_key_value_heads\": 5}", "Add \"num_attention_heads\": 32", "{\"num_attention_heads\": 32,\"model_type\": \"qwen3\", \"num_key_value_heads\": 5}")]
    [InlineData("{\r\n    \"model_type\": \"qwen3\",\r\n    \"num_key_value_heads\": 5\r\n}", "Add \"num_attention_heads\": 32", "{\r\n    \"num_attention_heads\": 32,\r\n    \"model_type\": \"qwen3\",\r\n    \"num_key_value_heads\": 5\r\n}")]
    [InlineData("{ \"model_type\": \"qwen3_5\", \"text_config\": { \"num_key_value_heads\": 5 } }", "Add \"num_attention_heads\": 16", "{ \"model_type\": \"qwen3_5\", \"text_config\": { \"num_attention_heads\": 16, \"num_key_value_heads\": 5 } }")]
    public async Task A_default_that_contradicts_is_written_down(string json, string title, string repaired) => Assert.Equal(repaired, await FixedAsync(json, title));

    [Theory]
    [InlineData("{}", "{ \"a\": 1 }")]
    [InlineData("{ }", "{ \"a\": 1 }")]
    [InlineData("{\n}", "{\n  \"a\": 1\n}")]
    [InlineData("{\n  \"b\": 2\n}", "{\n  \"a\": 1,\n  \"b\": 2\n}")]
    [InlineData("{", "{ \"a\": 1 ")]
    public void A_member_is_put_first(string text, string wanted) =>
        Assert.Equal(wanted, SourceText.From(text).WithChanges(FirstMember.In(SourceText.From(text), 0, "\"a\": 1")).ToString());

    /// <summary>Every default that the binder takes can be written down, and then nothing else is computed.</summary>
    [Theory]
    [InlineData("qwen3")]
    [InlineData("qwen3_moe")]
    [InlineData("qwen3_next")]
    [InlineData("qwen3_5_text")]
    [InlineData("qwen3_5_moe_text")]
    public void Defaults_that_are_written_down_change_nothing(string modelType)
    {
        string bare = $"{{\n  \"model_type\": \"{modelType}\"\n}}";
        BindResult bound = ConfigBinder.Bind(bare);
        KeyUse[] defaults = [.. bound.Keys.Where(static use => use.Default is not null && use.Pointer.LastIndexOf('/') == 0)];
        string full = defaults.Aggregate(bare, static (text, use) => SourceText.From(text).WithChanges(FirstMember.In(SourceText.From(text), 0, $"\"{use.Pointer[1..]}\": {use.Default}")).ToString());
        BindResult again = ConfigBinder.Bind(full);

        Assert.NotEmpty(defaults);
        Assert.NotNull(bound.Spec);
        Assert.Equal(bound.Spec with { Json = "" }, again.Spec! with { Json = "" });
        Assert.Equal(bound.Messages, again.Messages);
    }

    /// <summary>Applies the only fix of the only diagnostic that has one, as an IDE would.</summary>
    private static async Task<string> FixedAsync(string json, string title)
    {
        using AdhocWorkspace workspace = new();
        Project project = workspace.AddProject("User", LanguageNames.CSharp);
        TextDocument document = project.AddAdditionalDocument(Path, SourceText.From(json), filePath: Path);
        List<CodeAction> actions = [];
        foreach (Diagnostic diagnostic in await AnalyzeAsync(json, editing: true))
        {
            if (new ConfigFixes().FixableDiagnosticIds.Contains(diagnostic.Id))
            {
                await new ConfigFixes().RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None));
            }
        }

        CodeAction fix = Assert.Single(actions);
        Assert.Equal(title, fix.Title);
        ApplyChangesOperation change = Assert.IsType<ApplyChangesOperation>(Assert.Single(await fix.GetOperationsAsync(CancellationToken.None)));
        return (await change.ChangedSolution.GetAdditionalDocument(document.Id)!.GetTextAsync()).ToString();
    }

    private static async Task<IReadOnlyList<Diagnostic>> AnalyzeAsync(string json, bool editing, bool isConfig = true)
    {
        AnalyzerOptions options = new([new InMemoryText(Path, json)], Options(editing, isConfig));
        CompilationWithAnalyzers compilation = Compilation.WithAnalyzers([new ConfigAnalyzer()], options);
        return await compilation.GetAnalyzerDiagnosticsAsync(CancellationToken.None);
    }

    private static IReadOnlyList<Diagnostic> Generate(string json, bool editing)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new ModelGenerator().AsSourceGenerator()], [new InMemoryText(Path, json)], optionsProvider: Options(editing, isConfig: true));
        driver.RunGeneratorsAndUpdateCompilation(Compilation, out _, out ImmutableArray<Diagnostic> diagnostics);
        return diagnostics;
    }

    private static CSharpCompilation Compilation => CSharpCompilation.Create("User", options: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));

    private static InMemoryOptions Options(bool editing, bool isConfig) => new(
        new Dictionary<string, string> { ["build_property.RootNamespace"] = "Models", ["build_property.DesignTimeBuild"] = editing ? "true" : "" },
        new Dictionary<string, IReadOnlyDictionary<string, string>>
        {
            [Path] = new Dictionary<string, string>
            {
                ["build_metadata.AdditionalFiles.ModelwrightClass"] = isConfig ? "Model" : "",
                ["build_metadata.AdditionalFiles.ModelwrightIsConfig"] = isConfig ? "true" : "",
            },
        });
}
