using System.Collections.Generic;

namespace Modelwright.Runtime;

/// <summary>Which two neighbouring tokens become which one, and how early.</summary>
internal sealed class MergeTable(int capacity)
{
    private readonly Dictionary<ulong, Merge> _merges = new(capacity);
    private int _next;

    /// <summary>Adds the next merge: of a pair that stands twice the last counts, as in Hugging Face.</summary>
    public void Add(int left, int right, int product) => _merges[Key(left, right)] = new Merge(_next++, product);

    public bool TryGet(int left, int right, out Merge merge) => _merges.TryGetValue(Key(left, right), out merge);

    /// <summary>
    /// A number's hash is its upper half xor its lower half: of a token beside itself that would be 0, whatever the token, and runs of one letter would search them all.
    /// Times an odd number, keys stay apart and their hashes as well.
    /// </summary>
    private static ulong Key(int left, int right) => unchecked((((ulong)(uint)left << 32) | (uint)right) * 0x9E3779B97F4A7C15UL);
}

/// <summary>A merge: the lowest rank is merged first.</summary>
internal readonly record struct Merge(int Rank, int Product);
