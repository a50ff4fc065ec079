using System.Linq;
using Modelwright.IR;
using Modelwright.IR.Tests;

namespace Modelwright.Backends.Tests;

/// <summary>The kernels of whole models, as their files hold them, through glslc and spirv-val.</summary>
public class GeneratedKernelTests
{
    [Theory]
    [InlineData("qwen3_dense")]
    [InlineData("qwen3_moe")]
    [InlineData("qwen3_moe_mixed")]
    [InlineData("qwen3_moe_sliding")]
    [InlineData("qwen3_next")]
    public void Every_kernel_compiles(string model) => Check(Emitted.Golden(model));

    [Theory]
    [MemberData(nameof(ModelSizeTests.Published), MemberType = typeof(ModelSizeTests))]
    public void Every_kernel_of_a_published_model_compiles(string config) => Check(Emitted.Spec(TestFiles.FullSize(config)));

    [Fact]
    public void Every_kernel_with_biases_windows_and_sizes_off_the_grid_compiles()
    {
        Check(TinySpecs.Dense);
        Check(TinySpecs.Next);
    }

    [Fact]
    public void A_kernel_used_by_both_functions_stands_once_and_without_their_names()
    {
        string[] names = [.. Emitted.Plan(TinySpecs.Next).Kernels.Kernels.Select(static kernel => kernel.Kernel.Name)];

        Assert.Contains("AttentionPrepare", names);
        Assert.Contains("Embed", names);
        Assert.Contains("DecodeQkv", names);
        Assert.Contains("PrefillQkv", names);
        Assert.Equal(names.Length, names.Distinct().Count());
    }

    [Fact]
    public void Full_and_sliding_attention_are_two_kernels()
    {
        string[] names = [.. Emitted.Plan(TinySpecs.Dense).Kernels.Kernels.Select(static kernel => kernel.Kernel.Name)];

        Assert.Contains("DecodeAttention", names);
        Assert.Contains("DecodeSlidingAttention", names);
    }

    private static void Check(ModelSpec spec) =>
        GlslCompiler.CheckAll([.. Emitted.Plan(spec).Kernels.Kernels.Select(static kernel => (kernel.Kernel.Name, kernel.Kernel.Glsl))]);
}
