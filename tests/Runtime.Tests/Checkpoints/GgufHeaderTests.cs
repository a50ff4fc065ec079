using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.Win32.SafeHandles;
using Modelwright.Tests;

namespace Modelwright.Runtime.Tests;

/// <summary>Values of every type in a GGUF header, texts longer than what is read at once, and numbers at their limits.</summary>
public sealed class GgufHeaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<uint, byte[], double> Numbers => new()
    {
        { 0, [200], 200 },
        { 1, [200], -56 },
        { 2, BitConverter.GetBytes((ushort)60000), 60000 },
        { 3, BitConverter.GetBytes((short)-3), -3 },
        { 4, BitConverter.GetBytes(4_000_000_000), 4_000_000_000 },
        { 5, BitConverter.GetBytes(-5), -5 },
        { 6, BitConverter.GetBytes(1.5f), 1.5 },
        { 10, BitConverter.GetBytes(1UL << 40), 1L << 40 },
        { 11, BitConverter.GetBytes(-7L), -7 },
        { 12, BitConverter.GetBytes(2.5), 2.5 },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_number_of_every_type_alone_and_in_a_list(uint type, byte[] value, double wanted)
    {
        using GgufFile file = Open(new GgufBuilder()
            .Key("one", type, value)
            .Key("list", 9, [.. BitConverter.GetBytes(type), .. BitConverter.GetBytes(3UL), .. value, .. value, .. value])
            .Key("behind", 17));

        Assert.Equal(wanted, file.Metadata.Number("one"));
        Assert.Equal(17, file.Metadata.Integer("behind"));
        if (type is not (6 or 12))
        {
            Assert.Equal([(long)wanted, (long)wanted, (long)wanted], file.Metadata.Integers("list")!);
            Assert.Equal([(long)wanted], file.Metadata.Integers("one")!);
            Assert.Equal((long)wanted, file.Metadata.Integer("one"));
        }
    }

    [Fact]
    public void Flags_and_lists_in_lists()
    {
        byte[] Inner(int depth) => depth == 0 ? [.. BitConverter.GetBytes(0u), .. BitConverter.GetBytes(1UL), 5] : [.. BitConverter.GetBytes(9u), .. BitConverter.GetBytes(1UL), .. Inner(depth - 1)];
        using GgufFile file = Open(new GgufBuilder().Key("yes", 7, [1]).Key("no", 7, [0]).Key("deep", 9, Inner(3)).Key("texts", ["a", "bc"]));

        Assert.Equal((true, false, null), (file.Metadata.Flag("yes"), file.Metadata.Flag("no"), file.Metadata.Flag("other")));
        Assert.Equal(["a", "bc"], file.Metadata.Texts("texts")!);
        Assert.Contains("lists in lists", Assert.Throws<CheckpointHeaderException>(() => Open(new GgufBuilder().Key("deep", 9, Inner(4)))).Message, StringComparison.Ordinal);
        Assert.Contains("the key 'yes' is a truth value; wanted a whole number", Assert.Throws<CheckpointHeaderException>(() => file.Metadata.Integer("yes")).Message, StringComparison.Ordinal);
        Assert.Contains("the key 'texts' is a list of 2; wanted a number", Assert.Throws<CheckpointHeaderException>(() => file.Metadata.Number("texts")).Message, StringComparison.Ordinal);
        Assert.Contains("the key 'general.architecture' is a text; wanted true or false", Assert.Throws<CheckpointHeaderException>(() => file.Metadata.Flag("general.architecture")).Message, StringComparison.Ordinal);
    }

    /// <summary>Texts of as much as the buffer holds, of one byte more, and of several times as much; what stands behind them is found.</summary>
    [Theory]
    [InlineData(1 << 16)]
    [InlineData((1 << 16) + 1)]
    [InlineData(200_001)]
    public void Texts_longer_than_a_piece_are_whole(int length)
    {
        string text = string.Concat(Enumerable.Range(0, length).Select(static i => (char)('a' + (i * 7 % 26))));
        using GgufFile file = Open(new GgufBuilder().Key("before", 3).Key("x", text).Key("behind", 17));

        Assert.Equal(text, file.Metadata.Text("x"));
        Assert.Equal(17, file.Metadata.Integer("behind"));
    }

    [Fact]
    public void Texts_are_UTF8() =>
        Assert.Contains("'x' is not UTF-8", Assert.Throws<CheckpointHeaderException>(() => Open(new GgufBuilder().Key("x", 8, [.. BitConverter.GetBytes(2UL), 0xC3, 0x28]))).Message, StringComparison.Ordinal);

    /// <summary>A list of as many bytes as the file has behind its count is read; of one more it is not.</summary>
    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void Counts_are_held_against_the_rest_of_the_file(int more, bool fits)
    {
        byte[] file = [.. "GGUF"u8, .. BitConverter.GetBytes(3u), .. BitConverter.GetBytes(0UL), .. BitConverter.GetBytes(1UL),
            .. BitConverter.GetBytes(1UL), (byte)'x', .. BitConverter.GetBytes(9u), .. BitConverter.GetBytes(0u), .. BitConverter.GetBytes(207UL + (ulong)more), .. new byte[207]];
        File.WriteAllBytes(_folder["f.gguf"], file);

        if (fits)
        {
            using GgufFile read = GgufFile.Open(_folder["f.gguf"]);
            Assert.Equal(207, read.Metadata.Integers("x")!.Length);
        }
        else
        {
            Assert.Contains("it has 208 entries in 'x', by its own word; the rest of the file has room for at most 207.", Assert.Throws<CheckpointHeaderException>(() => GgufFile.Open(_folder["f.gguf"])).Message, StringComparison.Ordinal);
        }
    }

    /// <summary>Each entry of a list takes some bytes at least: a list is believed only where the file has them.</summary>
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 2)]
    [InlineData(4, 4)]
    [InlineData(5, 4)]
    [InlineData(6, 4)]
    [InlineData(7, 1)]
    [InlineData(8, 8)]
    [InlineData(9, 12)]
    [InlineData(10, 8)]
    [InlineData(11, 8)]
    [InlineData(12, 8)]
    public void Entries_of_a_list_have_a_least_size(uint type, int size)
    {
        const int rest = 240;
        File.WriteAllBytes(_folder["f.gguf"], [.. "GGUF"u8, .. BitConverter.GetBytes(3u), .. BitConverter.GetBytes(0UL), .. BitConverter.GetBytes(1UL),
            .. BitConverter.GetBytes(1UL), (byte)'x', .. BitConverter.GetBytes(9u), .. BitConverter.GetBytes(type), .. BitConverter.GetBytes(1000UL), .. new byte[rest]]);

        Assert.Contains($"it has 1000 entries in 'x', by its own word; the rest of the file has room for at most {rest / size}.", Assert.Throws<CheckpointHeaderException>(() => GgufFile.Open(_folder["f.gguf"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cut_header_says_how_much_it_needs()
    {
        byte[] whole = [.. "GGUF"u8, .. BitConverter.GetBytes(3u), .. BitConverter.GetBytes(0UL), .. BitConverter.GetBytes(1UL), .. BitConverter.GetBytes(1UL), (byte)'x', .. BitConverter.GetBytes(4u), 1, 2];
        File.WriteAllBytes(_folder["f.gguf"], whole);

        CheckpointTruncatedException e = Assert.Throws<CheckpointTruncatedException>(() => GgufFile.Open(_folder["f.gguf"]));

        Assert.Equal((whole.Length + 2, whole.Length), (e.ExpectedLength, e.ActualLength));
    }

    [Theory]
    [InlineData(8, null)]
    [InlineData(1 << 20, null)]
    [InlineData(4, "'general.alignment' is 4; wanted a multiple of 8 at least 8 and at most 1048576.")]
    [InlineData((1 << 20) + 8, "'general.alignment' is 1048584")]
    [InlineData(12, "'general.alignment' is 12")]
    public void Alignments(int alignment, string? said)
    {
        GgufBuilder file = new GgufBuilder { Alignment = alignment }.Key("general.alignment", (uint)alignment).Floats("a", [3], 5).Floats("b", [2], 7);
        if (said is not null)
        {
            Assert.Contains(said, Assert.Throws<CheckpointHeaderException>(() => Open(file)).Message, StringComparison.Ordinal);
            return;
        }

        using GgufFile open = Open(file);
        byte[] bytes = new byte[8];
        open.Read(new TensorEntry("b", "F32", ElementFormat.Float32, [2], 2, open.Tensors[1].Start, open.Tensors[1].End), 0, bytes);
        Assert.Equal((7f, 8f), (BitConverter.ToSingle(bytes), BitConverter.ToSingle(bytes, 4)));
    }

    /// <summary>Headers of every length: the data begin at the next multiple of the alignment, or right there.</summary>
    [Fact]
    public void Data_begin_at_the_next_aligned_place()
    {
        for (int length = 0; length < 33; length++)
        {
            using GgufFile file = Open(new GgufBuilder().Key("x", new string('y', length)).Floats("a", [2], 5));
            byte[] bytes = new byte[8];
            file.Read(new TensorEntry("a", "F32", ElementFormat.Float32, [2], 2, file.Tensors[0].Start, file.Tensors[0].End), 0, bytes);

            Assert.Equal((5f, 6f), (BitConverter.ToSingle(bytes), BitConverter.ToSingle(bytes, 4)));
        }
    }

    /// <summary>What begins behind the last place where a header may go on is not read.</summary>
    [Fact]
    public void A_header_without_an_end_is_refused()
    {
        File.WriteAllBytes(_folder["f.gguf"], new byte[32]);
        using SafeFileHandle file = File.OpenHandle(_folder["f.gguf"]);
        GgufCursor cursor = new(_folder["f.gguf"], file, length: 32, most: 8);
        cursor.UInt64();
        cursor.Byte();

        CheckpointHeaderException e = Assert.Throws<CheckpointHeaderException>(() => cursor.Byte());

        Assert.Equal(CheckpointHeaderFault.AbsurdLength, e.Fault);
        Assert.Contains("it goes on behind byte 8, where no header ends.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sizes_at_their_limits()
    {
        using GgufFile file = Open(new GgufBuilder().Floats("four", [2, 3, 1, 4]).Tensor("unknown", 99, [1 << 26], []).Tensor("halves", 1, [3, 2], new byte[12])
            .Tensor("blocks", 8, [3, 64], new byte[204]).Tensor("tall", 99, [int.MaxValue, 1], []).Tensor("most", 99, [7, 32377, 524287, 1212847], []));

        Assert.Equal([2, 3, 1, 4], file.Tensors[0].Shape);
        Assert.Equal((24L, 6L, 4L, 16L), (file.Tensors[0].Elements, file.Tensors[0].Rows, file.Tensors[0].Columns, file.Tensors[0].RowBytes));
        Assert.Equal((3L, 4L), (file.Tensors[2].Rows, file.Tensors[2].RowBytes));
        Assert.Equal((3L, 68L), (file.Tensors[3].Rows, file.Tensors[3].RowBytes)); // two blocks of 34 bytes
        Assert.Equal(((long)int.MaxValue, long.MaxValue / 64), (file.Tensors[4].Elements, file.Tensors[5].Elements));
        Assert.Contains("'wide' has rows of 67108865 elements; wanted at most 67108864.", Refused("wide", [(1UL << 26) + 1]), StringComparison.Ordinal);
        Assert.Contains("more elements than any file", Refused("large", [1UL << 31, 1]), StringComparison.Ordinal);
        Assert.Contains("'far' starts at 4611686018427387936; wanted a multiple of 32 within the file.", Refused("far", [1], (1UL << 62) + 32), StringComparison.Ordinal);

        string Refused(string name, IReadOnlyList<ulong> shape, ulong? offset = null) =>
            Assert.Throws<CheckpointHeaderException>(() => Open(new GgufBuilder().Tensor(name, 99, shape, [], offset))).Message;
    }

    private GgufFile Open(GgufBuilder file)
    {
        File.WriteAllBytes(_folder["f.gguf"], file.Key("general.architecture", "qwen3").ToBytes());
        return GgufFile.Open(_folder["f.gguf"]);
    }
}
