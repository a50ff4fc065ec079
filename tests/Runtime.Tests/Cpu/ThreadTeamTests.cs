using System;
using System.Threading;
using Modelwright.Runtime.Cpu;

namespace Modelwright.Runtime.Tests.Cpu;

public class ThreadTeamTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Every_chunk_is_done_once_and_nobody_shares_a_workers_memory(int threads)
    {
        using ThreadTeam team = new(threads);
        for (int round = 0; round < 300; round++)
        {
            Counting work = new(chunks: round % 17);
            team.Run(work, round % 17);
            Assert.All(work.Done, static times => Assert.Equal(1, times));
            Assert.False(work.Shared, "two threads had one worker");
            if (round % 100 == 99)
            {
                Thread.Sleep(5); // long enough that all fall asleep
            }
        }
    }

    /// <summary>A failure reaches the caller, and the team goes on to the next work.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_failure_is_the_callers(int threads)
    {
        using ThreadTeam team = new(threads);
        InvalidOperationException failure = Assert.Throws<InvalidOperationException>(() => team.Run(new Failing(), 50));
        Assert.Equal("chunk 7", failure.Message);
        Counting work = new(20);
        team.Run(work, 20);
        Assert.All(work.Done, static times => Assert.Equal(1, times));
    }

    /// <summary>A thread's first waits may allocate, whenever they come; what works allocate would come in every hundred.</summary>
    [Fact]
    public void Works_allocate_nothing()
    {
        using ThreadTeam team = new(2);
        Counting work = new(8);
        team.Run(work, 8);
        long[] allocated = new long[5];
        for (int i = 0; i < allocated.Length; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int round = 0; round < 100; round++)
            {
                team.Run(work, 8);
            }

            allocated[i] = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Contains(0, allocated);
    }

    [Fact]
    public void Lists_of_processors_are_read_as_Linux_writes_them() =>
        Assert.Equal([0, 1, 2, 3, 8, 10, 11], Processors.Numbers("0-3,8,10-11\n"));

    [Fact]
    public void There_is_a_thread_for_each_core_this_process_may_use() => Assert.InRange(Processors.Default, 1, Environment.ProcessorCount);

    private sealed class Counting(int chunks) : TeamWork
    {
        private readonly int[] _done = new int[chunks];
        private readonly int[] _inside = new int[16];

        public int[] Done => _done;

        public bool Shared { get; private set; }

        public override void Run(int chunk, Worker worker)
        {
            Shared |= Interlocked.Increment(ref _inside[worker.Number]) > 1;
            Thread.SpinWait(200);
            Interlocked.Increment(ref _done[chunk]);
            Interlocked.Decrement(ref _inside[worker.Number]);
        }
    }

    private sealed class Failing : TeamWork
    {
        public override void Run(int chunk, Worker worker)
        {
            if (chunk == 7)
            {
                throw new InvalidOperationException("chunk 7");
            }
        }
    }
}
