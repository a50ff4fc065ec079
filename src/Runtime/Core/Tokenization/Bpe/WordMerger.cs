using System;
using System.Collections.Generic;

namespace Modelwright.Runtime;

/// <summary>Merges the symbols of one word. Short words look for the earliest merge each time; long ones, where that would be quadratic, keep a queue.</summary>
internal ref struct WordMerger(MergeTable merges, Span<int> symbols)
{
    private const int LongWord = 96;

    private readonly Span<int> _symbols = symbols;

    public readonly int[] Merge() => _symbols.Length > LongWord ? MergeByQueue() : MergeByScan();

    private readonly int[] MergeByScan()
    {
        Span<int> symbols = _symbols;
        Span<Merge> next = stackalloc Merge[LongWord];
        for (int i = 0; i + 1 < symbols.Length; i++)
        {
            next[i] = Of(symbols[i], symbols[i + 1]);
        }

        while (symbols.Length > 1)
        {
            int best = 0;
            for (int i = 1; i + 1 < symbols.Length; i++)
            {
                best = next[i].Rank < next[best].Rank ? i : best;
            }

            if (next[best].Rank == int.MaxValue)
            {
                break;
            }

            symbols[best] = next[best].Product;
            symbols[(best + 2)..].CopyTo(symbols[(best + 1)..]);
            next[(best + 1)..(symbols.Length - 1)].CopyTo(next[best..]);
            symbols = symbols[..^1];
            if (best > 0)
            {
                next[best - 1] = Of(symbols[best - 1], symbols[best]);
            }

            if (best + 1 < symbols.Length)
            {
                next[best] = Of(symbols[best], symbols[best + 1]);
            }
        }

        return symbols.ToArray();
    }

    /// <summary>Symbols are a linked list; a queue holds every pair that can be merged, by rank and then place. Pairs that have changed since are passed over.</summary>
    private readonly int[] MergeByQueue()
    {
        int length = _symbols.Length;
        int[] previous = new int[length];
        int[] following = new int[length];
        PriorityQueue<int, ulong> queue = new(length);
        for (int i = 0; i < length; i++)
        {
            (previous[i], following[i]) = (i - 1, i + 1 < length ? i + 1 : -1);
            Enqueue(queue, i, following[i]);
        }

        while (queue.TryDequeue(out int right, out ulong order))
        {
            int place = (int)(uint)order;
            if (_symbols[place] < 0 || _symbols[right] < 0 || following[place] != right || Of(_symbols[place], _symbols[right]) is var merge && merge.Rank != (int)(order >> 32))
            {
                continue;
            }

            _symbols[place] = merge.Product;
            _symbols[right] = -1;
            following[place] = following[right];
            if (following[right] >= 0)
            {
                previous[following[right]] = place;
            }

            Enqueue(queue, previous[place], place);
            Enqueue(queue, place, following[place]);
        }

        return Living(following);
    }

    private readonly int[] Living(int[] following)
    {
        List<int> tokens = [];
        for (int i = 0; i >= 0; i = following[i])
        {
            tokens.Add(_symbols[i]);
        }

        return [.. tokens];
    }

    /// <summary>The order is the rank, and among equals the place.</summary>
    private readonly void Enqueue(PriorityQueue<int, ulong> queue, int left, int right)
    {
        if (left >= 0 && right >= 0 && Of(_symbols[left], _symbols[right]) is { Rank: < int.MaxValue } merge)
        {
            queue.Enqueue(right, ((ulong)(uint)merge.Rank << 32) | (uint)left);
        }
    }

    private readonly Merge Of(int left, int right) => merges.TryGet(left, right, out Merge merge) ? merge : new Merge(int.MaxValue, 0);
}
