using System;
using System.Runtime.ExceptionServices;
using System.Threading;

namespace Modelwright.Runtime.Cpu;

/// <summary>
/// Threads that do chunks of work together with the thread that asks. Each begins with a range of its own, so that it reads memory in one stream, and goes on
/// with the others' when that is done. Chunks are taken one by one, so a thread that the operating system has stopped delays the chunk it holds and nothing
/// else; a thread that never wakes up is not waited for. Between works the threads watch for some microseconds, then sleep.
/// Used by one caller at a time.
/// </summary>
internal sealed class ThreadTeam : IDisposable
{
    /// <summary>How long a thread watches for the next work before it sleeps: longer than the pauses within a token, far shorter than a person notices.</summary>
    private const double WatchMicroseconds = 60;

    /// <summary>Looks at the door between two looks at the clock.</summary>
    private const int LooksPerClock = 16;

    /// <summary>Looks of a caller that waits for the last chunk before it lets others run.</summary>
    private const int PatientLooks = 2000;

    /// <summary>The door's lowest bit: whether members may join. Then 15 bits that count who is inside; above them the work's number.</summary>
    private const long Open = 1;
    private const long Member = 2;
    private const long Inside = 0xFFFE;
    private const int NumberShift = 16;

    private static readonly long WatchTicks = (long)(WatchMicroseconds * System.Diagnostics.Stopwatch.Frequency / 1e6);

    private readonly Thread[] _threads;
    private readonly Lock _bed = new();
    private readonly SemaphoreSlim _bell = new(0);
    private long _door;
    private int _sleeping;
    private readonly ChunkRanges _chunks;
    private TeamWork? _work;
    private Exception? _failure;
    private volatile bool _disposed;

    public ThreadTeam(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        Workers = new Worker[threads];
        _chunks = new ChunkRanges(threads);
        for (int number = 0; number < threads; number++)
        {
            Workers[number] = new Worker(number);
        }

        _threads = new Thread[threads - 1];
        for (int i = 0; i < _threads.Length; i++)
        {
            Worker worker = Workers[i + 1];
            _threads[i] = new Thread(() => Serve(worker)) { IsBackground = true, Name = $"Modelwright {i + 1}" };
            _threads[i].Start();
        }
    }

    /// <summary>The members; the first is the caller.</summary>
    public Worker[] Workers { get; }

    /// <summary>Does all chunks of a work; returns when they are done.</summary>
    public void Run(TeamWork work, int chunks)
    {
        if (_threads.Length == 0 || chunks <= 1)
        {
            for (int chunk = 0; chunk < chunks; chunk++)
            {
                work.Run(chunk, Workers[0]);
            }

            return;
        }

        _work = work;
        _chunks.Begin(chunks);
        Interlocked.Exchange(ref _door, (((_door >> NumberShift) + 1) << NumberShift) | Open);
        Ring(Math.Min(chunks - 1, _threads.Length));
        Take(work, Workers[0]);
        Close();
        if (_failure is { } failure)
        {
            _failure = null;
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            if (_threads.Length > 0)
            {
                _bell.Release(_threads.Length);
            }

            foreach (Thread thread in _threads)
            {
                thread.Join();
            }

            _bell.Dispose();
            foreach (Worker worker in Workers)
            {
                worker.Dispose();
            }
        }
    }

    /// <summary>Takes chunks until there are none. A failure is kept for the caller, and the rest of the work is left undone.</summary>
    private void Take(TeamWork work, Worker worker)
    {
        try
        {
            for (int i = 0; i < Workers.Length; i++)
            {
                while (_chunks.TryTake((worker.Number + i) % Workers.Length, out int chunk))
                {
                    work.Run(chunk, worker);
                }
            }
        }
        catch (Exception failure)
        {
            Interlocked.CompareExchange(ref _failure, failure, null);
            _chunks.Stop();
        }
    }

    /// <summary>Lets nobody in any more and waits for those inside.</summary>
    private void Close()
    {
        Interlocked.And(ref _door, ~Open);
        for (int look = 0; (Volatile.Read(ref _door) & Inside) != 0; look++)
        {
            if (look < PatientLooks)
            {
                Thread.SpinWait(1);
            }
            else
            {
                Thread.Yield(); // the one inside may want this very processor
            }
        }
    }

    private void Ring(int wanted)
    {
        if (Volatile.Read(ref _sleeping) > 0)
        {
            lock (_bed)
            {
                int waking = Math.Min(_sleeping, wanted);
                _sleeping -= waking;
                if (waking > 0)
                {
                    _bell.Release(waking);
                }
            }
        }
    }

    private void Serve(Worker worker)
    {
        long seen = 0;
        while (!_disposed)
        {
            long door = Watch(seen);
            if (door == 0)
            {
                Sleep(seen);
                continue;
            }

            if (Interlocked.CompareExchange(ref _door, door + Member, door) == door)
            {
                seen = door >> NumberShift;
                Take(_work!, worker);
                Interlocked.Add(ref _door, -Member);
            }
        }
    }

    /// <summary>The door when it opens for a work not yet seen; 0 when it has stayed shut.</summary>
    private long Watch(long seen)
    {
        long start = System.Diagnostics.Stopwatch.GetTimestamp();
        do
        {
            for (int look = 0; look < LooksPerClock; look++)
            {
                long door = Volatile.Read(ref _door);
                if ((door & Open) != 0 && door >> NumberShift != seen)
                {
                    return door;
                }

                Thread.SpinWait(1);
            }
        }
        while (System.Diagnostics.Stopwatch.GetTimestamp() - start < WatchTicks && !_disposed);

        return 0;
    }

    private void Sleep(long seen)
    {
        lock (_bed)
        {
            _sleeping++;
        }

        Thread.MemoryBarrier();
        long door = Volatile.Read(ref _door);
        bool called = (door & Open) != 0 && door >> NumberShift != seen;
        if (called || _disposed)
        {
            lock (_bed)
            {
                if (_sleeping > 0)
                {
                    _sleeping--;
                    return;
                }
            }
        }

        _bell.Wait(); // rung already, or will be
    }
}
