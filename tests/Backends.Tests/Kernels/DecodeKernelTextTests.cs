using System.Collections.Generic;
using System.Linq;
using Modelwright.Backends.Vulkan;
using Modelwright.IR;

namespace Modelwright.Backends.Tests;

public sealed class DecodeKernelTextTests
{
    public static IEnumerable<object[]> Indices() => DecodeKernels.All().Select(static (kernel, i) => new object[] { i, kernel.Name });

    [Theory]
    [MemberData(nameof(Indices))]
    public void A_kernel_is_valid_in_every_shape(int index, string name)
    {
        Kernel kernel = DecodeKernels.All().ElementAt(index);

        Assert.NotEmpty(GlslCompiler.Compile(name, kernel.Glsl));
        Assert.DoesNotContain('\r', kernel.Glsl);
        Assert.DoesNotContain("#if", kernel.Glsl);
    }

    [Theory]
    [MemberData(nameof(Indices))]
    public void A_kernel_binds_what_its_text_declares(int index, string name)
    {
        Kernel kernel = DecodeKernels.All().ElementAt(index);
        Assert.Equal(name, kernel.Name);
        foreach (KernelBinding binding in kernel.Bindings)
        {
            string access = binding.Access switch { BindingAccess.Read => "readonly ", BindingAccess.Write => @"(writeonly |\) (coherent )?)", _ => string.Empty };        // what is scratch is written, then read back
            Assert.Matches($@"{(access.Length == 0 ? @"\) (coherent )?" : access)}buffer \w+ \{{ \w+ {binding.Name}\[\]; \}};", kernel.Glsl);
        }
    }

    [Theory]
    [MemberData(nameof(Indices))]
    public void A_kernel_stays_within_the_loop_budget(int index, string name)
    {
        Kernel kernel = DecodeKernels.All().ElementAt(index);

        Assert.True(kernel.LoopBound < LoopBudget.Limit, $"{name}: {kernel.LoopBound}");
    }

    [Fact]
    public void Loops_that_take_too_long_are_refused_by_name()
    {
        IrException error = Assert.Throws<IrException>(static () =>
            GemvKernel.Emit("Huge", new FusedLinear(2_000_000, 8, null, Bias: false, LinearEpilogue.None, Activation.Silu, LastColumn: false)));

        Assert.Contains("Huge", error.Message);
        Assert.Contains("8 by 2000000", error.Message);
    }

    [Fact]
    public void Kernels_and_runtime_agree_on_what_a_call_can_hold()
    {
        Assert.Equal(Modelwright.Runtime.Vulkan.SessionSizes.MaxColumns, PrefillLimits.Tokens);
        Assert.Equal(Modelwright.Runtime.Vulkan.SessionSizes.MaxRows, PrefillLimits.Rows);
        Assert.Equal(Modelwright.Runtime.Vulkan.SessionSizes.LongestContext, AttentionDecodeKernel.LongestContext);
        Assert.Equal(Modelwright.Runtime.Vulkan.StepBuffer.KeysPerSplit, AttentionDecodeKernel.KeysPerSplit);
    }

    [Fact]
    public void A_generated_kernel_holds_only_what_it_uses()
    {
        string text = Conditions.Resolve("#define A 1\n#define B 0\none\n#if A && B\ntwo\n#else\nthree\n#endif\n\n#if B\nfour\n#if A\nfive\n#endif\n#endif\n\nsix");

        Assert.Equal("one\nthree\n\nsix", text);
        Assert.Throws<IrException>(static () => Conditions.Resolve("#if C\n#endif"));
    }

    [Fact]
    public void Nested_and_sequential_loops_add_up()
    {
        Assert.Equal(10 * (1 + 5 + 7), new Loop(10, new Loop(5), new Loop(7)).BackEdges);
        Assert.Equal(3 + 4, LoopBudget.Check("k", "s", new Loop(3), new Loop(4)));
    }
}
