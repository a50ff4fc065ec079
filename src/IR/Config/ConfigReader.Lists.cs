using System;
using System.Collections.Generic;
using System.Linq;

namespace Modelwright.IR;

internal sealed partial class ConfigReader
{
    /// <summary>The key of one item, as messages and pointers call it.</summary>
    public string ItemName(string key, int index) => $"{Name(key)}[{Invariant(index)}]";

    public string ItemPointer(string key, int index) => JsonPointer.Item(Pointer(key), index);

    /// <summary>A list of texts; null where the key is absent or null, or the list does not fit.</summary>
    public IReadOnlyList<string>? Strings(string key) =>
        List(key, static item => (item as JsonString)?.Value, static _ => "text in double quotes");

    /// <summary>A list of whole numbers; null where the key is absent or null, or the list does not fit.</summary>
    public IReadOnlyList<int>? Ints(string key) =>
        List(
            key,
            static item => item is JsonNumber { IsInteger: true } number && number.ToDouble() is >= int.MinValue and <= int.MaxValue ? number : null,
            static item => item is JsonNumber { IsInteger: true } ? $"a whole number at least {int.MinValue} and at most {int.MaxValue}" : "a whole number")
            ?.Select(static number => (int)number.ToDouble()).ToList();

    /// <summary>A list of finite numbers above zero; null where the key is absent or null, or the list does not fit.</summary>
    public IReadOnlyList<float>? Factors(string key) =>
        List(
            key,
            static item => item is JsonNumber number && number.ToDouble() is > 0 and <= Limits.RopeFactor ? number : null,
            static _ => $"a number above 0 and at most {Invariant(Limits.RopeFactor)}")
            ?.Select(static number => (float)number.ToDouble()).ToList();

    /// <summary>A token, or several.</summary>
    public IReadOnlyList<int> IntOrInts(string key)
    {
        switch (Find(key))
        {
            case JsonArray:
                return Ints(key) ?? [];
            case null or JsonNull:
                return [];
            case JsonValue value:
                return ToInt(key, value, "a whole number, a list of them, or null", int.MinValue, int.MaxValue) is int one ? [one] : [];
        }
    }

    private IReadOnlyList<T>? List<T>(string key, Func<JsonValue, T?> convert, Func<JsonValue, string> wanted)
        where T : class
    {
        JsonValue? value = FindValue(key);
        if (value is null)
        {
            return null;
        }

        if (value is not JsonArray { Items: var items })
        {
            Report(MessageId.WrongType, key, value.Text, "a list or null");
            return null;
        }

        List<T> converted = [];
        for (int i = 0; i < items.Count; i++)
        {
            if (convert(items[i]) is T item)
            {
                converted.Add(item);
            }
            else
            {
                messages.Report(MessageId.WrongType, ItemPointer(key, i), ItemName(key, i), items[i].Text, wanted(items[i]));
            }
        }

        return converted.Count == items.Count ? converted : null;
    }
}
