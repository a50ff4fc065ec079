using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;

namespace Modelwright.Runtime;

/// <summary>Takes values out of a processor's config, with the defaults of Hugging Face's classes where a key is absent or null.</summary>
internal sealed class ProcessorConfigReader : IDisposable
{
    /// <summary>Sides and counts in these files; far above what any model has, and small enough that products of a few do not overflow.</summary>
    private const int Most = 1 << 20;

    private readonly string _path;
    private readonly JsonDocument _document;
    private readonly JsonElement _root;

    private ProcessorConfigReader(string path, JsonDocument document, JsonElement root) => (_path, _document, _root) = (path, document, root);

    /// <param name="path">The file.</param>
    /// <param name="section">Where newer versions of transformers keep these keys when one file holds several processors.</param>
    public static ProcessorConfigReader Open(string path, string section)
    {
        JsonDocument document = Parse(path);
        JsonElement root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
        {
            JsonValueKind kind = root.ValueKind;
            document.Dispose();
            throw new ProcessorConfigException(path, $"a JSON {kind}", "an object");
        }

        bool nested = root.TryGetProperty(section, out JsonElement inner) && inner.ValueKind == JsonValueKind.Object;
        return new ProcessorConfigReader(path, document, nested ? inner : root);
    }

    public void Dispose() => _document.Dispose();

    public int Integer(string key, int fallback) => OptionalInteger(key) ?? fallback;

    public int? OptionalInteger(string key)
    {
        if (Value(key) is not { } value)
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) && number is >= 1 and <= Most
            ? number
            : throw Wrong(key, value, FormattableString.Invariant($"a whole number from 1 to {Most}"));
    }

    public bool Bool(string key, bool fallback) => Value(key) switch
    {
        null => fallback,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { } value => throw Wrong(key, value, "true or false"),
    };

    public double Positive(string key, double fallback) => OptionalPositive(key) ?? fallback;

    public double? OptionalPositive(string key) => Value(key) is { } value ? Number(key, value, double.Epsilon) : null;

    /// <summary>Three numbers, or one for all three channels.</summary>
    public IReadOnlyList<double> Channels(string key, IReadOnlyList<double> fallback, double least)
    {
        if (Value(key) is not { } value)
        {
            return fallback;
        }

        if (value.ValueKind == JsonValueKind.Number)
        {
            double number = Number(key, value, least);
            return [number, number, number];
        }

        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() != 3)
        {
            throw Wrong(key, value, "three numbers, of red, green and blue");
        }

        return [Number(key, value[0], least), Number(key, value[1], least), Number(key, value[2], least)];
    }

    /// <summary>A bound of pixels: the old key by itself, which counts where both are given, or an edge of <c>size</c>.</summary>
    public long Pixels(string legacy, string edge, long fallback)
    {
        if (Value(legacy) is { } old)
        {
            return Count(legacy, old);
        }

        if (Value("size") is not { } size)
        {
            return fallback;
        }

        bool whole = size.ValueKind == JsonValueKind.Object && size.TryGetProperty("shortest_edge", out _) && size.TryGetProperty("longest_edge", out _);
        return whole
            ? Count("size." + edge, size.GetProperty(edge))
            : throw Wrong("size", size, "an object with 'shortest_edge' and 'longest_edge'");
    }

    public ResampleFilter Filter()
    {
        const string key = "resample";
        int number = Value(key) switch
        {
            null => (int)ResampleFilter.Bicubic,
            { ValueKind: JsonValueKind.Number } value when value.TryGetInt32(out int given) => given,
            { } value => throw Wrong(key, value, "a whole number from 0 to 5"),
        };
        return Enum.IsDefined((ResampleFilter)number)
            ? (ResampleFilter)number
            : throw new ProcessorConfigException(_path, FormattableString.Invariant($"{number} for '{key}'"), "a whole number from 0 to 5");
    }

    private static JsonDocument Parse(string path)
    {
        try
        {
            return JsonDocument.Parse(File.ReadAllBytes(path));
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

    private JsonElement? Value(string key) => _root.TryGetProperty(key, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private double Number(string key, JsonElement value, double least) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && double.IsFinite(number) && number >= least
            ? number
            : throw Wrong(key, value, least > 0 ? "a number above 0" : "a number");

    private long Count(string key, JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long number) && number is >= 1 and <= int.MaxValue
            ? number
            : throw Wrong(key, value, FormattableString.Invariant($"a whole number from 1 to {int.MaxValue}"));

    private ProcessorConfigException Wrong(string key, JsonElement value, string wanted) => new(_path, $"{value.GetRawText()} for '{key}'", wanted);
}
