using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Modelwright.Runtime;

/// <summary>
/// Reads and checks the header of a safetensors file: eight bytes of length, JSON, then the tensors' bytes without holes.
/// Nothing in it is believed: a range that is accepted here can be read without a further check.
/// </summary>
internal static class SafetensorsHeader
{
    /// <summary>Bytes of the length in front of the JSON.</summary>
    public const int PrefixLength = 8;

    /// <summary>The format's own limit.</summary>
    public const long MaxLength = 100_000_000;

    private const string Whole = "whole numbers without a decimal point, at least 0 and at most 9223372036854775807";

    /// <summary>Whether a file begins as a safetensors file does: a length that it can hold, and an object. The length's bytes may be those that another format begins with.</summary>
    public static bool IsLikely(ReadOnlySpan<byte> start, long fileLength) =>
        start.Length > PrefixLength && start[PrefixLength] == '{' && BinaryPrimitives.ReadUInt64LittleEndian(start) is var length && length <= MaxLength && (long)length <= fileLength - PrefixLength;

    /// <summary>The JSON's length, from the first eight bytes of a file of <paramref name="fileLength"/> bytes.</summary>
    public static int ReadLength(string path, ReadOnlySpan<byte> prefix, long fileLength)
    {
        if (prefix.Length < PrefixLength)
        {
            throw new CheckpointTruncatedException(path, PrefixLength, fileLength);
        }

        prefix = prefix[..PrefixLength];
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length > MaxLength)
        {
            string text = prefix.ContainsAnyExceptInRange((byte)' ', (byte)'~') ? "" : $" The file begins as a text does: '{Encoding.ASCII.GetString(prefix)}'.";
            string detail = string.Create(CultureInfo.InvariantCulture, $"its length is given as {length} bytes; wanted at most {MaxLength}.{text}");
            throw new CheckpointHeaderException(path, CheckpointHeaderFault.AbsurdLength, detail);
        }

        if ((long)length > fileLength - PrefixLength)
        {
            throw new CheckpointTruncatedException(path, PrefixLength + (long)length, fileLength);
        }

        return (int)length;
    }

    /// <summary>The tensors that <paramref name="json"/> describes, in the order of their bytes.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="json">The header's text.</param>
    /// <param name="dataLength">Bytes behind the header.</param>
    public static List<TensorEntry> Parse(string path, ReadOnlyMemory<byte> json, long dataLength)
    {
        List<TensorEntry> entries = ParseEntries(path, json);
        entries.Sort(static (a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : a.End.CompareTo(b.End));
        CheckRanges(path, entries, dataLength, PrefixLength + json.Length);
        return entries;
    }

    private static List<TensorEntry> ParseEntries(string path, ReadOnlyMemory<byte> json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 8 });
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new CheckpointHeaderException(path, CheckpointHeaderFault.NotJson, $"it is a JSON {document.RootElement.ValueKind}; wanted an object.");
            }

            List<TensorEntry> entries = [];
            foreach (JsonProperty property in document.RootElement.EnumerateObject())
            {
                if (property.Name != "__metadata__")
                {
                    entries.Add(ParseEntry(path, property.Name, property.Value));
                }
            }

            return entries;
        }
        catch (Exception e) when (JsonFault.Is(e))
        {
            throw new CheckpointHeaderException(path, CheckpointHeaderFault.NotJson, "it is not JSON: " + e.Message, e);
        }
    }

    private static TensorEntry ParseEntry(string path, string name, JsonElement value)
    {
        CheckpointHeaderException Bad(string what) => new(path, CheckpointHeaderFault.BadEntry, $"the entry of '{name}' {what}.");

        if (value.ValueKind != JsonValueKind.Object)
        {
            throw Bad($"is a JSON {value.ValueKind}; wanted an object");
        }

        if (!value.TryGetProperty("dtype", out JsonElement dtype) || dtype.ValueKind != JsonValueKind.String)
        {
            throw Bad("has no text 'dtype'");
        }

        string word = dtype.GetString()!;
        long[] shape = Numbers(value, "shape") ?? throw Bad("has no 'shape' of " + Whole);
        long[] offsets = Numbers(value, "data_offsets") ?? throw Bad("has no 'data_offsets' of " + Whole);
        if (offsets.Length != 2)
        {
            throw Bad(string.Create(CultureInfo.InvariantCulture, $"has {offsets.Length} data_offsets; wanted 2"));
        }

        long count = CountElements(path, name, word, shape, offsets[0], offsets[1]);
        return new TensorEntry(name, word, ElementFormats.Parse(word), shape, count, offsets[0], offsets[1]);
    }

    private static long[]? Numbers(JsonElement entry, string key)
    {
        if (!entry.TryGetProperty(key, out JsonElement list) || list.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        List<long> numbers = [];
        foreach (JsonElement item in list.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Number || !item.TryGetInt64(out long number) || number < 0)
            {
                return null;
            }

            numbers.Add(number);
        }

        return [.. numbers];
    }

    /// <summary>The product of the dimensions; the bytes must be as many as that needs, where the size of an element is known.</summary>
    private static long CountElements(string path, string name, string dtype, long[] shape, long start, long end)
    {
        if (end < start)
        {
            string outside = string.Create(CultureInfo.InvariantCulture, $"'{name}' ends at {end}, before its start {start}.");
            throw new CheckpointHeaderException(path, CheckpointHeaderFault.Outside, outside);
        }

        Int128 count = 1;
        foreach (long dimension in shape)
        {
            count *= dimension;
            if (count > long.MaxValue)
            {
                break;
            }
        }

        int? bits = ElementFormats.Parse(dtype).SizeInBits();
        if (count <= long.MaxValue && (bits is null || count * bits.Value == (Int128)(end - start) * 8))
        {
            return (long)count;
        }

        string wanted = count > long.MaxValue ? "more than any file has" : string.Create(CultureInfo.InvariantCulture, $"{((count * (bits ?? 8)) + 7) / 8}");
        string detail = string.Create(CultureInfo.InvariantCulture, $"'{name}' has {end - start} bytes; wanted {wanted} for {dtype}[{string.Join(", ", shape)}].");
        throw new CheckpointHeaderException(path, CheckpointHeaderFault.SizeMismatch, detail);
    }

    private static void CheckRanges(string path, List<TensorEntry> entries, long dataLength, long headerEnd)
    {
        long position = 0;
        foreach (TensorEntry entry in entries)
        {
            if (entry.Start != position)
            {
                CheckpointHeaderFault fault = entry.Start < position ? CheckpointHeaderFault.Overlap : CheckpointHeaderFault.Gap;
                string detail = string.Create(
                    CultureInfo.InvariantCulture,
                    $"'{entry.Name}' starts at {entry.Start}; wanted {position}, where the tensor before it ends.");
                throw new CheckpointHeaderException(path, fault, detail);
            }

            position = entry.End;
        }

        if (position > dataLength)
        {
            throw new CheckpointTruncatedException(path, headerEnd + position, headerEnd + dataLength);
        }

        if (position < dataLength)
        {
            string detail = string.Create(CultureInfo.InvariantCulture, $"the tensors end at {position}, and {dataLength - position} bytes follow that belong to none.");
            throw new CheckpointHeaderException(path, CheckpointHeaderFault.Gap, detail);
        }
    }
}
