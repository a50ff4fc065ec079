using System;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Modelwright.Runtime.Tests;

/// <summary>Ranges of tensors, larger than the pieces that are read at once, copied and mapped.</summary>
public sealed class CheckpointReadingTests : IDisposable
{
    /// <summary>More elements than two pieces have.</summary>
    private const int Large = (2 << 17) + 1234;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0, Large)]
    [InlineData(5, Large - 5)]
    [InlineData(1000, 1 << 17)]
    [InlineData(Large - 1, 1)]
    [InlineData(7, 0)]
    public void A_plain_tensor_is_read_piece_by_piece(int first, int count)
    {
        ushort[] halves = [.. Enumerable.Range(0, Large).Select(static i => BitConverter.HalfToUInt16Bits((Half)(i % 2039)))];
        new SafetensorsBuilder().Count("before", [3]).Add("a", "F16", [Large], MemoryMarshal.AsBytes(halves.AsSpan())).Write(_folder["model.safetensors"]);
        using Checkpoint checkpoint = Checkpoint.Open(_folder.Path);

        Assert.Equal(Enumerable.Range(first, count).Select(static i => (float)(i % 2039)), Read(checkpoint["a"], first, count));
        Assert.True(MemoryMarshal.AsBytes(halves.AsSpan(first, count)).SequenceEqual(checkpoint["a"].Bytes(first * 2L, count * 2)));
    }

    /// <summary>Rows of 1000: pieces are whole rows, what is asked for begins and ends within them.</summary>
    [Theory]
    [InlineData(0, 300_000)]
    [InlineData(1_500, 270_001)]
    [InlineData(999, 2)]
    [InlineData(299_999, 1)]
    public void A_packed_tensor_is_read_by_whole_rows(int first, int count)
    {
        byte[] codes = [.. Enumerable.Range(0, 300_000).Select(static i => (byte)(i * 7 % 113))];
        new SafetensorsBuilder().Add("m.weight", "F8_E4M3", [300, 1000], codes).Add("m.weight_scale_inv", "F32", [1], BitConverter.GetBytes(0.5f)).Write(_folder["model.safetensors"]);
        using Checkpoint checkpoint = Checkpoint.Open(_folder.Path);
        CheckpointTensor tensor = new CheckpointView(checkpoint, new WeightManifest([WeightSlot.Of("w", WeightKind.Matrix, "m.weight", [300, 1000])], []))["m.weight"];
        float[] wanted = [.. codes.Skip(first).Take(count).Select(static code => 0.5f * Float8Blocks.ToFloat(code))];
        byte[] halves = new byte[count * 2];

        tensor.Read(first, count, ElementFormat.Float16, halves);

        Assert.Equal(wanted, Read(tensor, first, count));
        Assert.Equal(wanted.Select(static value => (Half)value), MemoryMarshal.Cast<byte, Half>(halves).ToArray());
    }

    [Theory]
    [InlineData(0, 24, true)]
    [InlineData(24, 0, true)]
    [InlineData(23, 1, true)]
    [InlineData(-1, 1, false)]
    [InlineData(0, 25, false)]
    [InlineData(24, 1, false)]
    [InlineData(0, -1, false)]
    [InlineData(long.MaxValue, 1, false)]
    public void Mapped_ranges_lie_within_the_tensor(long offset, int count, bool inside)
    {
        new SafetensorsBuilder().Count("a", [6]).Count("b", [6], 10).Write(_folder["model.safetensors"]);
        using Checkpoint checkpoint = Checkpoint.Open(_folder.Path);

        if (inside)
        {
            Assert.Equal(checkpoint["b"].ToBytes()[(int)offset..((int)offset + count)], checkpoint["b"].Bytes(offset, count).ToArray());
        }
        else
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => checkpoint["a"].Bytes(offset, count).Length);
            Assert.Throws<ArgumentOutOfRangeException>(() => checkpoint["b"].Bytes(offset, count).Length);
        }
    }

    [Fact]
    public void A_file_is_mapped_once()
    {
        new SafetensorsBuilder().Count("a", [6]).Write(_folder["model.safetensors"]);
        Checkpoint checkpoint = Checkpoint.Open(_folder.Path);
        CheckpointTensor tensor = checkpoint["a"];

        Assert.True(Unsafe.AreSame(ref MemoryMarshal.GetReference(tensor.Bytes(0, 4)), ref MemoryMarshal.GetReference(tensor.Bytes(0, 8))));
        checkpoint.Dispose();
        Assert.Throws<ObjectDisposedException>(() => tensor.Bytes(0, 4).Length);
    }

    [Fact]
    public void A_range_outside_is_refused_before_it_is_read()
    {
        new SafetensorsBuilder().Count("a", [6]).Count("b", [6]).Write(_folder["model.safetensors"]);
        using Checkpoint checkpoint = Checkpoint.Open(_folder.Path);

        Assert.Throws<ArgumentOutOfRangeException>(() => checkpoint["b"].ReadBytes(-4, new byte[4]));
        Assert.Throws<ArgumentOutOfRangeException>(() => checkpoint["b"].ReadBytes(24, new byte[1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => checkpoint["b"].ReadBytes(0, new byte[25]));
        Assert.Throws<ArgumentOutOfRangeException>(() => checkpoint["b"].Read(0, 4, ElementFormat.Float16, new byte[8 - 1]));
        Assert.Throws<ArgumentException>(() => checkpoint["b"].Read(0, 1, ElementFormat.Int32, new byte[4]));
    }

    /// <summary>A type whose elements are no weights has no elements as others.</summary>
    [Fact]
    public void Numbers_of_other_kinds_are_not_converted()
    {
        new SafetensorsBuilder().Add("a", "I32", [1], [1, 0, 0, 0]).Write(_folder["model.safetensors"]);
        using Checkpoint checkpoint = Checkpoint.Open(_folder.Path);

        TensorFormatException e = Assert.Throws<TensorFormatException>(() => checkpoint["a"].Read(0, 1, ElementFormat.Float32, new byte[4]));
        Assert.Equal(("I32", "a"), (e.Found, e.Tensor));
        Assert.StartsWith("Cannot convert Int32 into Float32", Assert.Throws<ArgumentException>(() => ElementConversion.Convert(new byte[4], ElementFormat.Int32, new byte[4], ElementFormat.Float32)).Message, StringComparison.Ordinal);
        Assert.StartsWith("Cannot convert Float16 into Int8", Assert.Throws<ArgumentException>(() => ElementConversion.Convert(new byte[4], ElementFormat.Float16, new byte[4], ElementFormat.Int8)).Message, StringComparison.Ordinal);
        Assert.StartsWith("The destination is too short for 2 elements of Float32.", Assert.Throws<ArgumentException>(() => ElementConversion.Convert(new byte[4], ElementFormat.Float16, new byte[7], ElementFormat.Float32)).Message, StringComparison.Ordinal);
    }

    /// <summary>One at a time as well as in vectors: ties go to the even one, and what is no number stays none.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    public void Narrowing_to_bfloat16_is_the_same_in_vectors_and_alone(int count)
    {
        (uint Bits, ushort Wanted)[] cases = [(0x3F808000, 0x3F80), (0x3F818000, 0x3F82), (0x3F808001, 0x3F81), (0xBF818000, 0xBF82), (0x7F7FFFFF, 0x7F80), (0x7F800001, 0x7FC0), (0xFFFFFFFF, 0xFFFF), (0x7F800000, 0x7F80)];
        foreach ((uint bits, ushort wanted) in cases)
        {
            uint[] source = [.. Enumerable.Repeat(bits, count)];
            ushort[] narrow = new ushort[count];

            ElementConversion.Convert(MemoryMarshal.AsBytes(source.AsSpan()), ElementFormat.Float32, MemoryMarshal.AsBytes(narrow.AsSpan()), ElementFormat.BFloat16);

            Assert.All(narrow, value => Assert.Equal(wanted, value));
        }
    }

    [Fact]
    public void Small_files_are_read_whole_up_to_their_limit()
    {
        File.WriteAllBytes(_folder["small"], [1, 2, 3]);

        Assert.Equal([1, 2, 3], DiskFile.ReadAll(_folder["small"], "a small file", most: 3));
        Assert.Contains("it has 3 bytes, and a small file has at most 2", Assert.Throws<CheckpointAccessException>(() => DiskFile.ReadAll(_folder["small"], "a small file", most: 2)).Message, StringComparison.Ordinal);
        Assert.Throws<CheckpointAccessException>(() => DiskFile.ReadAll(_folder.Path, "a small file", most: 2));
        Assert.Throws<ArgumentException>(() => Checkpoint.Open(""));
    }

    /// <summary>What lies in a folder without a checkpoint: at most eight names, in their order.</summary>
    [Theory]
    [InlineData(0, "a folder without weights")]
    [InlineData(2, "a folder with 'w0.bin', 'w1.bin'")]
    [InlineData(8, "'w6.bin', 'w7.bin'")]
    [InlineData(9, "'w6.bin', 'w7.bin' and more")]
    public void A_folder_without_a_checkpoint_is_described(int files, string said)
    {
        for (int i = files - 1; i >= 0; i--)
        {
            File.WriteAllBytes(_folder[$"w{i}.bin"], []);
        }

        File.WriteAllBytes(_folder["readme.md"], []);
        Assert.EndsWith(said, Assert.Throws<CheckpointNotFoundException>(() => Checkpoint.Open(_folder.Path)).Found, StringComparison.Ordinal);
        Assert.Equal("no such file or folder", Assert.Throws<CheckpointNotFoundException>(() => Checkpoint.Open(_folder["nothing"])).Found);
    }

    [Fact]
    public void A_repository_without_snapshots_says_so()
    {
        Directory.CreateDirectory(_folder["snapshots"]);
        Assert.Contains("(there is none)", Assert.Throws<CheckpointNotFoundException>(() => Checkpoint.Open(_folder.Path)).Message, StringComparison.Ordinal);
        Directory.CreateDirectory(_folder["snapshots/b"]);
        Directory.CreateDirectory(_folder["snapshots/a"]);
        Assert.Contains("('a', 'b')", Assert.Throws<CheckpointNotFoundException>(() => Checkpoint.Open(_folder.Path)).Message, StringComparison.Ordinal);
    }

    private static float[] Read(CheckpointTensor tensor, int first, int count)
    {
        float[] values = new float[count];
        tensor.Read(first, count, ElementFormat.Float32, MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }
}
