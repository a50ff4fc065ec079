using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Modelwright.Tests;

namespace Modelwright.Runtime.Tests;

/// <summary>GGUF files that are split as llama.cpp splits them: parts with numbers from 0, names that count from 1, and the model's keys in the first.</summary>
public sealed class GgufPartTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Any of the parts stands for all; one may have no tensors, as the first has none where it was split so.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Parts_are_one_checkpoint(int opened)
    {
        Write(Part(0).Key("split.tensors.count", 3), Part(1).Floats("output.weight", [1], 5), Part(2).Floats("blk.0.attn_q.weight", [2, 3], 7).Floats("blk.0.ffn_up_exps.weight", [2, 1, 3]));

        using Checkpoint checkpoint = Checkpoint.Open(_folder[Name(opened)]);

        Assert.Equal(
            ["lm_head.weight", "model.layers.0.mlp.experts.0.up_proj.weight", "model.layers.0.mlp.experts.1.up_proj.weight", "model.layers.0.self_attn.q_proj.weight"],
            checkpoint.Names.Order(StringComparer.Ordinal));
        Assert.Equal([5f], checkpoint["lm_head.weight"].ToFloats());
        Assert.Equal([7f, 8f, 9f, 10f, 11f, 12f], checkpoint["model.layers.0.self_attn.q_proj.weight"].ToFloats());
        Assert.Equal([3f, 4f, 5f], checkpoint["model.layers.0.mlp.experts.1.up_proj.weight"].ToFloats());
        Assert.Equal((Name(1), Name(2)), (checkpoint.FileNameOf("lm_head.weight"), checkpoint.FileNameOf("model.layers.0.self_attn.q_proj.weight")));
        Assert.Equal("qwen3", checkpoint.Gguf!.Architecture);
    }

    /// <summary>What is put together of two tensors finds both, in whichever parts they are.</summary>
    [Fact]
    public void A_weight_of_two_tensors_may_be_in_two_parts()
    {
        GgufBuilder Sized(GgufBuilder first) => first.Key("qwen3next.ssm.group_count", 1).Key("qwen3next.ssm.time_step_rank", 1).Key("qwen3next.ssm.state_size", 1).Key("qwen3next.ssm.inner_size", 1);
        Write(
            Sized(Part(0, architecture: "qwen3next")).Floats("blk.0.attn_qkv.weight", [3, 2]),
            Part(1).Floats("blk.0.attn_gate.weight", [1, 2], 6),
            Part(2));

        using Checkpoint checkpoint = Checkpoint.Open(_folder[Name(0)]);

        Assert.Equal([0f, 1f, 2f, 3f, 4f, 5f, 6f, 7f], checkpoint["model.layers.0.linear_attn.in_proj_qkvz.weight"].ToFloats());
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(0, 2)]
    public void A_missing_part_is_named(int opened, int missing)
    {
        Write(Part(0), Part(1), Part(2));
        File.Delete(_folder[Name(missing)]);

        ShardMissingException e = Assert.Throws<ShardMissingException>(() => Checkpoint.Open(_folder[Name(opened)]));

        Assert.Equal(Name(missing), e.Shard);
        Assert.Contains($"'{Name(missing)}'", e.Message, StringComparison.Ordinal);
    }

    /// <summary>Parts that do not belong together, and a word of the message.</summary>
    private static Dictionary<string, (GgufBuilder[] Parts, string Said)> Wrong => new()
    {
        ["two parts of one number"] = ([Part(0), Part(2), Part(2)], "'split.no' is 2 and 'split.count' 3; wanted 'split.no' 1 with 'split.count' 3"),
        ["a part of another number of parts"] = ([Part(0), Part(1, count: 4), Part(2)], "'split.count' 4; wanted 'split.no' 1 with"),
        ["a part that says nothing"] = ([Part(0), new GgufBuilder(), Part(2)], "'split.no' is missing and 'split.count' missing"),
        ["a tensor in two parts"] = ([Part(0).Floats("output.weight", [1]), Part(1), Part(2).Floats("output.weight", [1])], $"'output.weight', which '{Name(0)}' has too"),
        ["a weight in two parts"] = ([Part(0).Floats("blk.0.ffn_norm.weight", [1]), Part(1).Floats("blk.0.post_attention_norm.weight", [1]), Part(2)], "two tensors are"),
        ["another number of tensors"] = ([Part(0).Key("split.tensors.count", 2), Part(1).Floats("output.weight", [1]), Part(2)], "'split.tensors.count' is 2; its 3 parts have 1"),
        ["no architecture in the first"] = ([Part(0, architecture: null), Part(1).Key("general.architecture", "qwen3"), Part(2)], "'general.architecture'"),
    };

    public static TheoryData<string> WrongParts => [.. Wrong.Keys];

    [Theory]
    [MemberData(nameof(WrongParts))]
    public void Parts_that_do_not_belong_together_are_refused(string what)
    {
        (GgufBuilder[] parts, string said) = Wrong[what];
        Write(parts);

        CheckpointHeaderException e = Assert.Throws<CheckpointHeaderException>(() => Checkpoint.Open(_folder[Name(0)]));

        Assert.Equal(CheckpointHeaderFault.BadEntry, e.Fault);
        Assert.Contains(said, e.Message, StringComparison.Ordinal);
    }

    private static GgufBuilder Part(int number, int count = 3, string? architecture = "qwen3")
    {
        GgufBuilder part = new GgufBuilder().Key("split.no", 2, BitConverter.GetBytes((ushort)number)).Key("split.count", 2, BitConverter.GetBytes((ushort)count));
        return number == 0 && architecture is not null ? part.Key("general.architecture", architecture) : part;
    }

    private static string Name(int number) => FormattableString.Invariant($"model-{number + 1:D5}-of-00003.gguf");

    private void Write(params GgufBuilder[] parts)
    {
        for (int number = 0; number < parts.Length; number++)
        {
            File.WriteAllBytes(_folder[Name(number)], parts[number].ToBytes());
        }
    }
}
