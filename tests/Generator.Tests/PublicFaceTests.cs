using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Modelwright.Generator.Tests;

/// <summary>What a program sees of a generated class.</summary>
public sealed class PublicFaceTests
{
    /// <summary>Switching a backend is one word in the project.</summary>
    [Theory]
    [InlineData("qwen3_dense")]
    [InlineData("qwen3_next")]
    [InlineData("qwen3_vl")]
    [InlineData("qwen3_next_sequenceclassification")]
    public void Public_members_are_the_same_whichever_backend(string golden)
    {
        string[] auto = [.. Members(golden, "Auto")];

        Assert.Contains("Load(checkpoint, options)", auto);
        Assert.Contains("Layers", auto);
        Assert.Contains("Config.HiddenSize", auto);
        Assert.Contains("Weights.Verify(checkpoint)", auto);
        Assert.Equal(auto, Members(golden, "Vulkan"));
        Assert.Equal(auto, Members(golden, "Cpu"));
        Assert.Empty(auto.Except(Members(golden, "TorchSharp"))); // a module also has its submodules, and can be trained
    }

    /// <summary>Six of eight layers of the golden case are linear, and all have experts but those that the config excepts.</summary>
    [Fact]
    public void Layers_are_listed_by_kind()
    {
        string table = GeneratorRun.Of(TestConfigs.Golden("qwen3_next")).Sources.Single(static source => source.HintName.EndsWith("Model.LayerTable.g.cs", StringComparison.Ordinal)).SourceText.ToString();

        Assert.Contains("LayerAttention.Linear, global::Modelwright.Runtime.LayerFeedForward.Experts, [0, 1, 2", table, StringComparison.Ordinal);
        Assert.Contains("LayerAttention.Full, global::Modelwright.Runtime.LayerFeedForward.Experts, [3", table, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_of_layers_is_in_their_order() => Assert.Equal(
        [
            new Runtime.LayerInfo(0, Runtime.LayerAttention.Linear, Runtime.LayerFeedForward.Experts),
            new Runtime.LayerInfo(1, Runtime.LayerAttention.Full, Runtime.LayerFeedForward.Dense),
            new Runtime.LayerInfo(2, Runtime.LayerAttention.Linear, Runtime.LayerFeedForward.Experts),
        ],
        Runtime.LayerInfo.Table([new(Runtime.LayerAttention.Linear, Runtime.LayerFeedForward.Experts, [0, 2]), new(Runtime.LayerAttention.Full, Runtime.LayerFeedForward.Dense, [1])]));

    /// <summary>Members of the class and of its public nested classes, by name and names of parameters.</summary>
    private static IEnumerable<string> Members(string golden, string backend)
    {
        GeneratorRun run = GeneratorRun.Of(TestConfigs.Golden(golden), backend: backend);
        Assert.Empty(run.CompilerMessages);
        return Of(run.Output.GetTypeByMetadataName("Models.Model")!, "").Order(StringComparer.Ordinal);
    }

    private static IEnumerable<string> Of(INamedTypeSymbol type, string prefix) => type.GetMembers()
        .Where(static member => member.DeclaredAccessibility == Accessibility.Public && !member.IsOverride && !member.IsImplicitlyDeclared)
        .SelectMany(member => member switch
        {
            INamedTypeSymbol nested => Of(nested, prefix + nested.Name + "."),
            IMethodSymbol { MethodKind: MethodKind.Ordinary } method => [$"{prefix}{method.Name}({string.Join(", ", method.Parameters.Select(static p => p.Name))})"],
            IPropertySymbol or IFieldSymbol => (string[])[prefix + member.Name],
            _ => [],
        });
}
