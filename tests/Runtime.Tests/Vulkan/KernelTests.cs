using System.Linq;
using Modelwright.Runtime.Vulkan;
using Modelwright.Tests;

namespace Modelwright.Runtime.Tests;

public sealed class KernelTests
{
    [Fact]
    public void A_trivial_kernel_computes()
    {
        using KernelBench bench = new();
        BufferRange x = bench.Floats("x", [.. Enumerable.Range(0, 100).Select(static i => (float)i)]);
        BufferRange y = bench.Unset("y", 100);

        bench.Run((TestKernels.Twice(100), [x, y]), (TestKernels.Twice(100), [y, x]));

        Assert.Equal(Enumerable.Range(0, 100).Select(static i => i * 4f), bench.ReadFloats(x));
    }

    [Fact]
    public void A_subgroup_has_the_size_it_is_told()
    {
        using KernelBench bench = new();
        BufferRange y = bench.Words("y", [0, 0, 0]);

        bench.Run((TestKernels.Sizes, [y]));

        uint size = (uint)bench.Device.Profile.SubgroupSize;
        Assert.Equal([size, size, 1u], bench.ReadWords(y));
    }
}
