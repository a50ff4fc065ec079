using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using Modelwright.Runtime;

namespace Modelwright.Benchmarks;

/// <summary>A checkpoint with random float16 numbers under the names and shapes a manifest asks for; deleted when disposed.</summary>
internal sealed class SyntheticCheckpoint : IDisposable
{
    private readonly Func<string, IReadOnlyList<int>, (float Centre, float Spread)> _distribution;

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

    private static IEnumerable<(string Key, IReadOnlyList<int> Shape)> Tensors(WeightManifest manifest) =>
        from slot in manifest.Slots
        from layer in slot.Instances
        from source in slot.Alternatives[0].Sources
        from key in source.KeysFor(layer)
        select (key, (IReadOnlyList<int>)source.Shape);

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
            WriteRandom(file, Bytes(shape), random, _distribution(key, shape));
        }
    }

    private static void WriteRandom(Stream file, long bytes, Random random, (float Centre, float Spread) numbers)
    {
        byte[] buffer = new byte[(int)Math.Min(bytes, 1 << 20)];
        for (long written = 0; written < bytes; written += buffer.Length)
        {
            int count = (int)Math.Min(buffer.Length, bytes - written);
            for (int i = 0; i < count; i += 2)
            {
                BinaryPrimitives.WriteHalfLittleEndian(buffer.AsSpan(i), (Half)(numbers.Centre + (((2 * random.NextSingle()) - 1) * numbers.Spread)));
            }

            file.Write(buffer, 0, count);
        }
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
