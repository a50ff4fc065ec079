using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Modelwright.Backends;
using Modelwright.IR;
using Modelwright.Runtime;

namespace Modelwright.Generator.Tests;

/// <summary>What a project may say of a model, the same whichever way it says it.</summary>
public sealed class ModelOptionsTests
{
    private static readonly string Json = TestConfigs.Golden("qwen3_dense");

    private static readonly string[] Options = [.. typeof(ModelOptions).GetProperties().Where(static p => p.PropertyType == typeof(string)).Select(static p => p.Name)];

    private static readonly XNamespace Pages = "http://schemas.microsoft.com/build/2009/properties";

    private static readonly XDocument Targets = XDocument.Load(Build("Modelwright.targets"));

    private static string Build(string file) => Path.Combine(TestConfigs.Repository, "src", "Generator", "build", file);

    /// <summary>Metadata of the item, of an additional file, properties of the attribute and of the project, the IDE's page and the documentation.</summary>
    [Fact]
    public void Every_way_in_has_the_same_options()
    {
        string[] ofItem = ["Class", "Namespace", "Accessibility", .. Options];
        XElement[] files = [.. Targets.Descendants("AdditionalFiles")];
        XElement item = files.Single(static e => (string?)e.Attribute("Include") == "@(ModelConfig)");
        XElement plain = files.Single(static e => e.Attribute("Update") is not null);
        string documentation = File.ReadAllText(Path.Combine(TestConfigs.Repository, "docs", "configuration.md"));

        Same(Options.Append("ConfigPath"), typeof(GenerateModelAttribute).GetProperties().Where(static p => p.DeclaringType == typeof(GenerateModelAttribute)).Select(static p => p.Name));
        Same(ofItem.Append("IsConfig"), Targets.Descendants("CompilerVisibleItemMetadata").Select(static e => Short((string)e.Attribute("MetadataName")!)));
        Same(ofItem.Concat(["IsConfig", "Precompile"]), item.Elements().Select(static e => Short(e.Name.LocalName)));
        Same(ofItem.Skip(1).Append("Precompile"), plain.Elements().Select(static e => Short(e.Name.LocalName)));
        Same(ofItem.Skip(1).Append("Precompile"), Targets.Descendants("ItemDefinitionGroup").Single().Element("ModelConfig")!.Elements().Select(static e => e.Name.LocalName));
        Same(ofItem.Append("Precompile"), XDocument.Load(Build("ModelConfig.xaml")).Root!.Elements().Select(static e => (string?)e.Attribute("Name")).OfType<string>());
        Assert.All(ofItem.Append("Precompile"), name => Assert.Contains($"\n| `{name}` |", documentation, StringComparison.Ordinal));
        Assert.All(ofItem.Skip(1).Append("Precompile"), name => Assert.Contains($"`Modelwright{name}`", documentation, StringComparison.Ordinal));

        static void Same(IEnumerable<string> expected, IEnumerable<string> found) => Assert.Equal(expected.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
        static string Short(string name) => name["Modelwright".Length..];
    }

    [Fact]
    public void Storage_formats_are_the_runtimes() =>
        Assert.Equal(Enum.GetNames<WeightStorage>().Where(static name => name != nameof(WeightStorage.Automatic)), StorageFormat.All.Select(static format => format.Name));

    /// <summary>The page offers what exists, and the build's own message is the catalogue's.</summary>
    [Fact]
    public void The_page_and_the_targets_say_what_the_compiler_says()
    {
        XElement storage = XDocument.Load(Build("ModelConfig.xaml")).Root!.Elements(Pages + "EnumProperty").Single(static e => (string?)e.Attribute("Name") == "Storage");
        XElement error = Targets.Descendants("Error").Single();
        MessageDescription description = MessageCatalog.Of(MessageId.UnclearSwitch);

        Assert.Equal(StorageFormat.All.Select(static format => format.Name), storage.Elements().Select(static e => (string)e.Attribute("Name")!).Where(static name => name.Length > 0));
        Assert.Equal(description.Code, (string?)error.Attribute("Code"));
        Assert.Equal(string.Format(null, description.Format, "Precompile", "%(_ModelwrightUnclear.Precompile)"), (string?)error.Attribute("Text"));
        Assert.Equal(DiagnosticDescriptors.All.Single(d => d.Id == description.Code).HelpLinkUri, (string?)error.Attribute("HelpLink"));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("MaxContext=64", "MaxContext = 64")]
    [InlineData("MaxContext=64;MaxBatch=2;Storage=int8", "MaxContext = 64, MaxBatch = 2, Storage = global::Modelwright.Runtime.WeightStorage.Int8")]
    public void They_are_in_the_generated_class(string said, string expected)
    {
        foreach (string backend in (string[])["Vulkan", "Cpu", "TorchSharp"])
        {
            bool refused = backend == "TorchSharp" && said.Contains("int8", StringComparison.Ordinal);
            GeneratorRun run = GeneratorRun.Of(Json, backend: backend, said: Said(said));
            string text = string.Concat(run.Sources.Select(static source => source.SourceText.ToString()));

            Assert.Equal(refused ? ["MW0015"] : [], run.Diagnostics.Select(static d => d.Id));
            Assert.Empty(run.CompilerMessages);
            Assert.Equal(expected.Length > 0 && !refused, text.Contains($"    Defaults = new() {{ {expected} }}, // of the project\n", StringComparison.Ordinal));
            Assert.Contains(refused ? "class Model" : said.Contains("MaxBatch", StringComparison.Ordinal) ? "Memory(int batch = 2, " : "Memory(int batch = 1, ", text, StringComparison.Ordinal);
        }
    }

    /// <summary>What the attribute says counts before the file's metadata, and what it does not say is theirs.</summary>
    [Fact]
    public void An_attribute_counts_before_metadata()
    {
        GeneratorRun run = GeneratorRun.Of(
            Json, className: "", csharp: "[Modelwright.GenerateModel(\"config.json\", Backend = \"Cpu\", MaxContext = 32, Storage = \"Int4\")] public sealed partial class Declared;",
            said: Said("MaxContext=64;MaxBatch=3;Backend=Vulkan"));

        Assert.Empty(run.Diagnostics);
        Assert.Empty(run.CompilerMessages);
        Assert.Contains(run.Sources, static source => source.SourceText.ToString().Contains("Defaults = new() { MaxContext = 32, MaxBatch = 3, Storage = global::Modelwright.Runtime.WeightStorage.Int4 }", StringComparison.Ordinal));
        Assert.DoesNotContain(run.Sources, static source => source.HintName.Contains("Kernel", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Storage=Q4", "MW0014", "'Q4' is not a storage format; there are AsStored, Float32, Float16, BFloat16, Int8, Int4, Float8")]
    [InlineData("Storage=Int4;Backend=Auto,TorchSharp", "MW0015", "The backend 'TorchSharp' does not compute with 'Int4'; it has AsStored, Float32, Float16, BFloat16")]
    [InlineData("MaxContext=long", "MW0012", "'MaxContext' is 'long'; it must be a whole number of at least 1")]
    [InlineData("MaxBatch=0", "MW0012", "'MaxBatch' is '0'; it must be a whole number of at least 1")]
    [InlineData("MaxContext=262145", "MW0016", "'MaxContext' is 262145; the Vulkan kernels take at most 262144")]
    [InlineData("MaxBatch=32769", "MW0016", "'MaxBatch' is 32769; the Vulkan kernels take at most 32768")]
    [InlineData("Accessibility=private", "MW0017", "'private' is not an accessibility that a generated class can have; there are public and internal")]
    public void What_makes_no_sense_is_refused_at_the_file(string said, string id, string words)
    {
        Diagnostic diagnostic = Assert.Single(GeneratorRun.Of(Json, said: Said(said)).Diagnostics);

        Assert.Equal((id, words), (diagnostic.Id, diagnostic.GetMessage(null)));
        Assert.Equal((GeneratorRun.ConfigPath, 0, 0), Place(diagnostic));
    }

    [Fact]
    public void What_makes_no_sense_in_an_attribute_is_refused_at_the_class()
    {
        GeneratorRun run = GeneratorRun.Of(Json, className: "", csharp: "\n  [Modelwright.GenerateModel(\"config.json\", MaxBatch = -1)] public sealed partial class Declared;");

        Diagnostic diagnostic = Assert.Single(run.Diagnostics);
        Assert.Equal("MW0012", diagnostic.Id);
        Assert.Equal(("User.cs", 1, 88), Place(diagnostic));
    }

    /// <summary>On the CPU nothing bounds a context but memory.</summary>
    [Fact]
    public void The_cpu_takes_any_context() => Assert.Equal(["MW4011"], GeneratorRun.Of(Json, said: Said("MaxContext=1000000;Backend=Cpu")).Diagnostics.Select(static d => d.Id));

    /// <summary>Qwen3-0.6B: 0.6 billion weights, 28 layers of 8 heads of 128 whose keys and values are float16.</summary>
    [Theory]
    [InlineData("MaxVramMiB=1;MaxContext=1000;MaxBatch=3", 1137, 3 * 28 * 2 * 8 * 128 * 1000L * 2, "3 sequences of 1000 tokens")]
    [InlineData("MaxVramMiB=1;Storage=Int4", 320, 28 * 2 * 8 * 128 * 4096L * 2, "a sequence of 4096 tokens")]
    [InlineData("MaxVramMiB=1;Storage=Float32", 2274, 28 * 2 * 8 * 128 * 4096L * 4, "a sequence of 4096 tokens")]
    public void Memory_is_of_the_largest_session(string said, int weights, long states, string sequences)
    {
        string words = Assert.Single(GeneratorRun.Of(TestConfigs.FullSize("qwen3-0.6b"), said: Said(said)).Diagnostics, static d => d.Id == "MW0011").GetMessage(null);

        Assert.Contains($", {weights} of them for weights and {Math.Ceiling(states / 1048576.0):F0} for {sequences};", words, StringComparison.Ordinal);
    }

    /// <summary>Logits of 151,936 numbers for 250 sequences are 145 MiB; a table of as many embeddings is bound in windows.</summary>
    [Fact]
    public void What_is_larger_than_a_device_must_bind_is_told()
    {
        string json = TestConfigs.FullSize("qwen3-0.6b");
        Dictionary<string, ReportDiagnostic> all = new() { ["MW6002"] = ReportDiagnostic.Info };

        Assert.Empty(GeneratorRun.Of(json).Diagnostics);
        Diagnostic windows = Assert.Single(GeneratorRun.Of(json, severities: all).Diagnostics, static d => d.Id == "MW6002");
        Assert.Equal(
            ("Weights or states larger than the 128 MiB that Vulkan promises for a binding (maxStorageBufferRange): 1, the largest 'embeddings' with 297 MiB; a device that has no more takes them in windows, with a dispatch for each", DiagnosticSeverity.Info),
            (windows.GetMessage(null), windows.Severity));
        Diagnostic[] buffers = [.. GeneratorRun.Of(json, said: Said("MaxBatch=250;MaxContext=16")).Diagnostics];
        Assert.Contains(buffers, static d => d.GetMessage(null).StartsWith("The buffer 'logits' takes 145 MiB in a session of 250 sequences and cannot be cut;", StringComparison.Ordinal));
        Assert.All(buffers.Append(windows), static d => Assert.Equal((GeneratorRun.ConfigPath, 0, 0), Place(d)));
        Assert.All(buffers, static d => Assert.Equal(("MW4012", DiagnosticSeverity.Warning), (d.Id, d.Severity)));
        Assert.Empty(GeneratorRun.Of(json, said: Said("MaxBatch=250;MaxContext=16;Backend=Cpu")).Diagnostics);
    }

    private static Dictionary<string, string> Said(string list) => list.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(static pair => pair.Split('=')).ToDictionary(static pair => pair[0], static pair => pair[1]);

    private static (string Path, int Line, int Column) Place(Diagnostic diagnostic)
    {
        FileLinePositionSpan place = diagnostic.Location.GetLineSpan();
        return (place.Path, place.StartLinePosition.Line, place.StartLinePosition.Character);
    }
}
