using System;
using System.IO;
using System.Linq;
using Modelwright.Tests;

namespace Modelwright.Runtime.Tests;

/// <summary>
/// ggml's blocks: numbers are drawn, packed here as ggml's own loops pack them (element by element, from its description of the layouts), and must come back to the last bit; those of
/// scales and codes in our formats too.
/// </summary>
public sealed class GgufBlockTests : IDisposable
{
    private const int Rows = 3;

    private readonly TemporaryFolder _folder = new();
    private readonly Random _random = new(11);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Q8_0", 8u, 96)]
    [InlineData("Q4_0", 2u, 96)]
    [InlineData("Q6_K", 14u, 512)]
    [InlineData("Q4_K", 12u, 512)]
    [InlineData("Q5_K", 13u, 512)]
    public void Numbers_come_back(string name, uint type, int columns)
    {
        float[] wanted = new float[Rows * columns];
        int elements = name.EndsWith("_0", StringComparison.Ordinal) ? 32 : 256;
        byte[] data = [.. Enumerable.Range(0, wanted.Length / elements).SelectMany(block => Pack(name, wanted.AsSpan(block * elements, elements)))];
        File.WriteAllBytes(_folder["model.gguf"], new GgufBuilder().Key("general.architecture", "qwen3").Tensor("output.weight", type, [Rows, (ulong)columns], data).ToBytes());
        using Checkpoint checkpoint = Checkpoint.Open(_folder["model.gguf"]);
        CheckpointTensor tensor = checkpoint["lm_head.weight"];

        Assert.Equal(name, tensor.DType);
        Assert.Equal(wanted, tensor.ToFloats());
        float[] part = new float[columns];
        tensor.Read(columns + 5, columns, ElementFormat.Float32, System.Runtime.InteropServices.MemoryMarshal.AsBytes(part.AsSpan()));
        Assert.Equal(wanted.AsSpan(columns + 5, columns).ToArray(), part);
        Assert.True(tensor.Packed!.IsQuantised);
        if (tensor.Packed.Blocks is not { } blocks)
        {
            Assert.Contains("_K", name, StringComparison.Ordinal);
            Assert.Equal(ElementFormat.Float16, tensor.Format);
            return;
        }

        int rowBytes = (int)blocks.RowBytes(columns);
        byte[] stored = new byte[Rows * rowBytes], over = [.. Enumerable.Repeat((byte)0xFF, stored.Length)];
        tensor.Packed.Store(0, Rows, rowBytes, stored);
        tensor.Packed.Store(0, Rows, rowBytes, over);
        Assert.Equal(stored, over); // nothing is left of what was there
        float[] row = new float[columns];
        for (int i = 0; i < Rows; i++)
        {
            blocks.Decode(stored.AsSpan(i * rowBytes, rowBytes), row);
            Assert.Equal(wanted.AsSpan(i * columns, columns).ToArray(), row);
        }
    }

    [Fact]
    public void A_scale_that_is_no_number_is_told()
    {
        foreach ((uint type, int columns, int bytes) in (ReadOnlySpan<(uint, int, int)>)[(8, 32, 34), (12, 256, 144)])
        {
            byte[] data = new byte[bytes];
            BitConverter.TryWriteBytes(data, Half.NaN);
            File.WriteAllBytes(_folder["model.gguf"], new GgufBuilder().Key("general.architecture", "qwen3").Tensor("output.weight", type, [1, (ulong)columns], data).ToBytes());
            using Checkpoint checkpoint = Checkpoint.Open(_folder["model.gguf"]);

            Assert.Throws<PackedWeightException>(() => checkpoint["lm_head.weight"].ToFloats());
        }
    }

    /// <summary>A block of random codes and scales, and the numbers that it stands for.</summary>
    private byte[] Pack(string name, Span<float> values) => name switch
    {
        "Q8_0" => Simple(values, 127, static (codes, block) => Buffer.BlockCopy(codes, 0, block, 2, 32), 34),
        "Q4_0" => Simple(values, 8, static (codes, block) =>
        {
            for (int i = 0; i < 16; i++)
            {
                block[2 + i] = (byte)((codes[i] + 8) + ((codes[i + 16] + 8) * 16));
            }
        }, 18),
        "Q6_K" => Six(values),
        _ => Offsets(values, fifth: name == "Q5_K"),
    };

