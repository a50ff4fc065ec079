using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;

namespace Modelwright.Runtime;

/// <summary>Writes a safetensors file: eight bytes of length, JSON, then the tensors' bytes without holes.</summary>
internal static class SafetensorsWriter
{
    /// <summary>Tensors begin at a multiple of this many bytes, as the format's own library has it.</summary>
    private const int Alignment = 8;

    public static void Write(Stream stream, IReadOnlyList<SavedTensor> tensors, Action<SavedTensor> write)
    {
        byte[] header = Header(tensors);
        Span<byte> length = stackalloc byte[SafetensorsHeader.PrefixLength];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach (SavedTensor tensor in tensors)
        {
            long start = stream.Position;
            write(tensor);
            if (stream.Position - start != tensor.Bytes)
            {
                throw new InvalidOperationException($"'{tensor.Name}' gave {stream.Position - start} bytes; wanted {tensor.Bytes}.");
            }
        }
    }

    /// <summary>The JSON, padded with spaces.</summary>
    private static byte[] Header(IReadOnlyList<SavedTensor> tensors)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject("__metadata__");
            json.WriteString("format", "pt"); // transformers refuses files without
            json.WriteEndObject();
            long start = 0;
            foreach (SavedTensor tensor in tensors)
            {
                json.WriteStartObject(tensor.Name);
                json.WriteString("dtype", tensor.Format.ToDType());
                Numbers(json, "shape", tensor.Shape);
                Numbers(json, "data_offsets", [start, start + tensor.Bytes]);
                json.WriteEndObject();
                start += tensor.Bytes;
            }

            json.WriteEndObject();
        }

        while (buffer.Length % Alignment != 0)
        {
            buffer.WriteByte((byte)' ');
        }

        return buffer.ToArray();
    }

    private static void Numbers(Utf8JsonWriter json, string name, IReadOnlyList<long> numbers)
    {
        json.WriteStartArray(name);
        foreach (long number in numbers)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }
}
