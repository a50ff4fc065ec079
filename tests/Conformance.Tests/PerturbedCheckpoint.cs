using System;
using System.Buffers.Binary;
using System.IO;
using System.Text.Json;

namespace Modelwright.Conformance.Tests;

/// <summary>
/// A copy of a checkpoint whose float32 numbers are moved by at most one unit in the last place. What such a change does to a row of logits
/// is what float32 arithmetic can do to it, whoever computes.
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
            File.Copy(file, copy);
            if (Path.GetFileName(file).StartsWith("model", StringComparison.Ordinal) && file.EndsWith(".safetensors", StringComparison.Ordinal))
            {
                byte[] bytes = File.ReadAllBytes(file);
                Move(bytes, random);
                File.WriteAllBytes(copy, bytes);
            }
        }
    }

    public string Folder { get; }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static void Move(byte[] bytes, Random random)
    {
        int header = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes);
        using JsonDocument document = JsonDocument.Parse(bytes.AsMemory(8, header));
        foreach (JsonProperty tensor in document.RootElement.EnumerateObject())
        {
            if (tensor.Value.TryGetProperty("dtype", out JsonElement type) && type.ValueEquals("F32"))
            {
                JsonElement offsets = tensor.Value.GetProperty("data_offsets");
                Move(bytes.AsSpan(8 + header)[offsets[0].GetInt32()..offsets[1].GetInt32()], random);
            }
        }
    }

    private static void Move(Span<byte> floats, Random random)
    {
        for (int i = 0; i < floats.Length; i += sizeof(float))
        {
            int bits = BinaryPrimitives.ReadInt32LittleEndian(floats[i..]);
            if ((bits & 0x7FFFFFFF) != 0)
            {
                BinaryPrimitives.WriteInt32LittleEndian(floats[i..], bits + random.Next(-1, 2));
            }
        }
    }
}
