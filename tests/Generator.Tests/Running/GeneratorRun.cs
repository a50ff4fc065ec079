using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Modelwright.Generator.Tests;

/// <summary>
/// The generator run on a config held in memory, as a project would run it. Immutable: an edit gives the run after it,
/// by the same driver, so that the reasons of its steps tell what was computed again.
/// </summary>
internal sealed class GeneratorRun
{
    public const string ConfigPath = "Models/config.json";

    private readonly CSharpCompilation _input;
    private readonly GeneratorDriver _driver;
    private readonly AdditionalText _config;

    private GeneratorRun(CSharpCompilation input, GeneratorDriver driver, AdditionalText config)
    {
        _input = input;
        _config = config;
        _driver = driver.RunGeneratorsAndUpdateCompilation(input, out Compilation output, out ImmutableArray<Diagnostic> diagnostics);
        Output = output;
        Diagnostics = diagnostics;
    }

    /// <summary>The user's code and the generated code.</summary>
    public Compilation Output { get; }

    /// <summary>What the generator reported.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    public IReadOnlyList<GeneratedSourceResult> Sources => _driver.GetRunResult().Results.Single().GeneratedSources;

    /// <param name="language">Of the user's code and ours: that of projects for .NET 8 where nothing is said.</param>
    public static GeneratorRun Of(string json, string className = "Model", string csharp = "", string backend = "", string rootNamespace = "Models", string maxVramMiB = "", IReadOnlyDictionary<string, ReportDiagnostic>? severities = null, IReadOnlyDictionary<string, string>? said = null, LanguageVersion language = LanguageVersion.CSharp12, params AdditionalText[] beside)
    {
        CSharpParseOptions parse = new(language);
        InMemoryText config = new(ConfigPath, json);
        Dictionary<string, string> metadata = new()
        {
            ["build_metadata.AdditionalFiles.ModelwrightClass"] = className,
            ["build_metadata.AdditionalFiles.ModelwrightBackend"] = backend,
            ["build_metadata.AdditionalFiles.ModelwrightMaxVramMiB"] = maxVramMiB,
        };
        foreach ((string name, string value) in said ?? new Dictionary<string, string>())
        {
            metadata["build_metadata.AdditionalFiles.Modelwright" + name] = value;
        }

        InMemoryOptions options = new(
            new Dictionary<string, string> { ["build_property.RootNamespace"] = rootNamespace },
            new Dictionary<string, IReadOnlyDictionary<string, string>> { [ConfigPath] = metadata });
        CSharpCompilation compilation = CSharpCompilation.Create(
            "User",
            [CSharpSyntaxTree.ParseText(csharp, parse, "User.cs")],
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, warningLevel: 9999, specificDiagnosticOptions: severities));
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new ModelGenerator().AsSourceGenerator()], [config, .. beside], parse, options,
            new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        return new GeneratorRun(compilation, driver, config);
    }

    public GeneratorRun EditJson(string json)
    {
        InMemoryText edited = new(ConfigPath, json);
        return new GeneratorRun(_input, _driver.ReplaceAdditionalText(_config, edited), edited);
    }

    public GeneratorRun EditCSharp(string csharp)
    {
        SyntaxTree tree = _input.SyntaxTrees.Single();
        return new GeneratorRun(_input.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(csharp, (CSharpParseOptions)tree.Options, tree.FilePath)), _driver, _config);
    }

    /// <summary>Why each output of a step is as it is.</summary>
    public IReadOnlyList<IncrementalStepRunReason> Reasons(string step) =>
        _driver.GetRunResult().Results.Single().TrackedSteps.TryGetValue(step, out ImmutableArray<IncrementalGeneratorRunStep> steps)
            ? [.. steps.SelectMany(static s => s.Outputs).Select(static output => output.Reason)]
            : [];

    /// <summary>Errors and warnings of the C# compiler over everything, hidden ones left out.</summary>
    public IReadOnlyList<Diagnostic> CompilerMessages =>
        [.. Output.GetDiagnostics(CancellationToken.None).Where(static d => d.Severity >= DiagnosticSeverity.Warning)];

    /// <summary>The framework's assemblies and the runtime's, as this process has loaded them.</summary>
    private static IReadOnlyList<MetadataReference> References { get; } =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static path => !Path.GetFileName(path).StartsWith("Modelwright.Generator", StringComparison.Ordinal))
            .Select(static path => MetadataReference.CreateFromFile(path)),
    ];
}
