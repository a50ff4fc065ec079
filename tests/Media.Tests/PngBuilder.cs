using System;
using System.Buffers.Binary;
using System.IO;
using System.IO.Compression;
using System.Text;

namespace Modelwright.Media.Tests;

/// <summary>Writes small PNG files, sound ones and others.</summary>
internal static class PngBuilder
{
    /// <summary>A grey picture of 16 bits a sample.</summary>
    public static byte[] Grey16(int width, int height, ReadOnlySpan<ushort> samples)
    {
        byte[] lines = new byte[height * (1 + (2 * width))];
        for (int i = 0; i < samples.Length; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(lines.AsSpan((i / width * (1 + (2 * width))) + 1 + (i % width * 2)), samples[i]);
        }

        return File(width, height, bits: 16, lines);
    }

    /// <summary>A grey picture whose header promises more than the data holds.</summary>
    public static byte[] Promising(int width, int height) => File(width, height, bits: 8, []);

    private static byte[] File(int width, int height, byte bits, byte[] lines)
    {
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = bits;
        using MemoryStream packed = new();
        using (ZLibStream zip = new(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            zip.Write(lines);
        }

        using MemoryStream file = new();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
        Chunk(file, "IHDR", header);
        Chunk(file, "IDAT", packed.ToArray());
        Chunk(file, "IEND", []);
        return file.ToArray();
    }

    private static void Chunk(MemoryStream file, string type, byte[] data)
    {
        byte[] chunk = [.. Encoding.ASCII.GetBytes(type), .. data];
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(chunk);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(chunk));
        file.Write(number);
    }

    private static uint Crc(ReadOnlySpan<byte> data)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in data)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320u);
            }
        }

        return ~crc;
    }
}
