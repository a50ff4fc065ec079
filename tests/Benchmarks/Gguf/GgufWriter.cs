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
    }

    public void Add(string key, uint value) => _values.Add((key, ValueType.UInt32, writer => writer.Write(value)));

    public void Add(string key, float value) => _values.Add((key, ValueType.Float32, writer => writer.Write(value)));

    public void Add(string key, bool value) => _values.Add((key, ValueType.Boolean, writer => writer.Write(value)));

    public void Add(string key, string value) => _values.Add((key, ValueType.String, writer => WriteString(writer, value)));

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
        long written = 0;
        ElementFormat format = tensor.Type == GgufType.Float16 ? ElementFormat.Float16 : ElementFormat.Float32;
        byte[] buffer = new byte[Piece * format.SizeInBytes()];
        foreach (GgufRows rows in tensor.Rows)
        {
            CheckpointTensor source = checkpoint[rows.Key];
            long end = (rows.First + (rows.Count ?? (source.Rows - rows.First))) * source.Columns;
            for (long first = rows.First * source.Columns; first < end; first += Piece)
            {
                int count = (int)Math.Min(Piece, end - first);
                Span<byte> bytes = buffer.AsSpan(0, count * format.SizeInBytes());
                source.Read(first, count, format, bytes);
                Apply(tensor.Map, bytes);
                writer.Write(bytes);
                written += count;
            }
        }

        if (written != tensor.Elements)
        {
            throw new InvalidDataException($"'{tensor.Name}' has {tensor.Elements} elements, and its rows {written}.");
        }
    }

    private static void Apply(Func<float, float>? map, Span<byte> bytes)
    {
        if (map is null)
        {
            return;
        }

        foreach (ref float number in MemoryMarshal.Cast<byte, float>(bytes))
        {
            number = map(number);
        }
    }

    private static void Pad(BinaryWriter writer)
    {
        writer.Flush();
        long missing = (Alignment - (writer.BaseStream.Position % Alignment)) % Alignment;
        writer.Write(new byte[missing]);
    }

    private static void WriteString(BinaryWriter writer, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        writer.Write((ulong)bytes.Length);
        writer.Write(bytes);
    }
}
