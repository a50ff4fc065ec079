using System;
using System.IO;
using System.Linq;
using System.Text;

namespace Modelwright.Runtime.Tests;

/// <summary>Whatever a file holds, opening it gives a checkpoint or a typed exception that says why not.</summary>
public sealed class BrokenCheckpointTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""", 12, CheckpointHeaderFault.Overlap)]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 8, CheckpointHeaderFault.Overlap)]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}""", 12, CheckpointHeaderFault.Gap)]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, CheckpointHeaderFault.Gap)]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 5, CheckpointHeaderFault.Gap)]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[8,4]}}""", 8, CheckpointHeaderFault.Outside)]
    [InlineData("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", 8, CheckpointHeaderFault.SizeMismatch)]
    [InlineData("""{"a":{"dtype":"F32","shape":[4294967296,4294967296,4294967296],"data_offsets":[0,0]}}""", 0, CheckpointHeaderFault.SizeMismatch)]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", 4, CheckpointHeaderFault.BadEntry)]
    [InlineData("""{"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}""", 4, CheckpointHeaderFault.BadEntry)]
    [InlineData("""{"a":{"dtype":"F33","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F33","shape":[1],"data_offsets":[3,4]}}""", 4, CheckpointHeaderFault.Overlap)]
    [InlineData("""{"a":{"dtype":"F33","shape":[4611686018427387904,4],"data_offsets":[0,4]}}""", 4, CheckpointHeaderFault.SizeMismatch)]
    [InlineData("""{"a":{"dtype":"F4","shape":[3],"data_offsets":[0,2]}}""", 2, CheckpointHeaderFault.SizeMismatch)]
    [InlineData("""{"a":{"shape":[1],"data_offsets":[0,4]}}""", 4, CheckpointHeaderFault.BadEntry)]
    [InlineData("""{"a":{"dtype":"F32","data_offsets":[0,4]}}""", 4, CheckpointHeaderFault.BadEntry)]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}}""", 4, CheckpointHeaderFault.BadEntry)]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,1e99]}}""", 4, CheckpointHeaderFault.BadEntry)]
    [InlineData("""{"a":[]}""", 0, CheckpointHeaderFault.BadEntry)]
    [InlineData("""[]""", 0, CheckpointHeaderFault.NotJson)]
    [InlineData("""{"a":""", 0, CheckpointHeaderFault.NotJson)]
    [InlineData("""{"\ud800":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}""", 0, CheckpointHeaderFault.NotJson)]
    [InlineData("""{"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]},"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}""", 0, CheckpointHeaderFault.NotJson)]
    public void A_header_that_contradicts_itself_is_refused(string header, int dataLength, CheckpointHeaderFault fault)
    {
        string path = Write(SafetensorsBuilder.Raw(header, new byte[dataLength]));

        CheckpointHeaderException e = Assert.Throws<CheckpointHeaderException>(() => Checkpoint.Open(path));

        Assert.Equal(fault, e.Fault);
        Assert.Equal(path, e.Path);
    }

    /// <summary>Messages say what was found and what was wanted, in bytes.</summary>
    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""", 12, "'b' starts at 4; wanted 8, where the tensor before it ends.")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 7, "the tensors end at 4, and 3 bytes follow that belong to none.")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[8,4]}}""", 8, "'a' ends at 4, before its start 8.")]
    [InlineData("""{"b":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"a":{"dtype":"F32","shape":[3],"data_offsets":[2,10]}}""", 10, "'a' has 8 bytes; wanted 12 for F32[3].")]
    [InlineData("""{"a":{"dtype":"F4","shape":[3],"data_offsets":[0,1]}}""", 1, "'a' has 1 bytes; wanted 2 for F4[3].")]
    [InlineData("""{"a":{"dtype":"U8","shape":[4294967296,4294967296,4294967296],"data_offsets":[0,0]}}""", 0, "'a' has 0 bytes; wanted more than any file has for U8[4294967296, 4294967296, 4294967296].")]
    [InlineData("""{"a":{"dtype":"U8","shape":[4611686018427387904,4611686018427387904,4611686018427387904],"data_offsets":[0,0]}}""", 0, "wanted more than any file has")]
    [InlineData("""{"a":{"dtype":"U8","shape":[9223372036854775807],"data_offsets":[0,4]}}""", 4, "'a' has 4 bytes; wanted 9223372036854775807 for U8[9223372036854775807].")]
    [InlineData("""{"a":{"dtype":"F33","shape":[9223372036854775807,2],"data_offsets":[0,0]}}""", 0, "'a' has 0 bytes; wanted more than any file has for F33[9223372036854775807, 2].")]
    [InlineData("""{"a":{"dtype":5,"shape":[1],"data_offsets":[0,4]}}""", 4, "the entry of 'a' has no text 'dtype'.")]
    [InlineData("""{"a":{"dtype":"F32","shape":5,"data_offsets":[0,4]}}""", 4, "the entry of 'a' has no 'shape' of whole numbers without a decimal point, at least 0 and at most 9223372036854775807.")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":"0,4"}}""", 4, "the entry of 'a' has no 'data_offsets' of whole numbers")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4,8]}}""", 4, "the entry of 'a' has 3 data_offsets; wanted 2.")]
    [InlineData("""{"a":5}""", 0, "the entry of 'a' is a JSON Number; wanted an object.")]
    [InlineData("5", 0, "it is a JSON Number; wanted an object.")]
    public void A_header_that_contradicts_itself_is_told_in_numbers(string header, int dataLength, string said)
    {
        string path = Write(SafetensorsBuilder.Raw(header, new byte[dataLength]));

        Assert.Contains(said, Assert.Throws<CheckpointHeaderException>(() => Checkpoint.Open(path)).Message, StringComparison.Ordinal);
    }

    /// <summary>As many elements as a number holds, of a type whose size nobody knows, are believed.</summary>
    [Fact]
    public void Unknown_types_may_have_any_number_of_elements()
    {
        using Checkpoint checkpoint = Checkpoint.Open(Write(SafetensorsBuilder.Raw("""{"a":{"dtype":"F33","shape":[9223372036854775807],"data_offsets":[0,4]}}""", new byte[4])));

        Assert.Equal(long.MaxValue, checkpoint["a"].ElementCount);
    }

    [Fact]
    public void Lengths_are_held_against_the_file_and_the_formats_limit()
    {
        Assert.Equal(100_000_000, SafetensorsHeader.ReadLength("f", BitConverter.GetBytes(100_000_000UL), 100_000_008));
        Assert.Contains("100000001 bytes; wanted at most 100000000.", Assert.Throws<CheckpointHeaderException>(() => SafetensorsHeader.ReadLength("f", BitConverter.GetBytes(100_000_001UL), 1 << 30)).Message, StringComparison.Ordinal);
        Assert.DoesNotContain("begins as a text", Assert.Throws<CheckpointHeaderException>(() => SafetensorsHeader.ReadLength("f", BitConverter.GetBytes(100_000_001UL), 1 << 30)).Message, StringComparison.Ordinal);
        Assert.Equal((18L, 17L), Lengths(10, 17));
        Assert.Equal((8L, 3L), Assert.Throws<CheckpointTruncatedException>(() => SafetensorsHeader.ReadLength("f", new byte[7], 3)) is var e ? (e.ExpectedLength, e.ActualLength) : default);
        Assert.True(SafetensorsHeader.IsLikely([.. BitConverter.GetBytes(100_000_000UL), .. "{"u8], 100_000_008));
        Assert.False(SafetensorsHeader.IsLikely([.. BitConverter.GetBytes(100_000_000UL), .. "{"u8], 100_000_007));
        Assert.False(SafetensorsHeader.IsLikely([.. BitConverter.GetBytes(100_000_001UL), .. "{"u8], 1 << 30));
        Assert.False(SafetensorsHeader.IsLikely([.. BitConverter.GetBytes(2UL), .. "["u8], 10));
        Assert.False(SafetensorsHeader.IsLikely(BitConverter.GetBytes(2UL), 10));

        static (long, long) Lengths(ulong length, long file) =>
            Assert.Throws<CheckpointTruncatedException>(() => SafetensorsHeader.ReadLength("f", BitConverter.GetBytes(length), file)) is var e ? (e.ExpectedLength, e.ActualLength) : default;
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"empty":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}""")]
    [InlineData("""{"empty":{"dtype":"F32","shape":[0],"data_offsets":[0,0]},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""")]
    [InlineData("""{"empty":{"dtype":"F32","shape":[2,0],"data_offsets":[4,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"empty":{"dtype":"I8","shape":[0],"data_offsets":[4,4]}}""")]
    public void An_empty_tensor_lies_before_or_behind_its_neighbour(string header)
    {
        string path = Write(SafetensorsBuilder.Raw(header, [0, 0, 0x80, 0x3F]));

        using Checkpoint checkpoint = Checkpoint.Open(path);

        Assert.Equal([1f], checkpoint["a"].ToFloats());
        Assert.Equal(0, checkpoint["empty"].ElementCount);
    }

    [Fact]
    public void A_text_in_a_files_place_is_quoted()
    {
        string path = Write("Not what you think, but text"u8.ToArray());

        Assert.Contains("'Not what'", Assert.Throws<CheckpointHeaderException>(() => Checkpoint.Open(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_absurd_length_is_not_allocated()
    {
        string path = Write([.. BitConverter.GetBytes(ulong.MaxValue), .. "{}"u8]);

        Assert.Equal(CheckpointHeaderFault.AbsurdLength, Assert.Throws<CheckpointHeaderException>(() => Checkpoint.Open(path)).Fault);
    }

    [Fact]
    public void A_file_that_was_cut_says_how_long_it_should_be()
    {
        byte[] bytes = new SafetensorsBuilder().Count("a", [4]).ToBytes();
        string path = Write(bytes[..^3]);

        CheckpointTruncatedException e = Assert.Throws<CheckpointTruncatedException>(() => Checkpoint.Open(path));

        Assert.Equal((bytes.Length, bytes.Length - 3), (e.ExpectedLength, e.ActualLength));
    }

    [Fact]
    public void Every_cut_of_a_file_is_a_typed_exception()
    {
        byte[] bytes = new SafetensorsBuilder().Count("a", [4]).Add("b", "BF16", [2], [1, 2, 3, 4]).ToBytes();
        for (int length = 0; length < bytes.Length; length++)
        {
            string path = Write(bytes[..length]);
            Assert.ThrowsAny<CheckpointException>(() => Checkpoint.Open(path));
        }
    }

    [Fact]
    public void Every_changed_byte_of_a_header_is_a_checkpoint_or_a_typed_exception()
    {
        byte[] good = new SafetensorsBuilder().Count("a", [4]).Add("b", "BF16", [2], [1, 2, 3, 4]).ToBytes();
        const int data = 20;
        (int refused, int accepted) = (0, 0);
        for (int at = 0; at < good.Length - data; at++)
        {
            foreach (byte value in (byte[])[0, (byte)'9', (byte)'"', (byte)'}', 0xFF])
            {
                byte[] bytes = [.. good];
                bytes[at] = value;
                string path = Write(bytes);
                try
                {
                    using Checkpoint checkpoint = Checkpoint.Open(path);
                    // Whatever the header now says, its tensors are the file's data, without holes and each byte once.
                    Assert.Equal(bytes[^data..], checkpoint.Names.SelectMany(name => checkpoint[name].ToBytes()));
                    accepted++;
                }
                catch (CheckpointException)
                {
                    refused++;
                }
            }
        }

        Assert.True(refused > 100 && accepted > 10, $"{refused} refused, {accepted} accepted");
    }

    [Fact]
    public void A_missing_shard_matters_when_it_is_asked_for()
    {
        new SafetensorsBuilder().Count("a", [1]).Write(_folder["one.safetensors"]);
        WriteIndex("""{"weight_map":{"a":"one.safetensors","b":"two.safetensors"}}""");
        using Checkpoint checkpoint = Checkpoint.Open(_folder.Path);

        Assert.Equal([0f], checkpoint["a"].ToFloats());
        ShardMissingException e = Assert.Throws<ShardMissingException>(() => checkpoint["b"]);
        Assert.Equal(("two.safetensors", "b"), (e.Shard, e.Tensor));
    }

    [Fact]
    public void A_tensor_that_its_shard_lacks_is_named()
    {
        new SafetensorsBuilder().Count("a", [1]).Write(_folder["one.safetensors"]);
        WriteIndex("""{"weight_map":{"b":"one.safetensors"}}""");
        using Checkpoint checkpoint = Checkpoint.Open(_folder.Path);

        CheckpointHeaderException e = Assert.Throws<CheckpointHeaderException>(() => checkpoint["b"]);

        Assert.Equal(CheckpointHeaderFault.IndexMismatch, e.Fault);
        Assert.Contains("'b'", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", CheckpointHeaderFault.BadEntry)]
    [InlineData("[]", CheckpointHeaderFault.BadEntry)]
    [InlineData("""{"weight_map":{"a":1}}""", CheckpointHeaderFault.BadEntry)]
    [InlineData("""{"weight_map":{"a":"../secret"}}""", CheckpointHeaderFault.BadEntry)]
    [InlineData("""{"weight_map":{"a":"/etc/passwd"}}""", CheckpointHeaderFault.BadEntry)]
    [InlineData("""{"weight_map":{"a":".."}}""", CheckpointHeaderFault.BadEntry)]
    [InlineData("""{"weight_map":{"a":"\u0000"}}""", CheckpointHeaderFault.BadEntry)]
    [InlineData("""{"weight_map":""", CheckpointHeaderFault.NotJson)]
    [InlineData("""{"weight_map":{"a":"one.safetensors"},"weight_map":{"a":"two.safetensors"}}""", CheckpointHeaderFault.NotJson)]
    public void An_index_that_is_none_is_refused(string json, CheckpointHeaderFault fault)
    {
        WriteIndex(json);

        Assert.Equal(fault, Assert.Throws<CheckpointHeaderException>(() => Checkpoint.Open(_folder.Path)).Fault);
    }

    [Fact]
    public void Shards_are_read_as_one()
    {
        using Checkpoint checkpoint = Checkpoint.Open(Goldens.Path("qwen3_moe_sharded_bf16"));

        Assert.Equal(180560, checkpoint.Names.Sum(name => checkpoint[name].ElementCount));
        Assert.All(checkpoint.Names, name => Assert.Equal(ElementFormat.BFloat16, checkpoint[name].Format));
    }

    private string Write(byte[] bytes)
    {
        string path = _folder["broken.safetensors"];
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private void WriteIndex(string json) => File.WriteAllText(_folder["model.safetensors.index.json"], json, new UTF8Encoding(false));
}
