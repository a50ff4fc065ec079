using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Modelwright.Generator.Tests;

/// <summary>What the generator writes compiles without a warning, for small and for full-size configs.</summary>
public class GeneratedCodeTests
{
    private const int MostFiles = 30;
    private const int MostCharacters = 1 << 20;
    private const int MostFilesThatSee = 40;
    private const int MostCharactersThatSee = 3 << 19;

    public static TheoryData<string> Configs => [.. ConfigFiles().Select(static file => Path.GetRelativePath(TestConfigs.Repository, file).Replace('\\', '/'))];

    [Theory]
    [MemberData(nameof(Configs))]
    public void It_compiles_without_a_warning_and_stays_small(string file)
    {
        string json = File.ReadAllText(Path.Combine(TestConfigs.Repository, file));
        GeneratorRun run = GeneratorRun.Of(json);

        Assert.DoesNotContain(run.Diagnostics, static d => d.Severity == DiagnosticSeverity.Error);
        Assert.Empty(run.CompilerMessages);
        (int files, int characters) = Sees(json) ? (MostFilesThatSee, MostCharactersThatSee) : (MostFiles, MostCharacters);
        Assert.InRange(run.Sources.Count, 1, files);
        Assert.InRange(run.Sources.Sum(static s => s.SourceText.Length), 1, characters);
        Assert.All(run.Sources, static s => Assert.DoesNotContain('\r', s.SourceText.ToString()));
    }

    /// <summary>Several backends from one config: a second class is named after its backend.</summary>
    [Theory]
    [MemberData(nameof(Configs))]
    public void So_do_the_classes_of_other_backends(string file)
    {
        string json = File.ReadAllText(Path.Combine(TestConfigs.Repository, file));
        GeneratorRun run = GeneratorRun.Of(json, backend: "Vulkan;TorchSharp;Cpu");

        Assert.Empty(run.CompilerMessages);
        Assert.NotNull(run.Output.GetTypeByMetadataName("Models.Model"));
        Assert.NotNull(run.Output.GetTypeByMetadataName("Models.ModelTorchSharp"));
        Assert.NotNull(run.Output.GetTypeByMetadataName("Models.ModelCpu"));
    }

    [Fact]
    public void Two_runs_write_the_same_bytes()
    {
        string json = TestConfigs.FullSize("qwen3-next-80b-a3b-thinking");
        IEnumerable<string> Texts() => GeneratorRun.Of(json).Sources.Select(static s => s.HintName + "\n" + s.SourceText);

        Assert.Equal(Texts(), Texts());
    }

    [Fact]
    public void The_global_namespace_works()
    {
        GeneratorRun run = GeneratorRun.Of(TestConfigs.Golden("qwen3_dense"), rootNamespace: "");

        Assert.Empty(run.CompilerMessages);
        Assert.NotNull(run.Output.GetTypeByMetadataName("Model"));
    }

    [Fact]
    public void A_declared_class_keeps_its_namespace_and_accessibility()
    {
        GeneratorRun run = GeneratorRun.Of(
            TestConfigs.Golden("qwen3_dense"), className: "",
            csharp: "namespace Mine.Deep; [Modelwright.GenerateModel(\"Models/config.json\")] internal sealed partial class Declared;");

        Assert.Empty(run.CompilerMessages);
        Assert.Equal(Accessibility.Internal, run.Output.GetTypeByMetadataName("Mine.Deep.Declared")!.DeclaredAccessibility);
        Assert.NotEmpty(run.Output.GetTypeByMetadataName("Mine.Deep.Declared")!.GetMembers("Load"));
    }

    private static bool Sees(string json) => json.Contains("\"vision_config\"", StringComparison.Ordinal);

    private static IEnumerable<string> ConfigFiles() =>
        Directory.EnumerateFiles(Path.Combine(TestConfigs.Repository, "tests", "configs"), "*.json")
            .Concat(Directory.EnumerateFiles(Path.Combine(TestConfigs.Repository, "tests", "goldens"), "config.json", SearchOption.AllDirectories))
            .Order(StringComparer.Ordinal);
}
