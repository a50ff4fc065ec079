using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using Modelwright.Runtime;

namespace Modelwright.Benchmarks;

/// <summary>
/// Writes a GGUF file, version 3: a header, key-value pairs, the tensors' names and shapes, then their numbers, each aligned. All little-endian
/// (ggml-org/ggml, docs/gguf.md).
/// </summary>
internal sealed class GgufWriter
{
    private const uint Magic = 0x46554747; // "GGUF"
    private const uint Version = 3;
    private const int Alignment = 32;
    private const int Piece = 1 << 20;

    private readonly List<(string Key, ValueType Type, Action<BinaryWriter> Write)> _values = [];
    private readonly List<GgufTensor> _tensors = [];

    /// <summary>Value types by their numbers in the file.</summary>
    private enum ValueType : uint
    {
        UInt32 = 4,
        Float32 = 6,
        Boolean = 7,
        String = 8,
        Array = 9,
    }

    public void Add(string key, uint value) => _values.Add((key, ValueType.UInt32, writer => writer.Write(value)));

    public void Add(string key, float value) => _values.Add((key, ValueType.Float32, writer => writer.Write(value)));

    public void Add(string key, bool value) => _values.Add((key, ValueType.Boolean, writer => writer.Write(value)));

    public void Add(string key, string value) => _values.Add((key, ValueType.String, writer => WriteString(writer, value)));

    public void Add(string key, IReadOnlyList<string> values) => _values.Add((key, ValueType.Array, writer => WriteList(writer, ValueType.String, values, WriteString)));

    public void Add(string key, IReadOnlyList<uint> values) => _values.Add((key, ValueType.Array, writer => WriteList(writer, ValueType.UInt32, values, static (writer, value) => writer.Write(value))));

    public void Add(GgufTensor tensor) => _tensors.Add(tensor);

    /// <summary>Writes the file.</summary>
    /// <param name="path">Where; overwritten.</param>
    /// <param name="checkpoint">Holds the tensors' rows.</param>
    /// <exception cref="InvalidDataException">A tensor's rows do not add up to its shape.</exception>
    public void Write(string path, Checkpoint checkpoint)
    {
        using FileStream file = File.Create(path);
        using BinaryWriter writer = new(file, Encoding.UTF8);
        writer.Write(Magic);
        writer.Write(Version);
        writer.Write((ulong)_tensors.Count);
        writer.Write((ulong)_values.Count);
        foreach ((string key, ValueType type, Action<BinaryWriter> write) in _values)
        {
            WriteString(writer, key);
            writer.Write((uint)type);
            write(writer);
        }

        WriteTensorTable(writer);
        foreach (GgufTensor tensor in _tensors)
        {
            Pad(writer);
            WriteNumbers(writer, tensor, checkpoint);
        }
    }

    private void WriteTensorTable(BinaryWriter writer)
    {
        long offset = 0;
        foreach (GgufTensor tensor in _tensors)
        {
            WriteString(writer, tensor.Name);
            writer.Write((uint)tensor.Shape.Count);
            foreach (long size in tensor.Shape.Reverse())
            {
                writer.Write((ulong)size);
            }

            writer.Write((uint)tensor.Type);
            writer.Write((ulong)offset);
            offset = (offset + tensor.Bytes + Alignment - 1) / Alignment * Alignment;
        }
    }

    private static void WriteNumbers(BinaryWriter writer, GgufTensor tensor, Checkpoint checkpoint)
    {
        int columns = (int)tensor.Shape[^1];
        long written = 0;
        foreach (GgufRows rows in tensor.Rows)
        {
            CheckpointTensor source = checkpoint[rows.Key];
            long end = (rows.First + (rows.Count ?? (source.Rows - rows.First))) * source.Columns;
            int piece = Math.Max(1, Piece / columns) * columns; // whole rows
            for (long first = rows.First * source.Columns; first < end; first += piece)
            {
                float[] numbers = new float[(int)Math.Min(piece, end - first)];
                source.Read(first, numbers.Length, ElementFormat.Float32, MemoryMarshal.AsBytes(numbers.AsSpan()));
                writer.Write(Encoded(tensor.Type, Changed(numbers, tensor, columns)));
                written += numbers.Length;
            }
        }

        if (written != tensor.Elements)
        {
            throw new InvalidDataException($"'{tensor.Name}' has {tensor.Elements} elements, and its rows {written}.");
        }
    }

    private static float[] Changed(float[] numbers, GgufTensor tensor, int columns)
    {
        float[] changed = tensor.Columns is { } order
            ? [.. Enumerable.Range(0, numbers.Length).Select(i => numbers[(i / columns * columns) + order[i % columns]])]
            : numbers;
        return tensor.Map is { } map ? [.. changed.Select(map)] : changed;
    }

    /// <summary>Numbers in a type; bfloat16 are cut, not rounded.</summary>
    private static ReadOnlySpan<byte> Encoded(GgufType type, float[] numbers) => type switch
    {
        GgufType.Float32 => MemoryMarshal.AsBytes(numbers.AsSpan()),
        GgufType.Float16 => MemoryMarshal.AsBytes(Array.ConvertAll(numbers, static number => (Half)number).AsSpan()),
        GgufType.BFloat16 => MemoryMarshal.AsBytes(Array.ConvertAll(numbers, static number => (ushort)(BitConverter.SingleToUInt32Bits(number) >> 16)).AsSpan()),
        GgufType.Q8_0 => Blocks(type, numbers, GgufQuantiser.Q8),
        GgufType.Q4_0 => Blocks(type, numbers, GgufQuantiser.Q4),
        GgufType.Q4_K => Blocks(type, numbers, GgufQuantiser.Q4Large),
        GgufType.Q6_K => Blocks(type, numbers, GgufQuantiser.Q6),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a type that is written."),
    };

    private static byte[] Blocks(GgufType type, float[] numbers, GgufQuantiser.Pack pack)
    {
        (int elements, int bytes) = (type.Block(), type.BlockBytes());
        byte[] blocks = new byte[type.Bytes(numbers.Length)];
        for (int i = 0; i < numbers.Length / elements; i++)
        {
            pack(numbers.AsSpan(i * elements, elements), blocks.AsSpan(i * bytes, bytes));
        }

        return blocks;
    }

    private static void Pad(BinaryWriter writer)
    {
        writer.Flush();
        long missing = (Alignment - (writer.BaseStream.Position % Alignment)) % Alignment;
        writer.Write(new byte[missing]);
    }

    private static void WriteList<T>(BinaryWriter writer, ValueType type, IReadOnlyList<T> values, Action<BinaryWriter, T> write)
    {
        writer.Write((uint)type);
        writer.Write((ulong)values.Count);
        foreach (T value in values)
        {
            write(writer, value);
        }
    }

    private static void WriteString(BinaryWriter writer, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        writer.Write((ulong)bytes.Length);
        writer.Write(bytes);
    }
}
