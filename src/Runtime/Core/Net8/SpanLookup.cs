using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;

namespace Modelwright.Runtime;

/// <summary>A dictionary of strings asked by part of a text; that of .NET 8 must be given a string.</summary>
internal readonly struct SpanLookup<TValue>(Dictionary<string, TValue> dictionary)
{
    public bool TryGetValue(ReadOnlySpan<char> key, [MaybeNullWhen(false)] out TValue value) => dictionary.TryGetValue(key.ToString(), out value);
}
