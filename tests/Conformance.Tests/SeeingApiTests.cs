using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Modelwright.Generator.Tests;

namespace Modelwright.Conformance.Tests;

/// <summary>What generated classes can be given is decided by the C# compiler: pictures where the model sees, positions of the kind that its heads turn by.</summary>
public class SeeingApiTests
{
    private const string Picture = "new Prompt { \"What is this?\", Image.FromRgb(new byte[3], 1, 1) }";
    private const string OneRow = "model.CreateSession(new()).Forward(new ModelInput([1]), new Positions1D([0]), [])";
    private const string ThreeRows = "model.CreateSession(new()).Forward(new ModelInput([1]), new Positions3D([0, 0, 0]), [])";

    [Theory]
    [InlineData("Vulkan")]
    [InlineData("TorchSharp")]
    [InlineData("Cpu")]
    [InlineData("Auto")]
    public void A_language_model_that_sees(string backend) => Check(
        "qwen3_vl", backend,
        fits: [$"model.GenerateTextAsync({Picture})", "model.GenerateTextAsync(\"text\")", $"model.GenerateBatch([{Picture}])", "model.GenerateBatch([[1, 2], [3]])", "new VisionSession(model).ContinueAsync(\"text\")", $"new VisionSession(model).ContinueAsync({Picture})", "model.GetImageFeatures(Image.FromRgb(new byte[3], 1, 1))", ThreeRows],
        doesNot: [OneRow, $"model.Classify({Picture})"]);

    [Theory]
    [InlineData("Vulkan")]
    [InlineData("TorchSharp")]
    [InlineData("Cpu")]
    [InlineData("Auto")]
    public void A_language_model_that_only_reads(string backend) => Check(
        "qwen3_5_text", backend,
        fits: ["model.GenerateTextAsync(\"text\")"],
        doesNot: [$"model.GenerateTextAsync({Picture})", $"model.GenerateBatch([{Picture}])", "model.GetImageFeatures(Image.FromRgb(new byte[3], 1, 1))", OneRow, ThreeRows]);

    [Theory]
    [InlineData("Vulkan")]
    [InlineData("TorchSharp")]
    [InlineData("Cpu")]
    [InlineData("Auto")]
    public void A_classifier_that_sees_and_one_that_only_reads(string backend)
    {
        Check(
            "qwen3_5_sequenceclassification", backend,
            fits: [$"model.Classify({Picture})", $"model.Classify(new[] {{ {Picture} }})", "model.Classify(\"text\")", "model.Classify(new[] { \"text\" })", "model.Classify([\"text\"])", ThreeRows],
            doesNot: [$"model.GenerateTextAsync({Picture})", OneRow]);
        Check(
            "qwen3_5_text_sequenceclassification", backend,
            fits: ["model.Classify(\"text\")"],
            doesNot: [$"model.Classify({Picture})", $"model.Classify(new[] {{ {Picture} }})"]);
    }

    [Fact]
    public void A_bare_model_that_sees() => Check(
        "qwen3_vl_moe_model", "Cpu",
        fits: [$"model.Embed([{Picture}])", "model.Embed([\"text\"])", ThreeRows],
        doesNot: [$"model.GenerateTextAsync({Picture})", $"model.Classify({Picture})"]);

    private static void Check(string golden, string backend, string[] fits, string[] doesNot)
    {
        string[] calls = [.. fits, .. doesNot];
        string user = $$"""
            using Modelwright.Runtime;
            namespace Models;
            internal static class User
            {
                {{string.Join("\n    ", calls.Select(static (call, i) => $"internal static void Call{i}(Model model) {{ {call}; }}"))}}
            }
            """;
        GeneratorRun run = GeneratorRun.Of(GoldenCase.Named(golden).Config, csharp: user, backend: backend, language: LanguageVersion.Latest);
        IReadOnlyList<string> wrong =
        [
            .. run.Output.GetDiagnostics()
                .Where(static d => d.Severity == DiagnosticSeverity.Error)
                .Select(static d => d.Location.SourceTree!.GetText().Lines[d.Location.GetLineSpan().StartLinePosition.Line].ToString())
                .Distinct(),
        ];

        Assert.All(fits, call => Assert.DoesNotContain(wrong, line => line.Contains(call + "; }", System.StringComparison.Ordinal)));
        Assert.All(doesNot, call => Assert.Contains(wrong, line => line.Contains(call + "; }", System.StringComparison.Ordinal)));
        Assert.Equal(doesNot.Length, wrong.Count);
    }
}
