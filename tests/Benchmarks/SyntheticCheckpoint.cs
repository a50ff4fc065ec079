using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Modelwright.Runtime;

namespace Modelwright.Benchmarks;

/// <summary>A checkpoint with random float16 numbers under the names and shapes a manifest asks for; deleted when disposed.</summary>
internal sealed class SyntheticCheckpoint : IDisposable
{
    private readonly Func<string, IReadOnlyList<int>, (float Centre, float Spread)> _distribution;
    private readonly Dictionary<(float Centre, float Spread), ushort[]> _tables = [];

    /// <param name="manifest">Names and shapes.</param>
    /// <param name="seed">The same seed gives the same file.</param>
    /// <param name="distribution">Centre and half width of a tensor's numbers; 0 ± 0.05 where null.</param>
    public SyntheticCheckpoint(WeightManifest manifest, int seed, Func<string, IReadOnlyList<int>, (float Centre, float Spread)>? distribution = null)
    {
        _distribution = distribution ?? (static (_, _) => (0f, 0.05f));
        Folder = Directory.CreateTempSubdirectory("modelwright-bench-").FullName;
        using FileStream file = File.Create(Path.Combine(Folder, "model.safetensors"));
        Write(file, [.. Tensors(manifest)], new Random(seed));
    }

    public string Folder { get; }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    /// <summary>The tensors of every slot, as its first alternative wants them; none for a slot that can be made of those there are, as tied embeddings can.</summary>
    private static IEnumerable<(string Key, IReadOnlyList<int> Shape)> Tensors(WeightManifest manifest)
    {
        Dictionary<string, IReadOnlyList<int>> tensors = [];
        foreach (WeightSlot slot in manifest.Slots)
        {
            foreach (int layer in slot.Instances)
            {
                if (!slot.Alternatives.Any(alternative => Keys(alternative, layer).All(source => tensors.ContainsKey(source.Key))))
                {
                    foreach ((string key, IReadOnlyList<int> shape) in Keys(slot.Alternatives[0], layer))
                    {
                        tensors.TryAdd(key, shape);
                    }
                }
            }
        }

        return tensors.Select(static tensor => (tensor.Key, tensor.Value));
    }

    private static IEnumerable<(string Key, IReadOnlyList<int> Shape)> Keys(WeightAlternative alternative, int layer) =>
        alternative.Sources.SelectMany(source => source.KeysFor(layer), static (source, key) => (key, (IReadOnlyList<int>)source.Shape));

    private void Write(Stream file, (string Key, IReadOnlyList<int> Shape)[] tensors, Random random)
    {
        using MemoryStream header = new();
        using (Utf8JsonWriter json = new(header))
        {
            long offset = 0;
            json.WriteStartObject();
            foreach ((string key, IReadOnlyList<int> shape) in tensors)
            {
                long end = offset + Bytes(shape);
                json.WriteStartObject(key);
                json.WriteString("dtype", "F16");
                WriteNumbers(json, "shape", shape.Select(static d => (long)d));
                WriteNumbers(json, "data_offsets", [offset, end]);
                json.WriteEndObject();
                offset = end;
            }

            json.WriteEndObject();
        }

        header.Write(Encoding.ASCII.GetBytes(new string(' ', (int)((8 - (header.Length % 8)) % 8))));
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        file.Write(length);
        header.WriteTo(file);
        foreach ((string key, IReadOnlyList<int> shape) in tensors)
        {
            WriteRandom(file, Bytes(shape), random, Table(_distribution(key, shape)));
        }
    }

    /// <summary>Numbers of a tensor. Each is one of 65,536 that stand in a table, so that billions of them take seconds.</summary>
    private static void WriteRandom(Stream file, long bytes, Random random, ushort[] table)
    {
        byte[] buffer = new byte[(int)Math.Min(bytes, 1 << 20)];
        for (long written = 0; written < bytes; written += buffer.Length)
        {
            Span<byte> some = buffer.AsSpan(0, (int)Math.Min(buffer.Length, bytes - written));
            random.NextBytes(some);
            foreach (ref ushort number in MemoryMarshal.Cast<byte, ushort>(some))
            {
                number = table[number];
            }

            file.Write(some);
        }
    }

    /// <summary>The bits of float16 numbers evenly spread around a centre, in the file's order of bytes.</summary>
    private ushort[] Table((float Centre, float Spread) numbers)
    {
        if (!_tables.TryGetValue(numbers, out ushort[]? table))
        {
            table = new ushort[1 << 16];
            for (int i = 0; i < table.Length; i++)
            {
                ushort bits = BitConverter.HalfToUInt16Bits((Half)(numbers.Centre + (((2f * i / table.Length) - 1) * numbers.Spread)));
                table[i] = BitConverter.IsLittleEndian ? bits : BinaryPrimitives.ReverseEndianness(bits);
            }

            _tables.Add(numbers, table);
        }

        return table;
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, IEnumerable<long> numbers)
    {
        json.WriteStartArray(name);
        foreach (long number in numbers)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }

    private static long Bytes(IReadOnlyList<int> shape) => shape.Aggregate(2L, static (product, d) => product * d);
}
