using Modelwright.IR;
using static Modelwright.Backends.Tests.Works;

namespace Modelwright.Backends.Tests;

/// <summary>Order, barriers and slots of small hand-made blocks, as the printed plan.</summary>
public class WorkSchedulerTests
{
    private static readonly ScratchBuffer X = Row("X", 64);
    private static readonly ScratchBuffer A = Row("A", 512);
    private static readonly ScratchBuffer B = Row("B", 256);
    private static readonly ScratchBuffer C = Row("C", 128);

    [Fact]
    public void Independent_works_share_an_interval_though_made_apart() => Assert.Equal(
        """
          block test
            barrier
              First(X r, A w)
              Third(X r, C w)
            barrier
              Second(A r, B w)
            barrier
              Fourth(B r, C r, X rw)
            slot 0: X, 64 B/row, always
            slot 1: A, 512 B/row, 0..1
            slot 2: B, 256 B/row, 1..2
            slot 3: C, 128 B/row, 0..2

        """,
        Plan(
            Of("First", Reads(X), Writes(A)),
            Of("Second", Reads(A), Writes(B)),
            Of("Third", Reads(X), Writes(C)),
            Of("Fourth", Reads(B), Reads(C), Updates(X))));

    [Fact]
    public void A_buffer_takes_the_slot_of_one_that_is_dead() => Assert.Equal(
        """
          block test
            barrier
              First(X r, A w)
            barrier
              Second(A r, B w)
            barrier
              Third(B r, C w)
            barrier
              Fourth(C r, X rw)
            slot 0: X, 64 B/row, always
            slot 1: A, 512 B/row, 0..1
            slot 2: B, 256 B/row, 1..2
            slot 1: C, 128 B/row, 2..3

        """,
        Plan(
            Of("First", Reads(X), Writes(A)),
            Of("Second", Reads(A), Writes(B)),
            Of("Third", Reads(B), Writes(C)),
            Of("Fourth", Reads(C), Updates(X))));

    [Fact]
    public void What_was_read_is_overwritten_only_after_a_barrier() => Assert.Equal(
        """
          block test
            barrier
              Read(output r, A w)
            barrier
              Overwrite(output w)
            slot 0: X, 64 B/row, always
            slot 1: A, 512 B/row, 0..0

        """,
        Plan(Of("Read", Reads(SessionBuffer.Output), Writes(A)), Of("Overwrite", Writes(SessionBuffer.Output))));

    [Fact]
    public void Two_readers_need_no_barrier_between_them()
    {
        BlockPlan plan = WorkScheduler.Plan("test", [Of("One", Reads(X), Writes(A)), Of("Other", Reads(X), Writes(B))], [X]);

        Assert.Single(plan.Intervals);
    }

    [Fact]
    public void The_arena_lists_each_slot_with_its_largest_buffers()
    {
        BlockPlan one = WorkScheduler.Plan("one", [Of("Make", Reads(X), Writes(A)), Of("Use", Reads(A), Updates(X))], [X]);
        BlockPlan other = WorkScheduler.Plan("other", [Of("Make", Reads(X), Writes(C)), Of("Use", Reads(C), Updates(X))], [X]);
        Schedule schedule = new([new FunctionPlan("decode", [one, other])]);
        ScheduleVerifier.Verify(schedule);

        Assert.EndsWith(
            """
            arena
              slot 0: 64 B/row
              slot 1: 512 B/row

            """,
            schedule.ToString());
    }

    private static string Plan(params Work[] works)
    {
        BlockPlan plan = WorkScheduler.Plan("test", works, [X]);
        ScheduleVerifier.Verify(plan);
        return SchedulePrinter.Print(plan);
    }
}
