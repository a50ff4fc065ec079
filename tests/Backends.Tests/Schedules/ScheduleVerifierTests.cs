using System.Linq;
using Modelwright.IR;
using static Modelwright.Backends.Tests.Works;

namespace Modelwright.Backends.Tests;

/// <summary>Each numbered rule, broken once.</summary>
public class ScheduleVerifierTests
{
    private static readonly ScratchBuffer X = Row("X", 64);
    private static readonly ScratchBuffer A = Row("A", 512);
    private static readonly ScratchBuffer B = Row("B", 256);

    private static readonly BlockPlan Good = WorkScheduler.Plan(
        "test",
        [Of("First", Reads(X), Writes(A)), Of("Second", Reads(A), Writes(B)), Of("Third", Reads(B), Updates(X))],
        [X]);

    [Fact]
    public void A_plan_of_the_scheduler_is_right() => ScheduleVerifier.Verify(new Schedule([new FunctionPlan("decode", [Good])]));

    [Fact]
    public void S1_a_work_is_missing() => Breaks("S1", Good with { Intervals = [new Interval([0]), new Interval([1])] });

    [Fact]
    public void S1_a_work_is_repeated() => Breaks("S1", Good with { Intervals = [new Interval([0]), new Interval([1]), new Interval([2]), new Interval([2])] });

    [Fact]
    public void S2_a_barrier_is_missing() => Breaks("S2", Good with { Intervals = [new Interval([0, 1]), new Interval([2])] });

    [Fact]
    public void S3_works_change_places() => Breaks("S3", Good with { Intervals = [new Interval([1]), new Interval([0]), new Interval([2])] });

    [Fact]
    public void S4_a_buffer_has_no_place() => Breaks("S4", Good with { Buffers = Good.Buffers.Where(static place => place.Buffer != A).ToEquatableArray() });

    [Fact]
    public void S4_a_buffer_is_used_after_its_life() => Breaks("S4", Change(A, static place => place with { Last = 0 }));

    [Fact]
    public void S5_two_living_buffers_share_a_slot() => Breaks("S5", Change(B, static place => place with { Slot = 1 }));

    [Fact]
    public void S5_a_buffer_lies_on_the_residual_stream() => Breaks("S5", Change(B, static place => place with { Slot = 0 }));

    [Fact]
    public void S6_a_buffer_is_read_before_it_is_written() =>
        Breaks("S6", WorkScheduler.Plan("test", [Of("First", Reads(A), Updates(X)), Of("Second", Reads(X), Writes(A))], [X]));

    [Fact]
    public void S7_a_barrier_waits_for_nothing()
    {
        BlockPlan plan = WorkScheduler.Plan("test", [Of("One", Reads(X), Writes(A)), Of("Other", Reads(X), Writes(B))], [X]);
        EquatableArray<Placement> longer = plan.Buffers.Select(static place => place with { Last = 1 }).ToEquatableArray();

        Breaks("S7", plan with { Intervals = [new Interval([0]), new Interval([1])], Buffers = longer });
    }

    [Fact]
    public void S8_another_block_uses_the_residual_streams_slot()
    {
        BlockPlan other = WorkScheduler.Plan("other", [Of("Make", Reads(SessionBuffer.Tokens), Writes(B))], []);
        Schedule schedule = new([new FunctionPlan("decode", [Good, other])]);

        Assert.StartsWith("S8:", Assert.Throws<IrException>(() => ScheduleVerifier.Verify(schedule)).Message);
    }

    private static BlockPlan Change(ScratchBuffer buffer, System.Func<Placement, Placement> change) =>
        Good with { Buffers = Good.Buffers.Select(place => place.Buffer == buffer ? change(place) : place).ToEquatableArray() };

    private static void Breaks(string rule, BlockPlan plan) =>
        Assert.StartsWith(rule + ":", Assert.Throws<IrException>(() => ScheduleVerifier.Verify(plan)).Message);
}
