using System;
using System.IO;
using System.Linq;
using Modelwright.Runtime;
using Modelwright.Tests;

namespace Modelwright.Fuzz;

/// <summary>Safetensors headers and indexes.</summary>
public class CheckpointFuzz
{
    private const string SmallHeader = """
        {"__metadata__":{"format":"pt"},"model.a.weight":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},"model.b.weight":{"dtype":"BF16","shape":[4],"data_offsets":[24,32]},"empty":{"dtype":"I64","shape":[0,7],"data_offsets":[32,32]},"packed":{"dtype":"F4","shape":[4],"data_offsets":[32,34]}}
        """;

    private const string SmallIndex = """{"metadata":{"total_size":34},"weight_map":{"model.a.weight":"one.safetensors","model.b.weight":"one.safetensors","c":"two.safetensors"}}""";

    private static readonly WeightManifest Manifest = new(
        [WeightSlot.Of("a", WeightKind.Matrix, "model.a.weight", [2, 3]), WeightSlot.Of("b", WeightKind.Vector, "model.b.weight", [4])], []);

    [Fact]
    public void Header()
    {
        using FuzzedFile file = new("model.safetensors");
        FuzzRun.Run([Seeds.Safetensors(SmallHeader, 34), .. Seeds.Of("cases", "*.safetensors")], bytes => Read(file.Write(bytes)), static e => e is CheckpointException);
    }

    [Fact]
    public void ShardIndex()
    {
        using FuzzedFile shard = new("one.safetensors");
        string folder = Path.GetDirectoryName(shard.Write(Seeds.Safetensors(SmallHeader, 34)))!;
        string index = Path.Combine(folder, "model.safetensors.index.json");
        FuzzRun.Run(
            [System.Text.Encoding.UTF8.GetBytes(SmallIndex), .. Seeds.Of("goldens", "model.safetensors.index.json")],
            bytes =>
            {
                File.WriteAllBytes(index, bytes);
                Read(folder);
            },
            static e => e is CheckpointException);
    }

    [Fact]
    public void Gguf()
    {
        using FuzzedFile file = new("model.gguf");
        FuzzRun.Run([Dense().ToBytes(), Linear("qwen3next").ToBytes(), Linear("qwen35moe").ToBytes()], bytes => ReadGguf(file.Write(bytes)), static e => e is CheckpointException or TokenizerException);
    }

    private static GgufBuilder Dense() => new GgufBuilder().Key("general.architecture", "qwen3").Key("qwen3.block_count", 1).Key("qwen3.rope.freq_base", 1e6f)
        .Key("tokenizer.ggml.model", "gpt2").Key("tokenizer.ggml.pre", "qwen2").Key("tokenizer.ggml.tokens", "a", "b", "ab", "<|end|>").Key("tokenizer.ggml.token_type", [1, 1, 1, 3])
        .Key("tokenizer.ggml.merges", (System.Collections.Generic.IEnumerable<string>)["a b"])
        .Floats("token_embd.weight", [4, 32]).Tensor("blk.0.attn_q.weight", 8, [2, 32], new byte[68]).Tensor("blk.0.attn_k.weight", 2, [1, 32], new byte[18])
        .Tensor("blk.0.ffn_up.weight", 12, [1, 256], new byte[144]).Tensor("blk.0.ffn_down.weight", 14, [1, 256], new byte[210]).Tensor("blk.0.ffn_gate.weight", 30, [2, 3], new byte[12]);

    private static GgufBuilder Linear(string type) => new GgufBuilder().Key("general.architecture", type).Key(type + ".ssm.group_count", 1).Key(type + ".ssm.time_step_rank", 2)
        .Key(type + ".ssm.state_size", 2).Key(type + ".ssm.inner_size", 64).Floats("blk.0.attn_qkv.weight", [68, 4]).Floats("blk.0.attn_gate.weight", [64, 4])
        .Tensor("blk.0.ssm_out.weight", 8, [4, 64], new byte[4 * 68]).Floats("blk.0.ssm_conv1d.weight", [68, 4]).Floats("blk.0.ssm_a", [2], -9).Floats("blk.0.ssm_dt.bias", [2])
        .Floats("blk.0.ffn_up_exps.weight", [2, 3, 4]).Floats("output_norm.weight", [4]);

    /// <summary>Every tensor that is accepted can be read, and the tokenizer too.</summary>
    private static void ReadGguf(string path)
    {
        using Checkpoint checkpoint = Checkpoint.Open(path);
        Manifest.Verify(checkpoint).ToString();
        foreach (string name in checkpoint.Names)
        {
            CheckpointTensor tensor = checkpoint[name];
            if (tensor.Format.IsWeightFormat())
            {
                Assert.Equal(tensor.ElementCount, tensor.ToFloats().LongLength);
            }
        }

        checkpoint.ReadTokenizer()?.Encode("ab<|end|>");
    }

    /// <summary>Whatever is accepted can be read to the last byte, and compared with a model.</summary>
    private static void Read(string path)
    {
        using Checkpoint checkpoint = Checkpoint.Open(path);
        Manifest.Verify(checkpoint).ToString();
        foreach (string name in checkpoint.Names)
        {
            try
            {
                byte[] bytes = checkpoint[name].ToBytes();
                Assert.Equal(checkpoint[name].ByteLength, bytes.Length);
                Assert.True(checkpoint[name].Format == ElementFormat.Unknown || checkpoint[name].ElementCount * checkpoint[name].Format.SizeInBits() == 8L * bytes.Length);
            }
            catch (Exception e) when (e is ShardMissingException or CheckpointHeaderException { Fault: CheckpointHeaderFault.IndexMismatch })
            {
                // An index may name what is not there: that is said when it is asked for.
            }
        }
    }
}
