using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Threading;
using Modelwright.Runtime.Cpu;

namespace Modelwright.Benchmarks;

/// <summary>What some threads of this machine can do at most, which is what figures of a model are a share of.</summary>
/// <param name="Read">Bytes a second that are read from memory, in large pages where there are such, and summed.</param>
/// <param name="Copy">Bytes a second of a copy from memory to memory, those read and those written together.</param>
/// <param name="Flops">Floating-point operations a second of fused multiply-adds in registers, each of which is two.</param>
internal sealed record MachineRates(double Read, double Copy, double Flops)
{
    private const int Repeats = 4;

    /// <summary>Multiply-adds of vectors that a thread does for one figure.</summary>
    private const int Fmas = 12 * 4_000_000;

    /// <summary>Bytes of a thread: far more than its part of the caches.</summary>
    private const long Bytes = 1 << 27;

    /// <summary>Measures with that many threads at once; each figure is the best of several.</summary>
    public static MachineRates Measure(int threads) => Vector512.IsHardwareAccelerated
        ? Measure<Vector512<float>, Lanes512>(threads)
        : Vector256.IsHardwareAccelerated ? Measure<Vector256<float>, Lanes256>(threads) : Measure<Vector128<float>, Lanes128>(threads);

    /// <summary>The better of each figure: a machine's speed is not that of a moment in which a neighbour disturbed.</summary>
    public MachineRates Best(MachineRates other) => new(Math.Max(Read, other.Read), Math.Max(Copy, other.Copy), Math.Max(Flops, other.Flops));

    public override string ToString() => FormattableString.Invariant($"the machine: {Read / 1e9:F1} GB/s read, {Copy / 1e9:F1} GB/s copied, {Flops / 1e9:F0} GFLOP/s of multiply-adds; of that:");

    private static unsafe MachineRates Measure<TVector, TLanes>(int threads)
        where TVector : unmanaged
        where TLanes : struct, ILanes<TVector>
    {
        nint[] memory = [.. Enumerable.Range(0, threads).Select(static _ => (nint)LargePages.Allocate(Bytes))];
        try
        {
            Rate(memory, Bytes, static data => NativeMemory.Fill((void*)data, (nuint)Bytes, 1)); // pages are there from now on
            return new MachineRates(
                Rate(memory, Bytes, static data => Sum<TVector, TLanes>((float*)data, Bytes / sizeof(float))),
                Rate(memory, Bytes, static data => Buffer.MemoryCopy((void*)data, (byte*)data + (Bytes / 2), Bytes / 2, Bytes / 2)),
                Rate(memory, Fmas * 2.0 * TLanes.Count, static _ => Multiply<TVector, TLanes>()));
        }
        finally
        {
            foreach (nint block in memory)
            {
                NativeMemory.AlignedFree((void*)block);
            }
        }
    }

    /// <summary>From the first thread's beginning to the last one's end, as they see it: whoever waits for them may not run while they do.</summary>
    private static double Rate(nint[] memory, double each, Action<nint> work) => Enumerable.Range(0, Repeats).Max(_ =>
    {
        using Barrier start = new(memory.Length);
        (long Began, long Ended)[] times = new (long, long)[memory.Length];
        List<Thread> threads = [.. memory.Select((data, number) => new Thread(() =>
        {
            start.SignalAndWait();
            long began = Stopwatch.GetTimestamp();
            work(data);
            times[number] = (began, Stopwatch.GetTimestamp());
        }))];
        threads.ForEach(static thread => thread.Start());
        threads.ForEach(static thread => thread.Join());
        return memory.Length * each / Stopwatch.GetElapsedTime(times.Min(static time => time.Began), times.Max(static time => time.Ended)).TotalSeconds;
    });

    private static unsafe void Sum<TVector, TLanes>(float* data, long count)
        where TVector : unmanaged
        where TLanes : struct, ILanes<TVector>
    {
        (TVector a, TVector b, TVector c, TVector d) = (default, default, default, default);
        for (float* end = data + count; data < end; data += 4 * TLanes.Count)
        {
            a = TLanes.Add(a, TLanes.Load(data));
            b = TLanes.Add(b, TLanes.Load(data + TLanes.Count));
            c = TLanes.Add(c, TLanes.Load(data + (2 * TLanes.Count)));
            d = TLanes.Add(d, TLanes.Load(data + (3 * TLanes.Count)));
        }

        Keep<TVector, TLanes>(TLanes.Add(TLanes.Add(a, b), TLanes.Add(c, d)));
    }

    /// <summary>Twelve sums that do not wait for each other: more than any processor has multiply-adds on their way.</summary>
    private static void Multiply<TVector, TLanes>()
        where TVector : unmanaged
        where TLanes : struct, ILanes<TVector>
    {
        TVector x = TLanes.Create(0.999f);
        TVector y = TLanes.Create(0.001f);
        (TVector a, TVector b, TVector c, TVector d, TVector e, TVector f) = (x, y, x, y, x, y);
        (TVector g, TVector h, TVector i, TVector j, TVector k, TVector l) = (x, y, x, y, x, y);
        for (int step = 0; step < Fmas / 12; step++)
        {
            a = TLanes.MultiplyAdd(a, x, y);
            b = TLanes.MultiplyAdd(b, x, y);
            c = TLanes.MultiplyAdd(c, x, y);
            d = TLanes.MultiplyAdd(d, x, y);
            e = TLanes.MultiplyAdd(e, x, y);
            f = TLanes.MultiplyAdd(f, x, y);
            g = TLanes.MultiplyAdd(g, x, y);
            h = TLanes.MultiplyAdd(h, x, y);
            i = TLanes.MultiplyAdd(i, x, y);
            j = TLanes.MultiplyAdd(j, x, y);
            k = TLanes.MultiplyAdd(k, x, y);
            l = TLanes.MultiplyAdd(l, x, y);
        }

        TVector left = TLanes.Add(TLanes.Add(TLanes.Add(a, b), TLanes.Add(c, d)), TLanes.Add(e, f));
        TVector right = TLanes.Add(TLanes.Add(TLanes.Add(g, h), TLanes.Add(i, j)), TLanes.Add(k, l));
        Keep<TVector, TLanes>(TLanes.Add(left, right));
    }

    /// <summary>A result that is looked at, so that computing it is no dead code.</summary>
    private static void Keep<TVector, TLanes>(TVector result)
        where TVector : unmanaged
        where TLanes : struct, ILanes<TVector>
    {
        if (float.IsPositiveInfinity(TLanes.Sum(result)))
        {
            throw new InvalidOperationException("A sum that cannot be infinite is.");
        }
    }
}
