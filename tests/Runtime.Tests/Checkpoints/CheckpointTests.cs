using System;
using System.IO;
using System.Linq;

namespace Modelwright.Runtime.Tests;

public sealed class CheckpointTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_is_read_by_name()
    {
        new SafetensorsBuilder()
            .Count("a", [2, 3])
            .Add("b", "BF16", [2], [0x80, 0x3F, 0x00, 0xC0])
            .Add("empty", "I64", [0, 4], [])
            .Add("scalar", "U8", [], [7])
            .Write(_folder["model.safetensors"]);

        using Checkpoint checkpoint = Checkpoint.Open(_folder.Path);

        Assert.Equal(["a", "b", "empty", "scalar"], checkpoint.Names.Order());
        CheckpointTensor a = checkpoint["a"];
        Assert.Equal(ElementFormat.Float32, a.Format);
        Assert.Equal([2L, 3L], a.Shape);
        Assert.Equal((2, 3, 6, 24), (a.Rows, a.Columns, a.ElementCount, a.ByteLength));
        Assert.Equal([0f, 1, 2, 3, 4, 5], a.ToFloats());
        Assert.Equal([1f, -2f], checkpoint["b"].ToFloats());
        Assert.Equal((2, 1), (checkpoint["b"].Rows, checkpoint["b"].Columns));
        Assert.Equal(0, checkpoint["empty"].ElementCount);
        Assert.Equal([7], checkpoint["scalar"].ToBytes());
        Assert.Equal(_folder.Path, checkpoint.Folder);
    }

    [Fact]
    public void A_path_of_the_file_works_as_the_folder_does()
    {
        new SafetensorsBuilder().Count("a", [1]).Write(_folder["other.safetensors"]);

        using Checkpoint checkpoint = Checkpoint.Open(_folder["other.safetensors"]);

        Assert.True(checkpoint.Contains("a"));
        Assert.Equal("other.safetensors", checkpoint.FileNameOf("a"));
    }

    [Fact]
    public void Metadata_is_no_tensor()
    {
        string header = """{"__metadata__":{"format":"pt"},"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}""";
        File.WriteAllBytes(_folder["model.safetensors"], SafetensorsBuilder.Raw(header, [9]));

        using Checkpoint checkpoint = Checkpoint.Open(_folder.Path);

        Assert.Equal(["a"], checkpoint.Names);
    }

    [Fact]
    public void No_checkpoint_says_what_was_looked_for()
    {
        CheckpointNotFoundException e = Assert.Throws<CheckpointNotFoundException>(() => Checkpoint.Open(_folder.Path));

        Assert.Equal(_folder.Path, e.Path);
        Assert.Contains("model.safetensors.index.json", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_name_is_named()
    {
        new SafetensorsBuilder().Count("a", [1]).Write(_folder["model.safetensors"]);
        using Checkpoint checkpoint = Checkpoint.Open(_folder.Path);

        Assert.Equal("b", Assert.Throws<TensorNotFoundException>(() => checkpoint["b"]).Tensor);
        Assert.False(checkpoint.TryGet("b", out _));
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, 25)]
    [InlineData(24, 1)]
    [InlineData(long.MaxValue, 1)]
    public void A_range_outside_the_tensor_is_refused(long offset, int count)
    {
        new SafetensorsBuilder().Count("a", [6]).Count("b", [6]).Write(_folder["model.safetensors"]);
        using Checkpoint checkpoint = Checkpoint.Open(_folder.Path);

        Assert.Throws<ArgumentOutOfRangeException>(() => checkpoint["a"].ReadBytes(offset, new byte[count]));
    }

    [Fact]
    public void Reading_after_dispose_is_refused()
    {
        new SafetensorsBuilder().Count("a", [6]).Write(_folder["model.safetensors"]);
        Checkpoint checkpoint = Checkpoint.Open(_folder.Path);
        CheckpointTensor tensor = checkpoint["a"];
        checkpoint.Dispose();
        checkpoint.Dispose();

        Assert.Throws<ObjectDisposedException>(() => tensor.ReadBytes(0, new byte[1]));
        Assert.Throws<ObjectDisposedException>(() => checkpoint["a"]);
    }

    [Fact]
    public void Integers_are_no_weights()
    {
        new SafetensorsBuilder().Add("a", "I32", [1], [1, 0, 0, 0]).Write(_folder["model.safetensors"]);
        using Checkpoint checkpoint = Checkpoint.Open(_folder.Path);

        TensorFormatException e = Assert.Throws<TensorFormatException>(() => checkpoint["a"].ToFloats());

        Assert.Equal(("I32", "a"), (e.Found, e.Tensor));
    }

    [Theory]
    [InlineData("F4", 4, 2, ElementFormat.Float4)]
    [InlineData("F6_E2M3", 4, 3, ElementFormat.Float6E2M3)]
    [InlineData("F6_E3M2", 8, 6, ElementFormat.Float6E3M2)]
    [InlineData("F8_E8M0", 2, 2, ElementFormat.Float8E8M0)]
    [InlineData("F8_E4M3FNUZ", 2, 2, ElementFormat.Float8E4M3Fnuz)]
    [InlineData("F8_E5M2FNUZ", 2, 2, ElementFormat.Float8E5M2Fnuz)]
    [InlineData("C64", 1, 8, ElementFormat.Complex64)]
    [InlineData("F128_OF_TOMORROW", 1, 16, ElementFormat.Unknown)]
    public void A_newer_dtype_harms_nobody_who_does_not_read_it(string dtype, int elements, int bytes, ElementFormat format)
    {
        new SafetensorsBuilder().Count("a", [2]).Add("new", dtype, [elements], new byte[bytes]).Write(_folder["model.safetensors"]);
        using Checkpoint checkpoint = Checkpoint.Open(_folder.Path);

        Assert.Equal([0f, 1f], checkpoint["a"].ToFloats());
        Assert.Equal((format, dtype, (long)elements), (checkpoint["new"].Format, checkpoint["new"].DType, checkpoint["new"].ElementCount));
        Assert.Equal(dtype, Assert.Throws<TensorFormatException>(() => checkpoint["new"].ToFloats()).Found);
        WeightReport report = new WeightManifest([WeightSlot.Of("new", WeightKind.Vector, "new", [elements])], []).Verify(checkpoint);
        WeightProblem problem = Assert.Single(report.WrongFormat);
        Assert.Equal(("new", "Float32, Float16 or BFloat16"), (problem.Key, problem.Wanted));
        Assert.Empty(report.WrongShape);
    }
}
