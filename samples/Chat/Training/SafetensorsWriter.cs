using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Samples.Training;

/// <summary>Writes a safetensors file (https://github.com/huggingface/safetensors#format): length of the header, the header as JSON, the bytes.</summary>
internal static class SafetensorsWriter
{
    private const int Alignment = 8;

    public static void Write(string path, IReadOnlyDictionary<string, StoredTensor> tensors)
    {
        KeyValuePair<string, StoredTensor>[] ordered = [.. tensors.OrderBy(static t => t.Key, StringComparer.Ordinal)];
        JsonObject header = new() { ["__metadata__"] = new JsonObject { ["format"] = "pt" } };
        long end = 0;
        foreach ((string name, StoredTensor tensor) in ordered)
        {
            long start = end;
            end += tensor.Bytes.Length;
            header[name] = new JsonObject
            {
                ["dtype"] = tensor.DType,
                ["shape"] = new JsonArray([.. tensor.Shape.Select(static dimension => (JsonNode)dimension)]),
                ["data_offsets"] = new JsonArray(start, end),
            };
        }

        byte[] json = JsonSerializer.SerializeToUtf8Bytes(header);
        int padded = (json.Length + Alignment - 1) / Alignment * Alignment;
        Span<byte> length = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(length, padded);
        using FileStream file = File.Create(path);
        file.Write(length);
        file.Write(json);
        file.Write([.. Enumerable.Repeat((byte)' ', padded - json.Length)]);
        foreach ((_, StoredTensor tensor) in ordered)
        {
            file.Write(tensor.Bytes.Span);
        }
    }
}
