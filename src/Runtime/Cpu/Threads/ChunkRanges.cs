using System.Threading;

namespace Modelwright.Runtime.Cpu;

/// <summary>The chunks of a work in as many ranges as there are threads. Anybody may take from any range; a range's chunks are given out in order, each once.</summary>
internal sealed class ChunkRanges(int ranges)
{
    /// <summary>Counters from one range's to the next: two cache lines, which processors fetch together.</summary>
    private const int Stride = 128 / sizeof(int);

    private readonly int[] _next = new int[(ranges + 1) * Stride];
    private int _chunks;

    /// <summary>Begins anew. Nobody may be taking meanwhile.</summary>
    public void Begin(int chunks)
    {
        _chunks = chunks;
        for (int range = 0; range < ranges; range++)
        {
            Volatile.Write(ref Next(range), Start(range));
        }
    }

    /// <summary>The next chunk of a range, if it has one left.</summary>
    public bool TryTake(int range, out int chunk)
    {
        chunk = Interlocked.Increment(ref Next(range)) - 1;
        return chunk < Start(range + 1);
    }

    /// <summary>Gives out no more.</summary>
    public void Stop()
    {
        for (int range = 0; range < ranges; range++)
        {
            Volatile.Write(ref Next(range), _chunks);
        }
    }

    private ref int Next(int range) => ref _next[(range + 1) * Stride];

    private int Start(int range) => (int)((long)_chunks * range / ranges);
}
