using System;
using System.IO;
using System.Linq;
using Modelwright.Contract;

namespace Modelwright.Runtime.Tests;

/// <summary>Checkpoints as they lie in Hugging Face's hub cache, where every file is a link into <c>blobs</c>; and what is at a path instead of a file.</summary>
public sealed class LinkedCheckpointTests : IDisposable
{
    private static readonly WeightManifest Manifest = new([WeightSlot.Of("a", WeightKind.Vector, "a", [3]), WeightSlot.Of("b", WeightKind.Vector, "b", [2])], []);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_hub_cache_is_read_by_its_repository_its_snapshot_and_its_file(bool sharded)
    {
        string snapshot = HubRepository(sharded);
        string file = Path.Combine(snapshot, sharded ? "model.safetensors.index.json" : "model.safetensors");

        foreach (string path in (string[])[_folder["models--org--name"], snapshot, file])
        {
            using Checkpoint checkpoint = Checkpoint.Open(path);
            Assert.Equal([0f, 1f, 2f], checkpoint["a"].ToFloats());
            Assert.Equal([7f, 8f], checkpoint["b"].ToFloats());
            Assert.Equal(snapshot, checkpoint.Folder);
            Assert.True(Manifest.Verify(path).IsComplete);
        }
    }

    [Fact]
    public void A_link_to_a_link_from_another_folder_is_a_file()
    {
        new SafetensorsBuilder().Count("a", [2]).Write(_folder["bytes"]);
        File.CreateSymbolicLink(_folder["first"], _folder["bytes"]);
        Directory.CreateDirectory(_folder["elsewhere"]);
        File.CreateSymbolicLink(Path.Combine(_folder["elsewhere"], "model.safetensors"), Path.Combine("..", "first"));
        Directory.CreateSymbolicLink(_folder["folder"], _folder["elsewhere"]);

        using Checkpoint checkpoint = Checkpoint.Open(_folder["folder"]);

        Assert.Equal([0f, 1f], checkpoint["a"].ToFloats());
    }

    [Fact]
    public void A_link_to_nothing_is_no_checkpoint()
    {
        File.CreateSymbolicLink(_folder["model.safetensors"], "/nonexistent/t");

        foreach (string path in (string[])[_folder.Path, _folder["model.safetensors"]])
        {
            CheckpointNotFoundException e = Assert.Throws<CheckpointNotFoundException>(() => Checkpoint.Open(path));
            Assert.Equal((_folder["model.safetensors"], "a link to '/nonexistent/t', which is not there"), (e.Path, e.Found));
        }
    }

    [Fact]
    public void A_shard_that_is_a_link_to_nothing_is_missing()
    {
        HubRepository(sharded: true);
        File.Delete(Path.Combine(_folder["models--org--name"], "blobs", "two"));

        WeightReport report = Manifest.Verify(_folder["models--org--name"]);

        Assert.Equal(["model-2.safetensors"], report.MissingShards);
        Assert.Equal(1, report.Found);
        using Checkpoint checkpoint = Checkpoint.Open(_folder["models--org--name"]);
        Assert.Equal("model-2.safetensors", Assert.Throws<ShardMissingException>(() => checkpoint["b"]).Shard);
    }

    [Fact]
    public void Links_in_a_circle_cannot_be_read()
    {
        File.CreateSymbolicLink(_folder["other"], _folder["model.safetensors"]);
        File.CreateSymbolicLink(_folder["model.safetensors"], _folder["other"]);

        Assert.Equal(_folder["model.safetensors"], Assert.ThrowsAny<CheckpointException>(() => Checkpoint.Open(_folder.Path)).Path);
    }

    [Theory]
    [InlineData("model.safetensors")]
    [InlineData("model.safetensors.index.json")]
    public void A_folder_in_a_files_place_is_named(string name)
    {
        Directory.CreateDirectory(_folder[name]);

        CheckpointAccessException e = Assert.Throws<CheckpointAccessException>(() => Checkpoint.Open(_folder.Path));

        Assert.Equal((_folder[name], "it is a folder"), (e.Path, e.Found));
    }

    [Fact]
    public void A_folder_in_a_shards_place_is_named()
    {
        File.WriteAllText(_folder["model.safetensors.index.json"], """{"weight_map":{"a":"one.safetensors"}}""");
        Directory.CreateDirectory(_folder["one.safetensors"]);
        using Checkpoint checkpoint = Checkpoint.Open(_folder.Path);

        Assert.Equal(_folder["one.safetensors"], Assert.Throws<CheckpointAccessException>(() => checkpoint["a"]).Path);
    }

