using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Modelwright.IR;

/// <summary>
/// Reads the keys of one object, reports what does not fit, and remembers which keys were asked for. A number may be spelled with or without a fraction
/// (<c>512.0</c> is the whole number 512), as Hugging Face 4 took it; text is never a number. A value that does not fit gives the default, so that one run finds every mistake.
/// </summary>
internal sealed partial class ConfigReader(JsonObject json, string pointer, string path, MessageList messages)
{
    private readonly HashSet<string> _asked = [];
    private readonly Dictionary<string, string> _defaults = [];

    public MessageList Messages => messages;

    public JsonObject Json => json;

    /// <summary>Every key that was asked for, whether the object has it or not: the keys that are known here.</summary>
    public IReadOnlyCollection<string> Asked => _asked;

    /// <summary>What was taken for a key that is not there, as JSON; null where no single value was.</summary>
    public string? DefaultOf(string key) => _defaults.TryGetValue(key, out string? value) ? value : null;

    public JsonValue? Find(string key)
    {
        _asked.Add(key);
        return json.Find(key);
    }

    /// <summary>The value of a key where it is neither absent nor null.</summary>
    public JsonValue? FindValue(string key) => Find(key) is JsonValue value and not JsonNull ? value : null;

    public string Pointer(string key) => JsonPointer.Member(pointer, key);

    /// <summary>The key as messages call it, with the names of the objects around it.</summary>
    public string Name(string key) => path + key;

    public void Report(MessageId id, string key, params string[] arguments) =>
        messages.Report(id, Pointer(key), [Name(key), .. arguments]);

    /// <summary>A number as a message shows it: one that the file leaves to Hugging Face's default says so.</summary>
    public string Shown(string key, int number) => FindValue(key) is null ? Invariant(number) + ", the default" : Invariant(number);

    /// <summary>A key that changes nothing here: any scalar will do, but one of another kind than <paramref name="expected"/> is warned about.</summary>
    public void Unused(string key, string expected, string reason, Func<JsonValue, bool> isExpected)
    {
        switch (FindValue(key))
        {
            case JsonValue value when value is JsonObject or JsonArray:
                Report(MessageId.WrongType, key, value.Text, expected);
                break;
            case JsonValue value when !isExpected(value):
                Report(MessageId.IgnoredKey, key, value.Text, reason);
                break;
            default:
                break;
        }
    }

    public int Int(string key, int fallback, int min, int max) =>
        Find(key) is JsonValue value ? ToInt(key, value, "a whole number", min, max) ?? fallback : Assume(key, fallback);

    /// <summary>A whole number; the fallback where the key is absent or null, which Hugging Face 4 took for the same.</summary>
    public int IntOrNull(string key, int fallback, int min, int max) =>
        FindValue(key) is JsonValue value ? ToInt(key, value, "a whole number or null", min, max) ?? fallback : Assume(key, fallback);

    public int? OptionalInt(string key, int? fallback, int min, int max) => Find(key) switch
    {
        null => fallback is int number ? Assume(key, number) : null,
        JsonNull => null,
        JsonValue value => ToInt(key, value, "a whole number or null", min, max),
    };

    /// <summary>A number, with or without a fraction.</summary>
    public double Number(string key, double fallback, double min, double max) =>
        Find(key) is JsonValue value ? ToNumber(key, value, min, max) ?? fallback : Assume(key, fallback);

    /// <summary>A number, with or without a fraction; null where the key is absent or null.</summary>
    public double? OptionalNumber(string key, double min, double max) =>
        FindValue(key) is JsonValue value ? ToNumber(key, value, min, max) : null;

    public bool Bool(string key, bool fallback)
    {
        switch (Find(key))
        {
            case null:
                _defaults[key] = fallback ? "true" : "false";
                return fallback;
            case JsonBoolean { Value: bool value }:
                return value;
            case JsonValue other:
                Report(MessageId.WrongType, key, other.Text, "true or false");
                return fallback;
        }
    }

    public string? String(string key)
    {
        switch (Find(key))
        {
            case null:
                return null;
            case JsonString { Value: string value }:
                return value;
            case JsonValue other:
                Report(MessageId.WrongType, key, other.Text, "text in double quotes");
                return null;
        }
    }

    /// <summary>What a text names; the fallback, which has a name too, where the key is absent or the name unknown.</summary>
    public T Named<T>(string key, IReadOnlyList<Word<T>> words, T fallback)
        where T : struct
    {
        if (String(key) is not string name)
        {
            _defaults[key] = $"\"{words.First(word => word.Meaning.Equals(fallback)).Text}\"";
            return fallback;
        }

        if (words.FirstOrDefault(word => word.Text == name) is Word<T> found)
        {
            return found.Meaning;
        }

        Report(MessageId.UnknownValue, key, Find(key)!.Text, Listed(words.Select(static word => word.Text)));
        return fallback;
    }

    /// <summary>The object at a key, of which a part of the model is made by itself: one without keys where it is absent, null or empty.</summary>
    public ConfigReader Part(string key) => Object(key) ?? Absent(key);

    /// <summary>What stands for an object that is not there.</summary>
    public ConfigReader Absent(string key) => new(new JsonObject([], default), Pointer(key), Name(key) + ".", messages);

    /// <summary>The object at a key; null where it is absent, null or empty, which mean the same to Hugging Face.</summary>
    public ConfigReader? Object(string key)
    {
        switch (FindValue(key))
        {
            case null or JsonObject { Members.Count: 0 }:
                return null;
            case JsonObject value:
                return new ConfigReader(value, Pointer(key), Name(key) + ".", messages);
            case JsonValue other:
                Report(MessageId.WrongType, key, other.Text, "an object or null");
                return null;
        }
    }

    public static string Invariant(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);

    /// <summary>"a", "b" and "c".</summary>
    public static string Listed(IEnumerable<string> values)
    {
        List<string> quoted = [.. values.Select(static v => $"\"{v}\"")];
        return quoted.Count < 2
            ? string.Concat(quoted)
            : string.Join(", ", quoted.Take(quoted.Count - 1)) + " and " + quoted[quoted.Count - 1];
    }

    private T Assume<T>(string key, T fallback)
        where T : IFormattable
    {
        _defaults[key] = Invariant(fallback);
        return fallback;
    }

    private int? ToInt(string key, JsonValue value, string wanted, int min, int max)
    {
        if (value is not JsonNumber { IsInteger: true } number)
        {
            Report(MessageId.WrongType, key, value.Text, wanted);
            return null;
        }

        double parsed = number.ToDouble();
        if (!(parsed >= min && parsed <= max))
        {
            Report(MessageId.OutOfRange, key, number.Text, Invariant(min), Invariant(max));
            return null;
        }

        return (int)parsed;
    }

    private double? ToNumber(string key, JsonValue value, double min, double max)
    {
        if (value is not JsonNumber number)
        {
            Report(MessageId.WrongType, key, value.Text, "a number");
            return null;
        }

        double parsed = number.ToDouble();
        if (!(parsed >= min && parsed <= max))
        {
            Report(MessageId.OutOfRange, key, number.Text, Invariant(min), Invariant(max));
            return null;
        }

        return parsed;
    }
}
