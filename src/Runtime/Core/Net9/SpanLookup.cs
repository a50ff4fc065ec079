using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;

namespace Modelwright.Runtime;

/// <summary>A dictionary of strings asked by part of a text, without a new string.</summary>
internal readonly struct SpanLookup<TValue>(Dictionary<string, TValue> dictionary)
{
    private readonly Dictionary<string, TValue>.AlternateLookup<ReadOnlySpan<char>> _lookup = dictionary.GetAlternateLookup<ReadOnlySpan<char>>();

    public bool TryGetValue(ReadOnlySpan<char> key, [MaybeNullWhen(false)] out TValue value) => _lookup.TryGetValue(key, out value);
}
