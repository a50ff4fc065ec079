using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Modelwright.IR.Tests;

/// <summary>Work in parts gives what the parts would give one after the other, whichever ends first.</summary>
public sealed class ConcurrentlyTests
{
    [Fact]
    public void Results_stand_in_the_order_of_the_parts()
    {
        Func<string>[] parts = [.. Enumerable.Range(0, 100).Select(static i => (Func<string>)(() => string.Concat(Concurrently.Run(() => $"{i}", static () => " of 100"))))];
        Assert.Equal(Enumerable.Range(0, 100).Select(static i => $"{i} of 100"), Concurrently.Run(parts));
    }

    /// <summary>Which part fails first is luck; which is told is not.</summary>
    [Fact]
    public void The_first_part_that_fails_is_told_when_all_have_ended()
    {
        for (int i = 0; i < 20; i++)
        {
            int ended = 0;
            IrException error = Assert.Throws<IrException>(() => Concurrently.Run(
                () => $"{Interlocked.Increment(ref ended)}",
                static () => throw new IrException("first"),
                static () => throw new InvalidOperationException("second"),
                () => $"{Interlocked.Increment(ref ended)}"));
            Assert.Equal("first", error.Message);
            Assert.Equal(2, ended);
        }
    }

    [Fact]
    public async Task A_part_that_fails_waits_for_one_that_still_works()
    {
        TaskCompletionSource failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using ManualResetEventSlim gate = new();
        bool ended = false;
        Task<string[]> run = Task.Run(() => Concurrently.Run<string>(
            () =>
            {
                failed.SetResult();
                throw new IrException("first");
            },
            () =>
            {
                gate.Wait();
                ended = true;
                return "";
            }));
        await failed.Task;
        bool early = await Task.WhenAny(run, Task.Delay(20)) == run;
        gate.Set();

        await Assert.ThrowsAsync<IrException>(() => run);
        Assert.Equal((false, true), (early, ended));
    }

    [Fact]
    public void What_is_cancelled_is_cancelled()
    {
        using CancellationTokenSource source = new();
        source.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => Concurrently.Run(static () => "a", () => source.Token.IsCancellationRequested ? throw new OperationCanceledException(source.Token) : "b"));
    }
}
