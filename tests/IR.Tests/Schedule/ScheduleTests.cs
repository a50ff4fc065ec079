using System.Linq;

namespace Modelwright.IR.Tests;

/// <summary>Lives of buffers, and the schedule's rules across blocks and where several works share an interval.</summary>
public sealed class ScheduleTests
{
    private static readonly ScratchBuffer X = new("X", ScratchUnit.Row, 64);
    private static readonly ScratchBuffer A = new("A", ScratchUnit.Row, 512);
    private static readonly ScratchBuffer B = new("B", ScratchUnit.Row, 256);
    private static readonly ScratchBuffer C = new("C", ScratchUnit.Row, 128);

    [Theory]
    [InlineData(false, 1, true)]
    [InlineData(false, 2, false)]
    [InlineData(true, 2, true)]
    public void A_pinned_buffer_is_alive_beside_every_other(bool pinned, int first, bool together)
    {
        Placement early = new(A, 0, 0, 1, pinned);
        Placement late = new(B, 1, first, 3, Pinned: false);

        Assert.Equal((together, together), (early.Overlaps(late), late.Overlaps(early)));
    }

    [Fact]
    public void Each_block_of_a_schedule_keeps_the_rules()
    {
        BlockPlan good = Plan([X], Of("First", Reads(X), Writes(A)), Of("Second", Reads(A), Writes(B)));
        BlockPlan bad = good with { Intervals = [new Interval([0, 1])] };

        Breaks("S2", good, bad);
        Breaks("S2", bad, good);
    }

    /// <summary>One buffer in another slot than the residual stream's does not make up for one that is in it.</summary>
    [Fact]
    public void No_buffer_of_another_block_lies_on_the_residual_stream() => Breaks(
        "S8",
        Plan([X], Of("First", Reads(X), Writes(A))),
        Plan([], Of("Make", Writes(A)), Of("Use", Reads(A), Writes(B))));

    [Fact]
    public void A_barrier_may_stand_before_a_work_that_need_not_wait()
    {
        BlockPlan plan = Plan([X], Of("First", Reads(X), Writes(A)), Of("Second", Reads(A), Writes(B)), Of("Third", Reads(X), Writes(C)));
        Assert.Equal(["0, 2", "1"], plan.Intervals.Select(static interval => interval.ToString()));

        ScheduleVerifier.Verify(plan with
        {
            Intervals = [new Interval([0]), new Interval([1, 2])],
            Buffers = plan.Buffers.Select(static place => place.Buffer == C ? place with { Slot = 3, Last = 1 } : place).ToEquatableArray(),
        });
    }

    private static void Breaks(string rule, params BlockPlan[] blocks) => Assert.StartsWith(
        rule + ":",
        Assert.Throws<IrException>(() => ScheduleVerifier.Verify(new Schedule([new FunctionPlan("decode", blocks.ToEquatableArray())]))).Message,
        System.StringComparison.Ordinal);

    private static BlockPlan Plan(ScratchBuffer[] pinned, params Work[] works) => WorkScheduler.Plan("test", works, pinned);

    private static Work Of(string name, params Use[] uses) => new(name, uses.ToEquatableArray());

    private static Use Reads(ScratchBuffer buffer) => new(new Resource.Scratch(buffer), Reads: true, Writes: false);

    private static Use Writes(ScratchBuffer buffer) => new(new Resource.Scratch(buffer), Reads: false, Writes: true);
}
