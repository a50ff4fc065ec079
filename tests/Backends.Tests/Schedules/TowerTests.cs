using System.Linq;
using System.Threading;
using Modelwright.Backends.Vulkan;
using Modelwright.IR;
using Modelwright.IR.Tests;

namespace Modelwright.Backends.Tests;

/// <summary>Towers and heads are planned whatever their number: nothing knows "the" width or "the" exit.</summary>
public class TowerTests
{
    private static readonly Module Text = ModelLowering.Lower(TinySpecs.Dense);

    [Fact]
    public void A_second_tower_has_a_residual_stream_and_names_of_its_own()
    {
        ModelPlan plan = ModelPlanner.Plan(SecondTower.Beside(TinySpecs.Dense), CancellationToken.None);

        Assert.Equal(["decode", "prefill", "last logits", "all logits", "side decode", "side prefill", "side last logits", "side all logits"], plan.Schedule.Functions.Select(static function => function.Name));
        Assert.Equal([72, 40], plan.Towers.Select(static tower => tower.Tower.Width));
        Assert.Equal(["X", "SideX"], plan.Scratch.Buffers.Select(static buffer => buffer.Name).Where(static name => name.EndsWith('X')));
        Assert.All(plan.Schedule.Blocks, static block => Assert.Equal([0, 1], block.Buffers.Where(static place => place.Pinned).Select(static place => place.Slot).Order()));
        Assert.Contains("SideLastLogits", plan.Kernels.Kernels.Select(static kernel => kernel.Kernel.Name));
    }

    /// <summary>Its head's kernel is the first tower's, so that no function's word stands before the name, which was nothing else.</summary>
    [Fact]
    public void Towers_of_one_width_share_kernels_and_every_kernel_has_a_name()
    {
        ModelPlan plan = ModelPlanner.Plan(Text with { Towers = [Text.Text, SecondTower.Renamed(Text.Text)] }, CancellationToken.None);

        string[] names = [.. plan.Kernels.Kernels.Select(static kernel => kernel.Kernel.Name)];
        Assert.All(names, static name => Assert.Matches("^[A-Z][A-Za-z0-9]+$", name));
        Assert.Equal(names.Length, names.Distinct().Count());
        Assert.Equal(ModelPlanner.Plan(Text, CancellationToken.None).Kernels.Kernels.Count, names.Length);
    }

    [Fact]
    public void A_second_head_is_recorded_for_itself()
    {
        Block logits = Text.Text.Exits[0];
        Block score = new("score", "a score", logits.Body.Rewrite(static (node, inputs, builder) =>
            node.Op is Weight { Slot.Name: "head" } ? builder.Add(new Weight(WeightSlot.Matrix("score", 3, 72, WeightSource.Whole("score.weight", [3, 72])))) : null));

        ModelPlan plan = ModelPlanner.Plan(Text with { Towers = [Text.Text with { Exits = [logits, score] }] }, CancellationToken.None);

        Assert.Equal([("logits", 131), ("score", 3)], plan.Text.Exits.Select(static exit => (exit.Name, exit.Width)));
        Assert.Equal(["LastLogits", "LastScore"], plan.Text.Exits.Select(static exit => exit.Last.Function));
        Assert.Equal(ModelPlanner.Plan(Text, CancellationToken.None).DispatchesPerToken, plan.DispatchesPerToken);
    }
}
