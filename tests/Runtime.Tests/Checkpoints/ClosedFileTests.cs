using System;
using System.Collections.Generic;
using System.IO;
using Modelwright.Tests;

namespace Modelwright.Runtime.Tests;

/// <summary>Files are let go at once when a checkpoint is closed and when it is refused: whoever wants to replace them can.</summary>
public sealed class ClosedFileTests : IDisposable
{
    private const string First = "model-00001-of-00002.gguf";
    private const string Second = "model-00002-of-00002.gguf";

    private readonly TemporaryFolder _folder = new();

    /// <summary>Files that are refused, the one that is opened first.</summary>
    private static Dictionary<string, (string Name, byte[] Bytes)[]> Refused => new()
    {
        ["a header that is none"] = [("model.safetensors", SafetensorsBuilder.Raw("[]", []))],
        ["a GGUF header that is none"] = [("model.gguf", new GgufBuilder { Version = 1 }.ToBytes())],
        ["no architecture"] = [("model.gguf", new GgufBuilder().ToBytes())],
        ["a part that is missing"] = [(First, Part(0).ToBytes())],
        ["a part that says nothing"] = [(First, Part(0).ToBytes()), (Second, new GgufBuilder().ToBytes())],
        ["a tensor in two parts"] = [(First, Part(0).Floats("x", [1]).ToBytes()), (Second, Part(1).Floats("x", [1]).ToBytes())],
        ["a weight in two parts"] = [(First, Part(0).Floats("blk.0.ffn_norm.weight", [1]).ToBytes()), (Second, Part(1).Floats("blk.0.post_attention_norm.weight", [1]).ToBytes())],
    };

    public static TheoryData<string> RefusedFiles => [.. Refused.Keys];

    public void Dispose() => _folder.Dispose();

    /// <summary>Fails where anybody has the file open.</summary>
    internal static void AssertFree(string path) => new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose();

    [Fact]
    public void A_closed_checkpoint_has_its_file_neither_open_nor_mapped()
    {
        new SafetensorsBuilder().Count("a", [6]).Write(_folder["model.safetensors"]);
        Checkpoint checkpoint = Checkpoint.Open(_folder.Path);
        Assert.Equal(24, checkpoint["a"].Bytes(0, 24).Length);
        Assert.Throws<IOException>(() => AssertFree(_folder["model.safetensors"]));
        Assert.Equal(OperatingSystem.IsLinux(), IsMapped());

        checkpoint.Dispose();

        Assert.False(IsMapped());
        AssertFree(_folder["model.safetensors"]);

        bool IsMapped() => File.Exists("/proc/self/maps") && File.ReadAllText("/proc/self/maps").Contains(_folder["model.safetensors"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_closed_checkpoint_has_none_of_its_parts_open()
    {
        File.WriteAllBytes(_folder[First], Part(0).ToBytes());
        File.WriteAllBytes(_folder[Second], Part(1).Floats("output.weight", [1]).ToBytes());
        Checkpoint checkpoint = Checkpoint.Open(_folder[First]);
        CheckpointTensor head = checkpoint["lm_head.weight"];

        checkpoint.Dispose();

        AssertFree(_folder[First]);
        AssertFree(_folder[Second]);
        Assert.Throws<ObjectDisposedException>(() => head.ToFloats());
    }

    [Theory]
    [MemberData(nameof(RefusedFiles))]
    public void What_is_refused_is_not_kept_open(string what)
    {
        (string Name, byte[] Bytes)[] files = Refused[what];
        foreach ((string name, byte[] bytes) in files)
        {
            File.WriteAllBytes(_folder[name], bytes);
        }

        Assert.ThrowsAny<CheckpointException>(() => Checkpoint.Open(_folder[files[0].Name]));

        Assert.All(files, file => AssertFree(_folder[file.Name]));
    }

    [Fact]
    public void What_contradicts_the_model_is_not_kept_open()
    {
        ModelInfo model = new("M", "qwen3", VocabularySize: 8, MaxPositions: 64, BeginningToken: null, EndTokens: [0], PaddingToken: null);
        File.WriteAllBytes(_folder["model.gguf"], new GgufBuilder().Key("general.architecture", "qwen3").Key("qwen3.rope.scaling.type", "yarn").Key("qwen3.rope.scaling.factor", 4f).ToBytes());

        Assert.Throws<GgufMismatchException>(() => Checkpoint.OpenFor(_folder["model.gguf"], model, RotaryEmbedding.Default(128, 1e6f)));

        AssertFree(_folder["model.gguf"]);
    }

    private static GgufBuilder Part(int number) => new GgufBuilder().Key("split.no", (uint)number).Key("split.count", 2).Key("general.architecture", "qwen3");
}
