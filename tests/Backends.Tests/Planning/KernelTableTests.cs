using System.Linq;
using Modelwright.Backends.Vulkan;
using Modelwright.IR;

namespace Modelwright.Backends.Tests;

/// <summary>What kernels are called, and how many rounds their loops may take.</summary>
public class KernelTableTests
{
    /// <summary>A kernel of one function has its word before its name; where two would have one name the block's comes between, then a number.</summary>
    [Fact]
    public void Kernels_are_named_by_where_they_are_used()
    {
        PlannedBlock[] blocks =
        [
            Block("Decode", "first", Call("one", "W", "q"), Call("both", "Norm", "n"), Call("unnamed", "Same")),
            Block("Decode", "second", Call("two", "W"), Call("three", "W"), Call("six", "W"), Call("one", "W", "r"), Call("one", "W", "q")),
            Block("Prefill", "first", Call("four", "W"), Call("both", "Norm"), Call("five", "Same")),
            Block("LastLogits", "logits", Call("head", "")),
            Block("AllLogits", "logits", Call("head", "")),
        ];

        KernelTable table = KernelTable.Of(blocks);

        Assert.Equal(
            ["DecodeW: q; r", "Norm: n", "DecodeSame: ", "DecodeSecondW: ", "DecodeSecondW2: ", "DecodeSecondW3: ", "PrefillW: ", "PrefillSame: ", "Logits: "],
            table.Kernels.Select(static kernel => $"{kernel.Kernel.Name}: {kernel.Origin}"));
        Assert.Equal("DecodeSecondW2", table.NameOf(Text("three") with { Name = "any other" }));
        Assert.False(table.Reorders);
        Assert.True(KernelTable.Of(blocks, ReorderKernel.Emit(64)).Reorders);
        Assert.Equal(table.Kernels.Count + 1, KernelTable.Of(blocks, ReorderKernel.Emit(64)).Kernels.Count);
    }

    [Fact]
    public void A_loop_within_a_loop_jumps_back_for_each_round_of_both()
    {
        Assert.Equal(3, new Loop(3).BackEdges);
        Assert.Equal(3 * (1 + 4 + (2 * (1 + 5))), new Loop(3, new Loop(4), new Loop(2, new Loop(5))).BackEdges);
        Assert.Equal(0, Loop.Sum([]));
        Assert.Equal([1L, 1, 2], new[] { 1, 4, 5 }.Select(LoopBudget.Lanes));
    }

    /// <summary>A driver stops at 65,535.</summary>
    [Fact]
    public void As_many_rounds_as_a_driver_takes_are_too_many()
    {
        Assert.True(LoopBudget.Allows(new Loop(65_000), new Loop(534)));
        Assert.False(LoopBudget.Allows(new Loop(65_000), new Loop(535)));
        Assert.Equal(65_534, LoopBudget.Check("Gemv", "4 by 4", new Loop(65_000), new Loop(534)));
        Assert.Equal(
            "Gemv (4 by 4): 65535 loop rounds, and a driver stops at 65535",
            Assert.Throws<IrException>(static () => LoopBudget.Check("Gemv", "4 by 4", new Loop(65_535))).Message);
    }

    /// <summary>One subgroup chooses among as many experts as 16 KiB of shared memory hold, if its loops are short enough.</summary>
    [Theory]
    [InlineData(4096, 1, false, true)]
    [InlineData(4097, 1, false, false)]
    [InlineData(4095, 1, true, true)]
    [InlineData(4096, 1, true, false)]
    [InlineData(4096, 61, false, true)]
    [InlineData(4096, 64, false, false)]
    public void A_router_that_one_subgroup_takes(int count, int perToken, bool shared, bool takes) =>
        Assert.Equal(takes, RouterKernel.Takes(new Router(count, perToken, Renormalise: true, shared, null), 64));

    /// <summary>Weights are cut into whole outputs, 8 at a time, or into whole experts: their gates and ups together.</summary>
    [Fact]
    public void Rows_that_stay_together()
    {
        Kernel gated = GemvKernel.Emit("Gated", new FusedLinear(72, 50, null, Bias: false, LinearEpilogue.Gated, Activation.Silu, LastColumn: false));
        Kernel experts = GroupedGateUpKernel.Emit("Experts", 72, 28, 12, 3, Activation.Silu);
        Kernel downs = GroupedDownKernel.Emit("Downs", 72, 28, 12, 3, 3);
        Kernel router = RouterKernel.Emit("Router", new Router(12, 3, Renormalise: true, Shared: false, null), new NormSpec(1e-6f, ZeroCentred: false), 72);
        Assert.Equal((16, 16), Together(gated, "weights"));
        Assert.Equal((56, 16), Together(experts, "weights"));
        Assert.Equal((72, 8), Together(downs, "weights"));
        Assert.Equal((1, 1), Together(router, "weights"));
        Assert.Equal((0, 0), Together(gated, "x"));
        Assert.Null(RmsNormKernel.Emit("Norm", 72, new NormSpec(1e-6f, ZeroCentred: false), maskPadding: false).BindingCut);

        static (int, int) Together(Kernel kernel, string operand)
        {
            int place = kernel.Bindings.Select(static binding => binding.Name).ToList().IndexOf(operand);
            return (kernel.RowsTogether(place), kernel.RowsAtLeast(place));
        }
    }

    private static PlannedBlock Block(string function, string name, params KernelCall[] calls) =>
        new(function, name, "a block", calls.ToEquatableArray(), new BlockPlan(name, [], [], []));

    private static KernelCall Call(string text, string use, string origin = "") => new(Text(text), KernelTopic.Linear, use, [], origin);

    private static Kernel Text(string text) => new(text, "// " + text, KernelClass.Lane, [], new Grid(new GridAxis(1)), 0);
}