    private byte[] Simple(Span<float> values, int most, Action<sbyte[], byte[]> pack, int size)
    {
        Half scale = (Half)(_random.NextSingle() - 0.5f);
        sbyte[] codes = [.. values.ToArray().Select(_ => (sbyte)_random.Next(-most, most))];
        byte[] block = new byte[size];
        BitConverter.TryWriteBytes(block, scale);
        pack(codes, block);
        for (int i = 0; i < codes.Length; i++)
        {
            values[i] = (float)scale * codes[i];
        }

        return block;
    }

    private byte[] Six(Span<float> values)
    {
        Half factor = (Half)(_random.NextSingle() / 10);
        int[] codes = [.. Enumerable.Range(0, 256).Select(_ => _random.Next(64))];
        sbyte[] scales = [.. Enumerable.Range(0, 16).Select(_ => (sbyte)_random.Next(-128, 128))];
        byte[] block = new byte[210];
        for (int j = 0; j < 256; j += 128)
        {
            for (int l = 0; l < 32; l++)
            {
                (int a, int b, int c, int d) = (codes[j + l], codes[j + l + 32], codes[j + l + 64], codes[j + l + 96]);
                block[(j / 2) + l] = (byte)((a & 15) | ((c & 15) << 4));
                block[(j / 2) + l + 32] = (byte)((b & 15) | ((d & 15) << 4));
                block[128 + (j / 4) + l] = (byte)((a >> 4) | (b >> 4 << 2) | (c >> 4 << 4) | (d >> 4 << 6));
            }
        }

        Buffer.BlockCopy(scales, 0, block, 192, 16);
        BitConverter.TryWriteBytes(block.AsSpan(208), factor);
        for (int i = 0; i < 256; i++)
        {
            values[i] = (float)factor * scales[i / 16] * (codes[i] - 32);
        }

        return block;
    }

    private byte[] Offsets(Span<float> values, bool fifth)
    {
        (Half step, Half below) = ((Half)(_random.NextSingle() / 10), (Half)(_random.NextSingle() / 10));
        int[] scales = [.. Enumerable.Range(0, 8).Select(_ => _random.Next(64))];
        int[] offsets = [.. Enumerable.Range(0, 8).Select(_ => _random.Next(64))];
        int[] codes = [.. Enumerable.Range(0, 256).Select(_ => _random.Next(fifth ? 32 : 16))];
        byte[] block = new byte[fifth ? 176 : 144];
        BitConverter.TryWriteBytes(block, step);
        BitConverter.TryWriteBytes(block.AsSpan(2), below);
        Span<byte> packed = block.AsSpan(4, 12);
        for (int j = 0; j < 8; j++)
        {
            if (j < 4)
            {
                packed[j] |= (byte)scales[j];
                packed[j + 4] |= (byte)offsets[j];
            }
            else
            {
                packed[j + 4] = (byte)((scales[j] & 15) | ((offsets[j] & 15) << 4));
                packed[j - 4] |= (byte)(scales[j] >> 4 << 6);
                packed[j] |= (byte)(offsets[j] >> 4 << 6);
            }
        }

        Span<byte> high = block.AsSpan(16, fifth ? 32 : 0);
        Span<byte> low = block.AsSpan(16 + high.Length);
        for (int n = 0; n < 256; n += 64)
        {
            for (int j = 0; j < 32; j++)
            {
                (int first, int second) = (codes[n + j], codes[n + j + 32]);
                low[(n / 2) + j] = (byte)((first & 15) | ((second & 15) << 4));
                if (fifth)
                {
                    high[j] |= (byte)(((first >> 4) << (n / 32)) | ((second >> 4) << ((n / 32) + 1)));
                }
            }
        }

        for (int i = 0; i < 256; i++)
        {
            values[i] = ((float)step * scales[i / 32] * codes[i]) - ((float)below * offsets[i / 32]);
        }

        return block;
    }
}
