using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Modelwright.Backends;

namespace Modelwright.Generator.Tests;

/// <summary>A class cannot have a name that its own generated code uses; the compiler says so before C# would.</summary>
public class ReservedNameTests
{
    [Theory]
    [InlineData("qwen3_dense", "Vulkan")]
    [InlineData("qwen3_moe_mixed", "Vulkan")]
    [InlineData("qwen3_moe_sliding", "Vulkan")]
    [InlineData("qwen3_next_mixed", "Vulkan")]
    [InlineData("qwen3_vl", "Vulkan")]
    [InlineData("qwen3_dense", "TorchSharp")]
    [InlineData("qwen3_moe_mixed", "TorchSharp")]
    [InlineData("qwen3_moe_sliding", "TorchSharp")]
    [InlineData("qwen3_next_mixed", "TorchSharp")]
    [InlineData("qwen3_vl", "TorchSharp")]
    [InlineData("qwen3_dense", "Cpu")]
    [InlineData("qwen3_moe_mixed", "Cpu")]
    [InlineData("qwen3_moe_sliding", "Cpu")]
    [InlineData("qwen3_next_mixed", "Cpu")]
    [InlineData("qwen3_vl", "Cpu")]
    [InlineData("qwen3_next_mixed", "Auto")]
    [InlineData("qwen3_vl", "Auto")]
    public void Every_name_that_generated_code_uses_is_refused_for_the_class(string config, string backend)
    {
        string json = TestConfigs.Golden(config);
        SortedSet<string> used = [.. UsedNames(GeneratorRun.Of(json, className: "Qwen", backend: backend).Output)];
        used.Remove("Qwen");
        Assert.NotEmpty(used);
        string[] allowed = [.. used.Where(static name => !ReservedNames.Contains(name))];
        Assert.True(allowed.Length == 0, string.Join(' ', allowed));
    }

    [Theory]
    [InlineData("Config")]
    [InlineData("DecodeFullAttentionDense")]
    public void Such_a_name_is_one_message_and_an_empty_class(string name)
    {
        GeneratorRun run = GeneratorRun.Of(TestConfigs.Golden("qwen3_dense"), className: name);

        Assert.Equal(["MW0008"], run.Diagnostics.Select(static d => d.Id));
        Assert.Empty(run.CompilerMessages);
        Assert.NotNull(run.Output.GetTypeByMetadataName("Models." + name));
    }

    /// <summary>Members of the class, and the types and namespaces that its code names without saying where they are.</summary>
    private static IEnumerable<string> UsedNames(Compilation output)
    {
        INamedTypeSymbol model = output.GetTypeByMetadataName("Models.Qwen")!;
        IEnumerable<string> members = model.GetMembers().Where(static m => m.CanBeReferencedByName).Select(static m => m.Name);
        return members.Concat(model.DeclaringSyntaxReferences.SelectMany(part => Unqualified(output, part.GetSyntax())));
    }

    private static IEnumerable<string> Unqualified(Compilation output, SyntaxNode part)
    {
        SemanticModel semantics = output.GetSemanticModel(part.SyntaxTree);
        return part.DescendantNodes().OfType<SimpleNameSyntax>()
            .Where(static name => name.Parent is not (QualifiedNameSyntax or AliasQualifiedNameSyntax) && !(name.Parent is MemberAccessExpressionSyntax access && access.Name == name))
            .Where(name => semantics.GetSymbolInfo(name).Symbol is INamedTypeSymbol { IsTupleType: false } type && type.Name == name.Identifier.Text)
            .Select(static name => name.Identifier.Text);
    }
}
