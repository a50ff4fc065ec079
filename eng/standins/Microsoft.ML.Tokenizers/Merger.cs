using System;
using System.Collections.Generic;

namespace Microsoft.ML.Tokenizers;

/// <summary>
/// Byte-pair encoding of one piece: of all neighbours that may merge, the pair of the lowest rank does, the leftmost of
/// equals first, until none may. A queue of candidates makes it O(n log n).
/// </summary>
internal sealed class Merger(Dictionary<string, int> vocabulary, Dictionary<(int Left, int Right), (int Rank, int Merged)> merges)
{
    /// <summary>Tokens in order; <c>Length</c> counts letters. A letter that the vocabulary lacks gives no token.</summary>
    public List<(int Id, int Start, int Length)> Merge(string letters)
    {
        Chain chain = new(letters.Length);
        int length;
        for (int i = 0; i < letters.Length; i += length)
        {
            length = char.IsSurrogatePair(letters, i) ? 2 : 1;
            if (vocabulary.TryGetValue(letters.Substring(i, length), out int id))
            {
                chain.Add(id, i, length);
            }
        }

        PriorityQueue<(int At, int Left, int Right, int Merged), (int Rank, int At)> candidates = new();
        for (int at = 0; at + 1 < chain.Count; at++)
        {
            Offer(chain, at, candidates);
        }

        while (candidates.TryDequeue(out (int At, int Left, int Right, int Merged) pair, out _))
        {
            // One of the two may have merged elsewhere since the pair was queued.
            if (chain.Holds(pair.At, pair.Left, pair.Right))
            {
                chain.MergeWithNext(pair.At, pair.Merged);
                Offer(chain, chain.Previous(pair.At), candidates);
                Offer(chain, pair.At, candidates);
            }
        }

        return chain.ToList();
    }

    private void Offer(Chain chain, int at, PriorityQueue<(int At, int Left, int Right, int Merged), (int Rank, int At)> candidates)
    {
        if (chain.TryGetPair(at, out int left, out int right) && merges.TryGetValue((left, right), out (int Rank, int Merged) merge))
        {
            candidates.Enqueue((at, left, right, merge.Merged), (merge.Rank, at));
        }
    }

    /// <summary>Tokens linked in order, so that a merge moves nothing.</summary>
    private sealed class Chain(int capacity)
    {
        private readonly Link[] _links = new Link[capacity];

        public int Count { get; private set; }

        public void Add(int id, int start, int length)
        {
            if (Count > 0)
            {
                _links[Count - 1].Next = Count;
            }

            _links[Count] = new Link { Id = id, Start = start, Length = length, Previous = Count - 1, Next = -1 };
            Count++;
        }

        public int Previous(int at) => _links[at].Previous;

        public bool TryGetPair(int at, out int left, out int right)
        {
            bool pair = at >= 0 && _links[at].Next >= 0;
            left = pair ? _links[at].Id : -1;
            right = pair ? _links[_links[at].Next].Id : -1;
            return pair;
        }

        // A link that merged into its left neighbour keeps the id -1, which no pair has.
        public bool Holds(int at, int left, int right) => TryGetPair(at, out int l, out int r) && l == left && r == right;

        public void MergeWithNext(int at, int merged)
        {
            ref Link left = ref _links[at];
            ref Link right = ref _links[left.Next];
            left.Id = merged;
            left.Length += right.Length;
            left.Next = right.Next;
            right.Id = -1;
            right.Next = -1;
            if (left.Next >= 0)
            {
                _links[left.Next].Previous = at;
            }
        }

        public List<(int Id, int Start, int Length)> ToList()
        {
            List<(int Id, int Start, int Length)> tokens = [];
            for (int at = Count > 0 ? 0 : -1; at >= 0; at = _links[at].Next)
            {
                tokens.Add((_links[at].Id, _links[at].Start, _links[at].Length));
            }

            return tokens;
        }

        private struct Link
        {
            public int Id;
            public int Start;
            public int Length;
            public int Previous;
            public int Next;
        }
    }
}