    [Fact]
    public void A_file_that_may_not_be_read_is_named()
    {
        new SafetensorsBuilder().Count("a", [2]).Write(_folder["model.safetensors"]);
        void Open() => Checkpoint.Open(_folder.Path).Dispose();
        Open();

        Exception? e = Unprivileged.Record(_folder, _folder["model.safetensors"], Open);

        Assert.Equal(Unprivileged.CanBe ? _folder["model.safetensors"] : null, (e as CheckpointAccessException)?.Path);
    }

    [Fact]
    public void A_folder_that_may_not_be_listed_is_named()
    {
        HubRepository(sharded: false);
        string snapshots = Path.Combine(_folder["models--org--name"], "snapshots");
        void Open() => Checkpoint.Open(_folder["models--org--name"]).Dispose();
        Open();

        Exception? e = Unprivileged.Record(_folder, snapshots, Open);

        Assert.Equal(Unprivileged.CanBe ? snapshots : null, (e as CheckpointAccessException)?.Path);
    }

    [Fact]
    public void A_file_that_shrinks_while_it_is_open_is_cut_off()
    {
        new SafetensorsBuilder().Count("a", [1000]).Count("b", [1000]).Write(_folder["model.safetensors"]);
        long length = new FileInfo(_folder["model.safetensors"]).Length;
        using Checkpoint checkpoint = Checkpoint.Open(_folder.Path);
        using (FileStream file = new(_folder["model.safetensors"], FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            file.SetLength(length - 4);
        }

        Assert.Equal(1000, checkpoint["a"].ToFloats().Length);
        CheckpointTruncatedException e = Assert.Throws<CheckpointTruncatedException>(() => checkpoint["b"].ToFloats());
        Assert.Equal((_folder["model.safetensors"], length, length - 4), (e.Path, e.ExpectedLength, e.ActualLength));
        Assert.Equal(1000 * sizeof(float), checkpoint["a"].Bytes(0, 1000 * sizeof(float)).Length);
        Assert.Throws<CheckpointTruncatedException>(() => checkpoint["b"].Bytes(0, 4).Length);
        byte[] halves = new byte[2000];
        Assert.Throws<CheckpointTruncatedException>(() => checkpoint["b"].Read(0, 1000, ElementFormat.Float16, halves));
    }

    [Theory]
    [InlineData(null, "no 'refs/main'")]
    [InlineData("0123", "which none has")]
    [InlineData("../../elsewhere", "which none has")]
    [InlineData("..", "which none has")]
    [InlineData("", "which none has")]
    public void A_repository_whose_snapshot_is_unknown_lists_those_it_has(string? main, string found)
    {
        HubRepository(sharded: false);
        string reference = Path.Combine(_folder["models--org--name"], "refs", "main");
        File.Delete(reference);
        if (main is not null)
        {
            File.WriteAllText(reference, main);
        }

        CheckpointNotFoundException e = Assert.Throws<CheckpointNotFoundException>(() => Checkpoint.Open(_folder["models--org--name"]));

        Assert.Contains(found, e.Found, StringComparison.Ordinal);
        Assert.Contains("'cafe'", e.Wanted, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_with_other_weights_lists_them()
    {
        File.WriteAllText(_folder["pytorch_model.bin"], "");
        File.WriteAllText(_folder["readme.md"], "");

        Assert.Equal("a folder with 'pytorch_model.bin'", Assert.Throws<CheckpointNotFoundException>(() => Checkpoint.Open(_folder.Path)).Found);
    }

    /// <summary>The tree that huggingface_hub makes: links in a snapshot's folder to files named by their hash.</summary>
    private string HubRepository(bool sharded)
    {
        string repository = _folder["models--org--name"];
        string snapshot = Path.Combine(repository, "snapshots", "cafe");
        foreach (string folder in (string[])[Path.Combine(repository, "blobs"), Path.Combine(repository, "refs"), snapshot])
        {
            Directory.CreateDirectory(folder);
        }

        File.WriteAllText(Path.Combine(repository, "refs", "main"), "cafe\n");
        string Blob(string name) => Path.Combine(repository, "blobs", name);
        void Link(string name, string blob) => File.CreateSymbolicLink(Path.Combine(snapshot, name), Path.Combine("..", "..", "blobs", blob));
        if (!sharded)
        {
            new SafetensorsBuilder().Count("a", [3]).Count("b", [2], 7).Write(Blob("one"));
            Link("model.safetensors", "one");
            return snapshot;
        }

        new SafetensorsBuilder().Count("a", [3]).Write(Blob("one"));
        new SafetensorsBuilder().Count("b", [2], 7).Write(Blob("two"));
        File.WriteAllText(Blob("index"), """{"weight_map":{"a":"model-1.safetensors","b":"model-2.safetensors"}}""");
        Link("model-1.safetensors", "one");
        Link("model-2.safetensors", "two");
        Link("model.safetensors.index.json", "index");
        return snapshot;
    }
}
