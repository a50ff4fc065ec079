using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Managed;

/// <summary>The memory that a tensor and all its views share, with the counter by which a change in place is noticed.</summary>
internal sealed class Storage
{
    private readonly Array? _data;

    private Storage(Array? data, long length, ScalarType type)
    {
        _data = data;
        Length = length;
        Type = type;
    }

    /// <summary>Elements, not bytes.</summary>
    public long Length { get; }

    public ScalarType Type { get; }

    /// <summary>Counts the changes in place, through any view.</summary>
    public int Version { get; set; }

    public bool IsMeta => _data is null;

    public static Storage Create(ScalarType type, long length)
    {
        int count = checked((int)length);
        Array data = type switch
        {
            ScalarType.Byte or ScalarType.Bool => new byte[count],
            ScalarType.Int8 => new sbyte[count],
            ScalarType.Int16 => new short[count],
            ScalarType.Int32 => new int[count],
            ScalarType.Int64 => new long[count],
            ScalarType.Float16 => new Half[count],
            ScalarType.BFloat16 => new ushort[count],
            ScalarType.Float32 => new float[count],
            ScalarType.Float64 => new double[count],
            _ => throw NativeError.Of($"\"empty\" not implemented for '{ElementTypes.NativeName(type)}'"),
        };
        return new Storage(data, length, type);
    }

    /// <summary>A storage of the meta device: a size and a type without memory.</summary>
    public static Storage CreateMeta(ScalarType type, long length) => new(null, length, type);

    /// <summary>Shares the array, as <c>torch.frombuffer</c> does.</summary>
    public static Storage Over(Array data, ScalarType type) => new(data, data.LongLength, type);

    public Span<T> Span<T>()
        where T : struct
    {
        Array data = _data ?? throw NativeError.Of("Cannot copy out of meta tensor; no data!");
        ref T first = ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(data));
        return MemoryMarshal.CreateSpan(ref first, checked((int)Length));
    }

    public Span<byte> Bytes()
    {
        Array data = _data ?? throw NativeError.Of("Cannot copy out of meta tensor; no data!");
        ref byte first = ref MemoryMarshal.GetArrayDataReference(data);
        return MemoryMarshal.CreateSpan(ref first, checked((int)(Length * ElementTypes.Size(Type))));
    }
}
