using Modelwright.Runtime;

namespace Modelwright.Conformance.Tests;

/// <summary>Every case of the goldens, through generator, compiler, kernels and runtime. A new folder is a new test.</summary>
public class VulkanConformanceTests
{
    public static TheoryData<string> Cases => [.. GoldenCase.CausalLanguageModels];

    /// <summary>With windows of 1 MiB, which hold any weight and state of the repository's cases, and cut those of larger ones.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Logits_steps_and_greedy_tokens_are_Hugging_Faces(string name) => VulkanGoldens.Compare(name, VulkanGoldens.AsStored with { LargestWindow = 1 << 20 });

    /// <summary>A forward pass does not depend on how it is cut: by the runtime (prefill chunk), or token by token through the decode function.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void One_piece_several_pieces_and_token_by_token_are_the_same(string name)
    {
        int compared = 0;
        VulkanGoldens.Run(name, VulkanGoldens.AsStored with { PrefillChunk = 5 }, (runner, run) =>
        {
            runner.CompareLogits(run);
            compared += runner.ComparePieces(run, 1) + runner.ComparePieces(run, 3);
        });
        Assert.NotEqual(0, compared);
    }
}
