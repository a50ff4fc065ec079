using System;
using System.Buffers.Binary;
using System.IO;
using System.Text.Json;

namespace Modelwright.Conformance.Tests;

/// <summary>
/// A copy of a checkpoint whose numbers, float16 ones widened to float32, are moved by at most one unit in the last place of float32. What such a change does to a row of
/// logits is what float32 arithmetic can do to it, whoever computes.
/// </summary>
internal sealed class PerturbedCheckpoint : IDisposable
{
    public PerturbedCheckpoint(string folder, int seed)
    {
        Folder = Directory.CreateTempSubdirectory("modelwright-perturbed-").FullName;
        Random random = new(seed);
        foreach (string file in Directory.EnumerateFiles(folder))
        {
            string copy = Path.Combine(Folder, Path.GetFileName(file));
            if (Path.GetFileName(file).StartsWith("model", StringComparison.Ordinal) && file.EndsWith(".safetensors", StringComparison.Ordinal))
            {
                File.WriteAllBytes(copy, Moved(File.ReadAllBytes(file), random));
            }
            else
            {
                File.Copy(file, copy);
            }
        }
    }

    public string Folder { get; }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static byte[] Moved(byte[] file, Random random)
    {
        int length = (int)BinaryPrimitives.ReadInt64LittleEndian(file);
        using JsonDocument document = JsonDocument.Parse(file.AsMemory(8, length));
        using MemoryStream header = new();
        using MemoryStream data = new();
        using (Utf8JsonWriter json = new(header))
        {
            json.WriteStartObject();
            foreach (JsonProperty tensor in document.RootElement.EnumerateObject())
            {
                if (!tensor.Value.TryGetProperty("dtype", out JsonElement type))
                {
                    tensor.WriteTo(json);
                    continue;
                }

                JsonElement offsets = tensor.Value.GetProperty("data_offsets");
                Span<byte> bytes = file.AsSpan(8 + length)[offsets[0].GetInt32()..offsets[1].GetInt32()];
                byte[] moved = type.GetString() switch
                {
                    "F32" => Nudged(bytes, random),
                    "F16" => Nudged(Widened(bytes), random),
                    _ => bytes.ToArray(),
                };
                WriteEntry(json, tensor, type.ValueEquals("F16") ? "F32" : type.GetString()!, data.Length, moved.Length);
                data.Write(moved);
            }

            json.WriteEndObject();
        }

        return [.. BitConverter.GetBytes(header.Length), .. header.ToArray(), .. data.ToArray()];
    }

    private static void WriteEntry(Utf8JsonWriter json, JsonProperty tensor, string type, long start, int length)
    {
        json.WriteStartObject(tensor.Name);
        json.WriteString("dtype", type);
        tensor.Value.GetProperty("shape").WriteTo(Named(json, "shape"));
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(start);
        json.WriteNumberValue(start + length);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static Utf8JsonWriter Named(Utf8JsonWriter json, string name)
    {
        json.WritePropertyName(name);
        return json;
    }

    private static byte[] Widened(ReadOnlySpan<byte> halves)
    {
        byte[] floats = new byte[2 * halves.Length];
        for (int i = 0; i < halves.Length; i += 2)
        {
            BinaryPrimitives.WriteSingleLittleEndian(floats.AsSpan(2 * i), (float)BinaryPrimitives.ReadHalfLittleEndian(halves[i..]));
        }

        return floats;
    }

    private static byte[] Nudged(ReadOnlySpan<byte> floats, Random random)
    {
        byte[] moved = floats.ToArray();
        for (int i = 0; i < moved.Length; i += sizeof(float))
        {
            int bits = BinaryPrimitives.ReadInt32LittleEndian(moved.AsSpan(i));
            if ((bits & 0x7FFFFFFF) != 0)
            {
                BinaryPrimitives.WriteInt32LittleEndian(moved.AsSpan(i), bits + random.Next(-1, 2));
            }
        }

        return moved;
    }
}
