using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;

namespace Modelwright.Runtime.Tests;

/// <summary>Writes safetensors files, right ones and, from a header given as text, wrong ones.</summary>
internal sealed class SafetensorsBuilder
{
    private readonly List<string> _entries = [];
    private readonly MemoryStream _data = new();

    public SafetensorsBuilder Add(string name, string dtype, int[] shape, ReadOnlySpan<byte> bytes)
    {
        long start = _data.Length;
        _data.Write(bytes);
        string dimensions = string.Join(",", shape.Select(static d => d.ToString(CultureInfo.InvariantCulture)));
        _entries.Add(string.Create(CultureInfo.InvariantCulture, $"\"{name}\":{{\"dtype\":\"{dtype}\",\"shape\":[{dimensions}],\"data_offsets\":[{start},{_data.Length}]}}"));
        return this;
    }

    /// <summary>A float32 tensor of the numbers first, first + 1, …: each element tells where it came from.</summary>
    public SafetensorsBuilder Count(string name, int[] shape, float first = 0)
    {
        float[] values = new float[shape.Aggregate(1, static (product, d) => product * d)];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = first + i;
        }

        return Add(name, "F32", shape, MemoryMarshal.AsBytes(values.AsSpan()));
    }

    public byte[] ToBytes() => Raw("{" + string.Join(",", _entries) + "}", _data.ToArray());

    public void Write(string path) => File.WriteAllBytes(path, ToBytes());

    public static byte[] Raw(string header, byte[] data)
    {
        byte[] json = Encoding.UTF8.GetBytes(header);
        return [.. BitConverter.GetBytes((ulong)json.Length), .. json, .. data];
    }
}
