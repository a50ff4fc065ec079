using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;

namespace Modelwright.Runtime.Tests;

/// <summary>Checkpoints that are written: shards, their index, what goes along, and folders that stay as they were.</summary>
public sealed class CheckpointWriterTests : IDisposable
{
    private const string Config = """{ "model_type": "m", "dtype": "auto" }""";

    private readonly TemporaryFolder _folder = new();
    private readonly List<SaveProgress> _progress = [];

    private string Out => _folder["out"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1000, new[] { "model.safetensors" })]
    [InlineData(72, new[] { "model.safetensors" })]
    [InlineData(71, new[] { "model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors" })]
    [InlineData(48, new[] { "model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors" })]
    [InlineData(1, new[] { "model-00001-of-00003.safetensors", "model-00002-of-00003.safetensors", "model-00003-of-00003.safetensors" })]
    public void Shards_are_as_full_as_they_get(long most, string[] files)
    {
        Write(most);

        Assert.Equal(files, Directory.GetFiles(Out, "*.safetensors").Select(Path.GetFileName).Order());
        Assert.Equal(files.Length > 1, File.Exists(Path.Combine(Out, "model.safetensors.index.json")));
        Assert.Empty(Directory.GetFiles(Out, "*.partial"));
        using Checkpoint checkpoint = Checkpoint.Open(Out);
        Assert.Equal(["a", "b", "c"], checkpoint.Names.Order());
        Assert.Equal([2L, 3], checkpoint["a"].Shape);
        Assert.Equal([0f, 1, 2, 3, 4, 5], checkpoint["a"].ToFloats());
        Assert.Equal([10f, 11, 12, 13, 14, 15], checkpoint["b"].ToFloats());
        Assert.Equal([20f, 21, 22, 23, 24, 25], checkpoint["c"].ToFloats());
        Assert.Equal([new SaveProgress(24, 72, "a"), new SaveProgress(48, 72, "b"), new SaveProgress(72, 72, "c")], _progress);
        if (files.Length > 1)
        {
            AssertIndex(most == 1 ? [0, 1, 2] : [0, 0, 1], files);
        }
    }

    /// <summary>The format's own rules: a length, JSON padded to eight bytes, the format that transformers asks for, tensors one behind the other.</summary>
    [Fact]
    public void A_file_is_as_the_format_wants_it()
    {
        Write(1000);
        byte[] file = File.ReadAllBytes(Path.Combine(Out, "model.safetensors"));
        int length = (int)BitConverter.ToUInt64(file);
        using JsonDocument header = JsonDocument.Parse(file.AsMemory(8, length));

        Assert.Equal(0, length % 8);
        Assert.Equal(8 + length + 72, file.Length);
        Assert.Equal("pt", header.RootElement.GetProperty("__metadata__").GetProperty("format").GetString());
        Assert.Equal("""{"dtype":"F32","shape":[2,3],"data_offsets":[24,48]}""", header.RootElement.GetProperty("b").GetRawText());
        Assert.Equal("{ \"model_type\": \"m\", \"dtype\": \"float32\" }\n", File.ReadAllText(Path.Combine(Out, "config.json")));
    }

    [Theory]
    [InlineData(ElementFormat.Float16, "float16", "F16")]
    [InlineData(ElementFormat.BFloat16, "bfloat16", "BF16")]
    public void Types_have_their_names(ElementFormat format, string name, string dtype)
    {
        CheckpointWriter.Write(Out, [new SavedTensor("a", [3], format, static (stream, _) => stream.Write(new byte[6]))], Config, null, format, new SaveOptions(), CancellationToken.None);

        Assert.Contains($"\"dtype\": \"{name}\"", File.ReadAllText(Path.Combine(Out, "config.json")), StringComparison.Ordinal);
        using Checkpoint checkpoint = Checkpoint.Open(Out);
        Assert.Equal((dtype, 6L), (checkpoint["a"].DType, checkpoint["a"].ByteLength));
    }

    /// <summary>Files beside the source's weights go along, those that describe its weights do not; weights of another save are removed.</summary>
    [Fact]
    public void What_is_true_of_any_weights_goes_along()
    {
        Directory.CreateDirectory(_folder["source"]);
        Directory.CreateDirectory(Out);
        File.WriteAllText(_folder["source/tokenizer.json"], "t");
        File.WriteAllText(_folder["source/model.safetensors"], "other");
        File.WriteAllText(_folder["source/readme.md"], "r");
        foreach (string stale in (string[])["model-00001-of-00009.safetensors", "model.safetensors.index.json", "model.txt", "notes.safetensors", "config.json"])
        {
            File.WriteAllText(Path.Combine(Out, stale), "stale");
        }

        Write(1000, _folder["source"]);

        Assert.Equal(["config.json", "model.safetensors", "model.txt", "notes.safetensors", "tokenizer.json"], Directory.GetFiles(Out).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal("t", File.ReadAllText(Path.Combine(Out, "tokenizer.json")));
        Write(1000, Out); // into the source itself: it keeps its files
        Assert.Equal("t", File.ReadAllText(Path.Combine(Out, "tokenizer.json")));
    }

    [Fact]
    public void A_save_that_fails_leaves_no_trace()
    {
        InvalidOperationException short3 = Assert.Throws<InvalidOperationException>(() => Write(1000, bytes: 21));
        Assert.Equal("'b' gave 21 bytes; wanted 24.", short3.Message);
        Assert.False(Directory.Exists(Out));
        Directory.CreateDirectory(Out);
        Assert.Throws<InvalidOperationException>(() => Write(1000, bytes: 21));
        Assert.Empty(Directory.GetFileSystemEntries(Out));
        File.WriteAllText(Path.Combine(Out, "model.safetensors"), "before");
        Assert.Throws<InvalidOperationException>(() => Write(1, bytes: 21));
        Assert.Equal("before", File.ReadAllText(Assert.Single(Directory.GetFileSystemEntries(Out))));
        using CancellationTokenSource source = new();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => Write(1000, cancel: source.Token));
        Assert.Throws<OperationCanceledException>(() => CheckpointWriter.Write(Out, [], Config, null, ElementFormat.Float32, new SaveOptions(), source.Token));
        Assert.Single(Directory.GetFileSystemEntries(Out));
        CheckpointSaveException io = Assert.Throws<CheckpointSaveException>(
            () => CheckpointWriter.Write(Out, [new SavedTensor("a", [1], ElementFormat.Float32, static (_, _) => throw new IOException("full"))], Config, null, ElementFormat.Float32, new SaveOptions(), CancellationToken.None));
        Assert.Contains(Out, io.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Write(0));
        Assert.Throws<OverflowException>(() => new SavedTensor("a", [long.MaxValue, 2], ElementFormat.Float32, static (_, _) => { }).Bytes);
    }

    [Fact]
    public void A_save_can_be_ended_between_two_tensors()
    {
        using CancellationTokenSource source = new();
        List<string> written = [];
        SavedTensor Tensor(string name) => new(name, [1], ElementFormat.Float32, (stream, _) =>
        {
            written.Add(name);
            stream.Write(new byte[4]);
            source.Cancel();
        });

        Assert.Throws<OperationCanceledException>(() => CheckpointWriter.Write(Out, [Tensor("a"), Tensor("b")], Config, null, ElementFormat.Float32, new SaveOptions(), source.Token));

        Assert.Equal(["a"], written);
    }

    [Fact]
    public void What_a_save_that_was_killed_has_left_is_written_over()
    {
        Directory.CreateDirectory(_folder["source"]);
        Directory.CreateDirectory(Out);
        File.WriteAllText(_folder["source/tokenizer.json"], "t");
        File.WriteAllText(Path.Combine(Out, "tokenizer.json.partial"), "left");
        File.WriteAllBytes(Path.Combine(Out, "model.safetensors.partial"), new byte[5000]);

        Write(1000, _folder["source"]);

        Assert.Equal(["config.json", "model.safetensors", "tokenizer.json"], Directory.GetFiles(Out).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal("t", File.ReadAllText(Path.Combine(Out, "tokenizer.json")));
        Checkpoint.Open(Out).Dispose();
    }

    private void AssertIndex(int[] shards, string[] files)
    {
        string text = File.ReadAllText(Path.Combine(Out, "model.safetensors.index.json"));
        using JsonDocument index = JsonDocument.Parse(text);

        Assert.StartsWith("{\n  \"metadata\": {\n", text, StringComparison.Ordinal);
        Assert.Equal(72, index.RootElement.GetProperty("metadata").GetProperty("total_size").GetInt64());
        Assert.Equal(shards.Select(shard => files[shard]), index.RootElement.GetProperty("weight_map").EnumerateObject().Select(static entry => entry.Value.GetString()));
        Assert.Equal(["a", "b", "c"], index.RootElement.GetProperty("weight_map").EnumerateObject().Select(static entry => entry.Name));
    }

    /// <summary>Three tensors of 24 bytes; of the second as many as are asked for.</summary>
    private void Write(long most, string? source = null, int bytes = 24, CancellationToken cancel = default)
    {
        _progress.Clear();
        SavedTensor Tensor(string name, float first, int length) => new(name, [2, 3], ElementFormat.Float32, (stream, _) =>
            stream.Write(Enumerable.Range(0, 6).SelectMany(i => BitConverter.GetBytes(first + i)).Take(length).ToArray()));
        CheckpointWriter.Write(Out, [Tensor("a", 0, 24), Tensor("b", 10, bytes), Tensor("c", 20, 24)], Config, source, ElementFormat.Float32, new SaveOptions { MaxShardBytes = most, Progress = new Told(_progress) }, cancel);
    }

    private sealed class Told(List<SaveProgress> all) : IProgress<SaveProgress>
    {
        public void Report(SaveProgress value) => all.Add(value);
    }
}
