using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace Modelwright.Runtime;

/// <summary>Takes values out of a processor's config, with the defaults of Hugging Face's classes where a key is absent or null.</summary>
internal sealed class ProcessorConfigReader
{
    /// <summary>Sides and counts in these files: far above what any model has, and small enough that products of a few do not overflow.</summary>
    private static readonly NumberRange Sides = new(1, 1_048_576);

    private static readonly NumberRange PixelCounts = new(1, int.MaxValue);

    private readonly string _path;
    private readonly JsonElement _root;

    private ProcessorConfigReader(string path, JsonElement root) => (_path, _root) = (path, root);

    /// <summary>Options from a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="section">Where newer versions of transformers keep these keys when one file holds several processors.</param>
    /// <param name="create">Makes them of the values.</param>
    public static T Read<T>(string path, string section, Func<ProcessorConfigReader, T> create)
    {
        try
        {
            using JsonDocument document = JsonFile.Read(path);
            JsonElement root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                throw new ProcessorConfigException(path, $"a JSON {root.ValueKind}", "an object");
            }

            bool nested = root.TryGetProperty(section, out JsonElement inner) && inner.ValueKind == JsonValueKind.Object;
            return create(new ProcessorConfigReader(path, nested ? inner : root));
        }
        catch (Exception e) when (JsonFault.Is(e))
        {
            throw new ProcessorConfigException(path, JsonFault.Describe(path, e), "a JSON object", e);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ProcessorConfigException(path, "no such file", "the processor's file beside the checkpoint: without it, sizes and colours would be guesses", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ProcessorConfigException(path, "a file that cannot be read: " + e.Message, "a readable file", e);
        }
    }

    public int Integer(string key, int fallback) => OptionalInteger(key) ?? fallback;

    public int? OptionalInteger(string key) => Value(key) is { } value ? (int)Whole(key, value, Sides) : null;

    public bool Bool(string key, bool fallback) => Value(key) switch
    {
        null => fallback,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { } value => throw Wrong(key, value, "true or false"),
    };

    public double Positive(string key, double fallback) => OptionalPositive(key) ?? fallback;

    public double? OptionalPositive(string key) => Value(key) is { } value ? Number(key, value, NumberRange.Above(0)) : null;

    /// <summary>Three numbers, or one for all three channels.</summary>
    public IReadOnlyList<double> Channels(string key, IReadOnlyList<double> fallback, NumberRange range)
    {
        if (Value(key) is not { } value)
        {
            return fallback;
        }

        if (value.ValueKind == JsonValueKind.Number)
        {
            double number = Number(key, value, range);
            return [number, number, number];
        }

        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() != 3)
        {
            throw Wrong(key, value, "three numbers, of red, green and blue");
        }

        return [Number(key, value[0], range), Number(key, value[1], range), Number(key, value[2], range)];
    }

    /// <summary>A bound of pixels: the old key by itself, which counts where both are given, or an edge of <c>size</c>.</summary>
    public long Pixels(string legacy, string edge, long fallback)
    {
        if (Value(legacy) is { } old)
        {
            return (long)Whole(legacy, old, PixelCounts);
        }

        if (Value("size") is not { } size)
        {
            return fallback;
        }

        bool whole = size.ValueKind == JsonValueKind.Object && size.TryGetProperty("shortest_edge", out _) && size.TryGetProperty("longest_edge", out _);
        return whole
            ? (long)Whole("size." + edge, size.GetProperty(edge), PixelCounts)
            : throw Wrong("size", size, "an object with 'shortest_edge' and 'longest_edge'");
    }

    public ResampleFilter Filter()
    {
        const string key = "resample";
        return Value(key) is { } value
            ? (ResampleFilter)(int)Whole(key, value, new NumberRange(0, (int)Enum.GetValues<ResampleFilter>().Max()))
            : ResampleFilter.Bicubic;
    }

    private JsonElement? Value(string key) => _root.TryGetProperty(key, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private double Number(string key, JsonElement value, NumberRange range) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && range.Contains(number) ? number : throw Wrong(key, value, range.Of("number"));

    /// <summary>A whole number; one spelled with a fraction of nothing (<c>16.0</c>) is one.</summary>
    private double Whole(string key, JsonElement value, NumberRange range) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && number == double.Truncate(number) && range.Contains(number)
            ? number
            : throw Wrong(key, value, range.Of("whole number"));

    private ProcessorConfigException Wrong(string key, JsonElement value, string wanted) => new(_path, $"{value.GetRawText()} for '{key}'", wanted);
}
