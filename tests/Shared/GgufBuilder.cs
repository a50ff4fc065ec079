using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Modelwright.Tests;

/// <summary>GGUF files with whatever a test wants in them, right or wrong.</summary>
internal sealed class GgufBuilder
{
    private readonly List<byte[]> _keys = [];
    private readonly List<(string Name, uint Type, ulong[] Dimensions, byte[] Data, ulong? Offset)> _tensors = [];

    public uint Magic { get; init; } = 0x46554747;

    public uint Version { get; init; } = 3;

    public int Alignment { get; init; } = 32;

    /// <summary>In place of the number of tensors, or of keys.</summary>
    public ulong? Tensors { get; init; }

    public ulong? Keys { get; init; }

    public GgufBuilder Key(string name, uint value) => Key(name, 4, BitConverter.GetBytes(value));

    public GgufBuilder Key(string name, float value) => Key(name, 6, BitConverter.GetBytes(value));

    public GgufBuilder Key(string name, string value) => Key(name, 8, Text(value));

    public GgufBuilder Key(string name, params IEnumerable<string> values) => Key(name, 9, [.. BitConverter.GetBytes(8u), .. BitConverter.GetBytes((ulong)values.Count()), .. values.SelectMany(Text)]);

    public GgufBuilder Key(string name, IReadOnlyCollection<int> values) => Key(name, 9, [.. BitConverter.GetBytes(5u), .. BitConverter.GetBytes((ulong)values.Count), .. values.SelectMany(BitConverter.GetBytes)]);

    /// <summary>A key of a type by its number.</summary>
    public GgufBuilder Key(string name, uint type, byte[] value)
    {
        _keys.Add([.. Text(name), .. BitConverter.GetBytes(type), .. value]);
        return this;
    }

    /// <summary>A tensor; dimensions outermost first.</summary>
    public GgufBuilder Tensor(string name, uint type, IReadOnlyList<ulong> dimensions, byte[] data, ulong? offset = null)
    {
        _tensors.Add((name, type, [.. dimensions], data, offset));
        return this;
    }

    /// <summary>A float32 tensor of numbers from <paramref name="first"/> up.</summary>
    public GgufBuilder Floats(string name, IReadOnlyList<ulong> dimensions, float first = 0) =>
        Tensor(name, 0, dimensions, [.. Enumerable.Range(0, (int)dimensions.Aggregate(1UL, static (a, b) => a * b)).SelectMany(i => BitConverter.GetBytes(first + i))]);

    public byte[] ToBytes()
    {
        List<byte> file =
        [
            .. BitConverter.GetBytes(Magic), .. BitConverter.GetBytes(Version),
            .. BitConverter.GetBytes(Tensors ?? (ulong)_tensors.Count), .. BitConverter.GetBytes(Keys ?? (ulong)_keys.Count), .. _keys.SelectMany(static key => key),
        ];
        ulong offset = 0;
        foreach ((string name, uint type, ulong[] dimensions, byte[] data, ulong? given) in _tensors)
        {
            file.AddRange(Text(name));
            file.AddRange(BitConverter.GetBytes((uint)dimensions.Length));
            file.AddRange(dimensions.Reverse().SelectMany(BitConverter.GetBytes));
            file.AddRange(BitConverter.GetBytes(type));
            file.AddRange(BitConverter.GetBytes(given ?? offset));
            offset += (ulong)Padded(data.Length);
        }

        file.AddRange(new byte[Padded(file.Count) - file.Count]);
        foreach ((_, _, _, byte[] data, _) in _tensors)
        {
            file.AddRange(data);
            file.AddRange(new byte[Padded(data.Length) - data.Length]);
        }

        return [.. file];
    }

    private int Padded(int length) => (length + Alignment - 1) / Alignment * Alignment;

    private static byte[] Text(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        byte[] length = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)bytes.Length);
        return [.. length, .. bytes];
    }
}
