using System.Collections.Generic;
using System.Linq;
using Modelwright.Backends.Vulkan;
using Modelwright.IR;

namespace Modelwright.Backends.Tests;

public sealed class PrefillKernelTextTests
{
    public static IEnumerable<object[]> Indices() => PrefillKernels.All().Select(static (kernel, i) => new object[] { i, kernel.Name });

    [Theory]
    [MemberData(nameof(Indices))]
    public void A_kernel_is_valid_in_every_shape(int index, string name)
    {
        Kernel kernel = PrefillKernels.All().ElementAt(index);

        Assert.NotEmpty(GlslCompiler.Compile(name, kernel.Glsl));
        Assert.DoesNotContain('\r', kernel.Glsl);
    }

    [Theory]
    [MemberData(nameof(Indices))]
    public void A_kernel_binds_what_its_text_declares(int index, string name)
    {
        Kernel kernel = PrefillKernels.All().ElementAt(index);
        Assert.Equal(name, kernel.Name);
        for (int i = 0; i < kernel.Bindings.Count; i++)
        {
            // A buffer written first and read back is written to whoever places barriers.
            KernelBinding binding = kernel.Bindings[i];
            string access = binding.Access switch { BindingAccess.Read => "readonly ", BindingAccess.Write => "(writeonly )?", _ => string.Empty };
            Assert.Matches($@"binding = {i + 1}, std430\) {access}buffer \w+ \{{ \w+ {binding.Name}\[\]; \}};", kernel.Glsl);
        }
    }

    [Theory]
    [MemberData(nameof(Indices))]
    public void A_kernel_stays_within_the_loop_budget(int index, string name)
    {
        Kernel kernel = PrefillKernels.All().ElementAt(index);

        Assert.True(kernel.LoopBound < LoopBudget.Limit, $"{name}: {kernel.LoopBound}");
    }

    [Fact]
    public void Loops_that_take_too_long_are_refused_by_name()
    {
        IrException error = Assert.Throws<IrException>(static () => GroupedDownKernel.Emit("Huge", 64, 1_000_000, experts: 512, perToken: 1, slots: 1));

        Assert.Contains("Huge", error.Message);
        Assert.Contains("1000000->64", error.Message);
    }

    [Fact]
    public void A_segment_of_keys_is_as_long_as_the_loops_allow()
    {
        Kernel small = AttentionPrefillKernel.Emit("Small", new AttentionShape(4, 2, 16, OutputGate: false), null);
        Kernel large = AttentionPrefillKernel.Emit("Large", new AttentionShape(4, 2, 256, OutputGate: false), null);

        Assert.True(small.SegmentKeys > large.SegmentKeys, $"{small.SegmentKeys}, {large.SegmentKeys}");
        Assert.True(large.SegmentKeys >= 4096, $"{large.SegmentKeys}");
    }
}
