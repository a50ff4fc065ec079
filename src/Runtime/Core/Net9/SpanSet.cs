using System;
using System.Collections.Generic;

namespace Modelwright.Runtime;

/// <summary>A set of strings asked by part of a text, without a new string.</summary>
internal readonly struct SpanSet(HashSet<string> set)
{
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _lookup = set.GetAlternateLookup<ReadOnlySpan<char>>();

    public bool Contains(ReadOnlySpan<char> key) => _lookup.Contains(key);
}
