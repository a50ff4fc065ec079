using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;

namespace Modelwright.Runtime;

/// <content>Single values.</content>
internal sealed partial class GenerationConfigReader
{
    private const int Shown = 80;

    private JsonElement? Value(string key)
    {
        _asked.Add(key);
        return root.TryGetProperty(key, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }

    private bool Bool(string key, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Wrong(key, value, "true or false"),
    };

    private float? Number(string key, NumberRange range)
    {
        if (Value(key) is not { } value)
        {
            return null;
        }

        // The range holds for the number as it is computed with: what float32 rounds to 0 or to infinity is out of it.
        return value.ValueKind == JsonValueKind.Number && value.TryGetSingle(out float number) && float.IsFinite(number) && range.Contains(number)
            ? number
            : throw Wrong(key, value, range.Of("number"));
    }

    private int? Integer(string key) => Value(key) is { } value ? Integer(key, value) : null;

    /// <summary>A whole number; null, with a warning, for what other programs write where they mean none, or write as a fraction.</summary>
    private int? Integer(string key, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Number)
        {
            throw Wrong(key, value, SettingRanges.Count.Of("whole number"));
        }

        if (value.TryGetInt32(out int number) && SettingRanges.Count.Contains(number))
        {
            return number;
        }

        if (number == -1 || (value.TryGetDouble(out double fraction) && fraction == double.Truncate(fraction) && SettingRanges.Count.Contains(fraction)))
        {
            _warnings.Add($"'{key}' is {value.GetRawText()} and was left out; wanted {SettingRanges.Count.OfDigits()}.");
            return null;
        }

        throw Wrong(key, value, SettingRanges.Count.Of("whole number"));
    }

    /// <summary>A token, or several; those of -1 left out.</summary>
    private List<int>? Tokens(string key) => Value(key) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Array } many => Sequence(key, many),
        { } one => Integer(key, one) is int token ? [token] : [],
    };

    private List<int> Sequence(string key, JsonElement value) =>
        [.. Items(key, value, "a list of tokens").Select(item => Integer(key, item)).OfType<int>()];

    private JsonElement.ArrayEnumerator Items(string key, JsonElement value, string wanted) =>
        value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : throw Wrong(key, value, wanted);

    private string Text(string key, JsonElement value) =>
        value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : throw Wrong(key, value, "a text of one character or more");

    private GenerationConfigException Wrong(string key, JsonElement value, string wanted) => new(path, $"{Short(value)} for '{key}'", wanted);

    private static string Short(JsonElement value)
    {
        string text = value.GetRawText();
        return text.Length <= Shown ? text : string.Concat(text.AsSpan(0, Shown), "…");
    }
}
