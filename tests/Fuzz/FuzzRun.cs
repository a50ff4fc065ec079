using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Threading;
using CsCheck;

namespace Modelwright.Fuzz;

/// <summary>
/// Gives a reader changed files until its time is over: each is read, or refused by an exception that the reader promises, without much memory or time.
/// A failure is shrunk to few changes, and its message holds the file.
/// </summary>
internal static class FuzzRun
{
    /// <summary>Bytes a reader may allocate whatever the file says, and per byte of the file.</summary>
    private const long FreeBytes = 64 << 20;
    private const long BytesPerByte = 4096;

    /// <summary>Far above what any of these files takes on a busy machine; a reader that loops does not end at all.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Seconds a target is run: MODELWRIGHT_FUZZ_SECONDS, or 3.</summary>
    private static int Seconds =>
        int.TryParse(Environment.GetEnvironmentVariable("MODELWRIGHT_FUZZ_SECONDS"), NumberStyles.None, CultureInfo.InvariantCulture, out int seconds) && seconds > 0 ? seconds : 3;

    /// <summary>Runs a target.</summary>
    /// <param name="seeds">Files that the reader reads.</param>
    /// <param name="read">Reads a file; throws what the reader throws.</param>
    /// <param name="isPromised">Whether the reader may refuse a file so.</param>
    public static void Run(IReadOnlyList<byte[]> seeds, Action<byte[]> read, Func<Exception, bool> isPromised)
    {
        Assert.NotEmpty(seeds);
        Assert.All(seeds, seed => Check(seed, read, static _ => false));
        Gen<Edit[]> edits = Gen.Select(
            Gen.Enum<EditKind>(), Gen.Double[0, 1], Gen.Int[0, 1 << 20], static (kind, place, value) => new Edit(kind, place, value)).Array[1, 6];
        (int accepted, int refused) = (0, 0);
        Gen.Select(Gen.Int[0, seeds.Count - 1], edits).Sample(
            (seed, changes) =>
            {
                bool whole = Check(Mutation.Apply(seeds[seed], changes), read, isPromised);
                Interlocked.Increment(ref whole ? ref accepted : ref refused);
            },
            time: Seconds,
            threads: 1,
            print: input => Printed(Mutation.Apply(seeds[input.Item1], input.Item2)));
        Assert.True(accepted + refused > 0, "no file was tried");
    }

    /// <summary>Whether the file was read; fails where it was refused in a way that is not promised, or cost too much.</summary>
    private static bool Check(byte[] file, Action<byte[]> read, Func<Exception, bool> isPromised)
    {
        Stopwatch watch = Stopwatch.StartNew();
        long before = GC.GetAllocatedBytesForCurrentThread();
        bool whole = true;
        try
        {
            read(file);
        }
        catch (Exception e) when (isPromised(e))
        {
            whole = false;
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < FreeBytes + (BytesPerByte * file.Length), $"{allocated} bytes were allocated for a file of {file.Length}");
        Assert.True(watch.Elapsed < Patience, $"a file of {file.Length} bytes took {watch.Elapsed}");
        return whole;
    }

    private static string Printed(byte[] file)
    {
        const int most = 2000;
        string text = Encoding.Latin1.GetString(file);
        return string.Concat(text.Take(most).Select(static c => c is >= ' ' and <= '~' or '\n' ? c.ToString() : $"\\x{(int)c:X2}")) + (file.Length > most ? "…" : "");
    }
}
