using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Modelwright.Tests;

namespace Modelwright.Runtime.Tests;

/// <summary>GGUF files as checkpoints: their headers, right and wrong, and their names.</summary>
public sealed class GgufFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>Files with one thing wrong each, the fault, and a word of the message.</summary>
    private static Dictionary<string, (Func<byte[]> File, CheckpointHeaderFault? Fault, string Said)> Wrong => new()
    {
        ["another version"] = (static () => Small(new GgufBuilder { Version = 1 }), CheckpointHeaderFault.BadEntry, "version 1; wanted version 2 or 3"),
        ["big-endian"] = (static () => Small(new GgufBuilder { Version = 0x03000000 }), CheckpointHeaderFault.BadEntry, "big-endian"),
        ["a text"] = (static () => Small(new GgufBuilder { Magic = 0x54585447 }), CheckpointHeaderFault.BadEntry, "does not begin with 'GGUF'"),
        ["as many tensors as fit a number"] = (static () => Small(new GgufBuilder { Tensors = ulong.MaxValue }), CheckpointHeaderFault.AbsurdLength, "18446744073709551615 tensors"),
        ["more keys than the file has bytes for"] = (static () => Small(new GgufBuilder { Keys = 1 << 20 }), CheckpointHeaderFault.AbsurdLength, "1048576 keys"),
        ["a text that is longer than the file"] = (static () => Small(new GgufBuilder().Key("x", 8, BitConverter.GetBytes(1UL << 40))), CheckpointHeaderFault.AbsurdLength, "bytes in 'x'"),
        ["a list that is longer than the file"] = (static () => Small(new GgufBuilder().Key("x", 9, [.. BitConverter.GetBytes(4u), .. BitConverter.GetBytes(1UL << 30)])), CheckpointHeaderFault.AbsurdLength, "entries in 'x'"),
        ["lists in lists"] = (static () => Small(new GgufBuilder().Key("x", 9, [.. Enumerable.Repeat((byte[])[.. BitConverter.GetBytes(9u), .. BitConverter.GetBytes(1UL)], 6).SelectMany(static b => b)])), CheckpointHeaderFault.BadEntry, "lists in lists"),
        ["a type of value that is none"] = (static () => Small(new GgufBuilder().Key("x", 77, [0])), CheckpointHeaderFault.BadEntry, "type 77"),
        ["a key twice"] = (static () => Small(new GgufBuilder().Key("x", 1).Key("x", 2)), CheckpointHeaderFault.BadEntry, "'x' stands twice"),
        ["an alignment of 0"] = (static () => Small(new GgufBuilder().Key("general.alignment", 0)), CheckpointHeaderFault.BadEntry, "'general.alignment' is 0"),
        ["a tensor twice"] = (static () => Small(new GgufBuilder().Floats("output.weight", [1])), CheckpointHeaderFault.BadEntry, "stands twice"),
        ["two tensors of one weight"] = (static () => Small(new GgufBuilder().Floats("blk.0.ffn_norm.weight", [1]).Floats("blk.0.post_attention_norm.weight", [1])), CheckpointHeaderFault.BadEntry, "two tensors are"),
        ["tensors that overlap"] = (static () => Small(new GgufBuilder().Tensor("x", 0, [16], new byte[16])), CheckpointHeaderFault.Overlap, "starts at 32; wanted at least 64"),
        ["a tensor between two aligned places"] = (static () => Small(new GgufBuilder().Tensor("x", 0, [4], new byte[16], offset: 1028)), CheckpointHeaderFault.Outside, "starts at 1028"),
        ["a tensor far behind the end"] = (static () => Small(new GgufBuilder().Tensor("x", 0, [4], new byte[16], offset: 1UL << 60)), null, "1152921504606"),
        ["a tensor whose place is no number"] = (static () => Small(new GgufBuilder().Tensor("x", 0, [4], new byte[16], offset: ulong.MaxValue)), CheckpointHeaderFault.Outside, "starts at"),
        ["a row of part of a block"] = (static () => Small(new GgufBuilder().Tensor("x", 8, [48], new byte[51])), CheckpointHeaderFault.SizeMismatch, "48 elements; wanted a multiple of 32"),
        ["an empty dimension"] = (static () => Small(new GgufBuilder().Tensor("x", 0, [4, 0], [])), CheckpointHeaderFault.SizeMismatch, "dimension of 0"),
        ["more elements than any file"] = (static () => Small(new GgufBuilder().Tensor("x", 0, [1UL << 31, 1UL << 31, 1UL << 31], [])), CheckpointHeaderFault.SizeMismatch, "more elements"),
        ["five dimensions"] = (static () => Small(new GgufBuilder().Tensor("x", 0, [1, 1, 1, 1, 1], new byte[4])), CheckpointHeaderFault.BadEntry, "5 dimensions"),
        ["a part without a number"] = (static () => Small(new GgufBuilder().Key("split.count", 3)), CheckpointHeaderFault.BadEntry, "no key 'split.no'"),
        ["a part behind the last"] = (static () => Small(new GgufBuilder().Key("split.no", 3).Key("split.count", 3)), CheckpointHeaderFault.BadEntry, "'split.no' is 3 of 3 parts"),
        ["a part under a name of its own"] = (static () => Small(new GgufBuilder().Key("split.no", 1).Key("split.count", 3)), CheckpointHeaderFault.BadEntry, "ends with '-00002-of-00003.gguf'"),
        ["no architecture"] = (static () => new GgufBuilder().Floats("output.weight", [1]).ToBytes(), CheckpointHeaderFault.BadEntry, "'general.architecture'"),
        ["an architecture that is a number"] = (static () => new GgufBuilder().Key("general.architecture", 3).ToBytes(), CheckpointHeaderFault.BadEntry, "wanted a text"),
        ["linear attention without sizes"] = (static () => new GgufBuilder().Key("general.architecture", "qwen35").ToBytes(), CheckpointHeaderFault.BadEntry, "'qwen35.ssm.group_count'"),
    };

    public static TheoryData<string> WrongFiles => [.. Wrong.Keys];

    public static TheoryData<string, string> Beginnings => ForeignBeginnings.All;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Tensors_have_Hugging_Faces_names_and_their_numbers()
    {
        using Checkpoint checkpoint = Open(Small(new GgufBuilder().Floats("blk.1.attn_q.weight", [2, 3], 7).Floats("blk.0.ffn_up_exps.weight", [2, 1, 3]).Floats("rope_freqs.weight", [2])));

        Assert.Equal(
            ["lm_head.weight", "model.layers.0.mlp.experts.0.up_proj.weight", "model.layers.0.mlp.experts.1.up_proj.weight", "model.layers.1.self_attn.q_proj.weight", "rope_freqs.weight"],
            checkpoint.Names.Order(StringComparer.Ordinal));
        CheckpointTensor queries = checkpoint["model.layers.1.self_attn.q_proj.weight"];
        Assert.Equal([2L, 3L], queries.Shape);
        Assert.Equal([7f, 8f, 9f, 10f, 11f, 12f], queries.ToFloats());
        Assert.Equal([3f, 4f, 5f], checkpoint["model.layers.0.mlp.experts.1.up_proj.weight"].ToFloats());
    }

    /// <summary>Layers that guess further tokens are not the model's, and say nothing against it.</summary>
    [Fact]
    public void Layers_that_guess_further_tokens_are_left_aside()
    {
        using Checkpoint checkpoint = Open(Small(new GgufBuilder().Key("qwen3.block_count", 2).Key("qwen3.nextn_predict_layers", 1).Floats("blk.0.attn_q.weight", [1, 1]).Floats("blk.1.attn_q.weight", [1, 1])));

        Assert.Equal(["lm_head.weight", "model.layers.0.self_attn.q_proj.weight", "mtp.layers.1.attn_q.weight"], checkpoint.Names.Order(StringComparer.Ordinal));
    }

    /// <summary>A file is told by its first bytes too: those of a hub cache have no ending.</summary>
    [Fact]
    public void A_file_without_an_ending_is_read()
    {
        File.WriteAllBytes(_folder["blob"], Small(new GgufBuilder { Alignment = 64 }.Key("general.alignment", 64)));
        File.CreateSymbolicLink(_folder["model.gguf"], "blob");

        foreach (string name in (string[])["blob", "model.gguf"])
        {
            using Checkpoint checkpoint = Checkpoint.Open(_folder[name]);
            Assert.Equal([5f], checkpoint["lm_head.weight"].ToFloats());
        }
    }

    [Theory]
    [MemberData(nameof(WrongFiles))]
    public void A_wrong_header_is_told(string what)
    {
        (Func<byte[]> file, CheckpointHeaderFault? fault, string said) = Wrong[what];

        CheckpointException e = Assert.ThrowsAny<CheckpointException>(() => Open(file()));

        Assert.Equal(fault, (e as CheckpointHeaderException)?.Fault);
        Assert.Equal(fault is null, e is CheckpointTruncatedException);
        Assert.Contains(said, e.Message, StringComparison.Ordinal);
        Assert.Equal(_folder["model.gguf"], e.Path);
    }

    [Fact]
    public void A_file_cut_anywhere_is_a_typed_error()
    {
        byte[] whole = Small(new GgufBuilder().Key("list", "a", "bc").Floats("blk.0.attn_q.weight", [2, 3]));
        int needed = whole.Length - 32 + sizeof(float); // without the padding behind the last tensor
        for (int length = 0; length < needed; length++)
        {
            Assert.ThrowsAny<CheckpointException>(() => Open(whole[..length]));
        }
    }

    [Theory]
    [MemberData(nameof(Beginnings))]
    public void Something_else_under_its_name_is_told(string beginning, string said)
    {
        File.WriteAllBytes(_folder["model.gguf"], System.Text.Encoding.Latin1.GetBytes(beginning));

        CheckpointException e = Assert.ThrowsAny<CheckpointException>(() => Checkpoint.Open(_folder["model.gguf"]));

        Assert.True(said == "GGUF" ? e is CheckpointHeaderException or CheckpointTruncatedException : e is ForeignFileException && e.Message.Contains(said, StringComparison.Ordinal), e.ToString());
    }

    /// <summary>A type that is not read harms only where the model needs the tensor; sizes of what is not known are not believed.</summary>
    [Fact]
    public void Types_that_are_not_read_are_named()
    {
        using Checkpoint checkpoint = Open(Small(new GgufBuilder().Tensor("blk.0.attn_q.weight", 23, [1, 256], new byte[136]).Tensor("blk.0.ffn_up_exps.weight", 99, [1 << 30, 1 << 10, 64], [])));
        WeightManifest manifest = new([WeightSlot.Of("q", WeightKind.Matrix, "model.layers.{layer}.self_attn.q_proj.weight", [1, 256], 0), WeightSlot.Of("head", WeightKind.Vector, "lm_head.weight", [1])], []);

        WeightProblem problem = Assert.Single(manifest.Verify(checkpoint).WrongFormat);

        Assert.Equal(("IQ4_XS", "F32, F16, BF16, Q8_0, Q4_0, Q4_K, Q5_K or Q6_K"), (problem.Found, problem.Wanted));
        Assert.Throws<TensorFormatException>(() => checkpoint["model.layers.0.self_attn.q_proj.weight"].ToFloats());
        Assert.Equal("ggml type 99", checkpoint["blk.0.ffn_up_exps.weight"].DType);
        Assert.Throws<TensorFormatException>(() => checkpoint["blk.0.ffn_up_exps.weight"].ToFloats());
    }

    [Fact]
    public void A_decay_that_is_none_is_told()
    {
        byte[] file = new GgufBuilder().Key("general.architecture", "qwen3next").Key("qwen3next.ssm.group_count", 1).Key("qwen3next.ssm.time_step_rank", 2).Key("qwen3next.ssm.state_size", 4)
            .Key("qwen3next.ssm.inner_size", 8).Floats("blk.0.ssm_a", [2], -1).ToBytes();
        using Checkpoint checkpoint = Open(file);

        PackedWeightException e = Assert.Throws<PackedWeightException>(() => checkpoint["model.layers.0.linear_attn.A_log"].ToFloats());

        Assert.Contains("'ssm_a' holds 0 for value head 1; wanted a number below 0", e.Message, StringComparison.Ordinal);
    }

    /// <summary>A file of an architecture and one tensor, and what is added.</summary>
    private static byte[] Small(GgufBuilder builder) => builder.Key("general.architecture", "qwen3").Floats("output.weight", [1], 5).ToBytes();

    private Checkpoint Open(byte[] file)
    {
        File.WriteAllBytes(_folder["model.gguf"], file);
        return Checkpoint.Open(_folder["model.gguf"]);
    }
}
