using System;
using System.Collections.Generic;
using System.Globalization;

namespace Modelwright.Runtime;

/// <summary>
/// The keys of a GGUF file and their values: whole numbers as <see cref="long"/>, others as <see cref="double"/>, truth values, texts, and lists of one of these.
/// </summary>
internal sealed class GgufMetadata
{
    /// <summary>Lists within lists, which no file has.</summary>
    private const int MostDepth = 4;

    private readonly Dictionary<string, object> _values = new(StringComparer.Ordinal);
    private readonly GgufCursor _cursor;

    /// <summary>Reads keys and values.</summary>
    public GgufMetadata(GgufCursor cursor, int count)
    {
        _cursor = cursor;
        for (int i = 0; i < count; i++)
        {
            string key = cursor.Text("the name of a key");
            if (!_values.TryAdd(key, Value(key, (ValueType)cursor.UInt32(), 0)))
            {
                throw Bad($"the key '{key}' stands twice");
            }
        }
    }

    /// <summary>Types of values by their numbers in the file (https://github.com/ggml-org/ggml/blob/master/docs/gguf.md).</summary>
    private enum ValueType : uint
    {
        UInt8 = 0,
        Int8 = 1,
        UInt16 = 2,
        Int16 = 3,
        UInt32 = 4,
        Int32 = 5,
        Float32 = 6,
        Boolean = 7,
        Text = 8,
        List = 9,
        UInt64 = 10,
        Int64 = 11,
        Float64 = 12,
    }

    /// <summary>The architecture, such as <c>qwen3</c>; it begins the names of the keys that are its own.</summary>
    public string Architecture => Text("general.architecture") ?? throw Bad("it has no key 'general.architecture'");

    public string? Text(string key) => Get<string>(key, "a text");

    public long? Integer(string key) => _values.TryGetValue(key, out object? value)
        ? value is long number ? number : throw Bad($"the key '{key}' is {Describe(value)}; wanted a whole number")
        : null;

    public double? Number(string key) => _values.TryGetValue(key, out object? value)
        ? value switch
        {
            double number => number,
            long number => number,
            _ => throw Bad($"the key '{key}' is {Describe(value)}; wanted a number"),
        }
        : null;

    public bool? Flag(string key) => _values.TryGetValue(key, out object? value)
        ? value is bool flag ? flag : throw Bad($"the key '{key}' is {Describe(value)}; wanted true or false")
        : null;

    public string[]? Texts(string key) => Get<string[]>(key, "a list of texts");

    /// <summary>Whole numbers, one or a list: some keys may have one for each layer.</summary>
    public long[]? Integers(string key) => _values.GetValueOrDefault(key) is long one ? [one] : Get<long[]>(key, "a list of whole numbers");

    private static string Describe(object value) => value switch
    {
        string => "a text",
        Array list => string.Create(CultureInfo.InvariantCulture, $"a list of {list.Length}"),
        bool => "a truth value",
        _ => string.Create(CultureInfo.InvariantCulture, $"{value}"),
    };

    private T? Get<T>(string key, string wanted)
        where T : class =>
        _values.TryGetValue(key, out object? value) ? value as T ?? throw Bad($"the key '{key}' is {Describe(value)}; wanted {wanted}") : null;

    private object Value(string key, ValueType type, int depth) => type switch
    {
        ValueType.UInt8 => (long)_cursor.Byte(),
        ValueType.Int8 => (long)(sbyte)_cursor.Byte(),
        ValueType.UInt16 => (long)_cursor.UInt16(),
        ValueType.Int16 => (long)(short)_cursor.UInt16(),
        ValueType.UInt32 => (long)_cursor.UInt32(),
        ValueType.Int32 => (long)(int)_cursor.UInt32(),
        ValueType.UInt64 => _cursor.UInt64() is var number && number <= long.MaxValue ? (long)number : throw Bad($"the key '{key}' is larger than any count"),
        ValueType.Int64 => (long)_cursor.UInt64(),
        ValueType.Float32 => (double)BitConverter.UInt32BitsToSingle(_cursor.UInt32()),
        ValueType.Float64 => BitConverter.UInt64BitsToDouble(_cursor.UInt64()),
        ValueType.Boolean => _cursor.Byte() != 0,
        ValueType.Text => _cursor.Text($"'{key}'"),
        ValueType.List => List(key, depth + 1),
        _ => throw Bad(string.Create(CultureInfo.InvariantCulture, $"the key '{key}' has the type {(uint)type}, which the format does not know")),
    };

    private Array List(string key, int depth)
    {
        ValueType type = (ValueType)_cursor.UInt32();
        int count = _cursor.Count($"entries in '{key}'", LeastBytes(type));
        if (depth > MostDepth)
        {
            throw Bad($"the key '{key}' has lists in lists in lists");
        }

        return type switch
        {
            ValueType.Text => Fill<string>(key, type, count, depth),
            ValueType.Float32 or ValueType.Float64 => Fill<double>(key, type, count, depth),
            ValueType.Boolean => Fill<bool>(key, type, count, depth),
            ValueType.List => Fill<Array>(key, type, count, depth),
            _ => Fill<long>(key, type, count, depth),
        };
    }

    private T[] Fill<T>(string key, ValueType type, int count, int depth)
    {
        T[] items = new T[count];
        for (int i = 0; i < count; i++)
        {
            items[i] = (T)Value(key, type, depth);
        }

        return items;
    }

    private static int LeastBytes(ValueType type) => type switch
    {
        ValueType.UInt16 or ValueType.Int16 => sizeof(ushort),
        ValueType.UInt32 or ValueType.Int32 or ValueType.Float32 => sizeof(uint),
        ValueType.UInt64 or ValueType.Int64 or ValueType.Float64 or ValueType.Text => sizeof(ulong),
        ValueType.List => sizeof(uint) + sizeof(ulong),
        _ => 1,
    };

    private CheckpointHeaderException Bad(string what) => _cursor.Fault(CheckpointHeaderFault.BadEntry, what + ".");
}
