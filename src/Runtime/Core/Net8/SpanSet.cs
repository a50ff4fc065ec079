using System;
using System.Collections.Generic;

namespace Modelwright.Runtime;

/// <summary>A set of strings asked by part of a text; that of .NET 8 must be given a string.</summary>
internal readonly struct SpanSet(HashSet<string> set)
{
    public bool Contains(ReadOnlySpan<char> key) => set.Contains(key.ToString());
}
