using System;
using System.IO;

namespace Modelwright.Runtime.Tests;

public sealed class WeightManifestTests : IDisposable
{
    private static readonly WeightManifest Manifest = new(
        [
            WeightSlot.Of("embed", WeightKind.Matrix, "embed", [4, 2]),
            WeightSlot.Of("norm", WeightKind.Vector, "layers.{layer}.norm", [2], 0, 1),
            new("experts", WeightKind.Matrix, Rows: 6, Columns: 2, Layers: [1], [
                WeightAlternative.Of(WeightSource.Whole("layers.{layer}.experts", [3, 2, 2])),
                WeightAlternative.Of(WeightSource.EachExpert("layers.{layer}.experts.{expert}", [2, 2], experts: 3))]),
        ],
        ["mtp."]);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_checkpoint_that_fits_is_complete()
    {
        Write(new SafetensorsBuilder()
            .Count("embed", [4, 2]).Count("layers.0.norm", [2]).Count("layers.1.norm", [2])
            .Count("layers.1.experts.0", [2, 2]).Count("layers.1.experts.1", [2, 2]).Count("layers.1.experts.2", [2, 2])
            .Count("mtp.norm", [2]));

        WeightReport report = Manifest.Verify(_folder.Path);

        Assert.True(report.IsComplete);
        Assert.Equal(6, report.Found);
        Assert.Empty(report.Extra);
        report.ThrowIfIncomplete();
    }

    [Fact]
    public void Everything_that_is_wrong_is_listed()
    {
        Write(new SafetensorsBuilder()
            .Count("embed", [2, 4]).Add("layers.0.norm", "I8", [2], [1, 2])
            .Count("layers.1.experts.0", [2, 2]).Count("layers.1.experts.2", [2, 2])
            .Count("rotary", [2]));

        WeightReport report = Manifest.Verify(_folder.Path);

        Assert.False(report.IsComplete);
        Assert.Equal([new WeightProblem("layers.1.norm", "nothing", "[2]"), new WeightProblem("layers.1.experts.1", "nothing", "[2, 2]")], report.Missing);
        Assert.Equal([new WeightProblem("embed", "[2, 4]", "[4, 2]")], report.WrongShape);
        Assert.Equal([new WeightProblem("layers.0.norm", "Int8", "Float32, Float16 or BFloat16")], report.WrongFormat);
        Assert.Equal(["rotary"], report.Extra);
        Assert.Equal(
            """
            0 tensors as wanted, 2 missing, 1 of a wrong shape, 1 of a wrong format, 0 shards missing, 0 that the model would have to use, 1 extra
            missing        layers.1.norm: found nothing, wanted [2]
            missing        layers.1.experts.1: found nothing, wanted [2, 2]
            wrong shape    embed: found [2, 4], wanted [4, 2]
            wrong format   layers.0.norm: found Int8, wanted Float32, Float16 or BFloat16
            extra          rotary

            """,
            report.ToString());
        WeightMismatchException e = Assert.Throws<WeightMismatchException>(report.ThrowIfIncomplete);
        Assert.Same(report, e.Report);
        Assert.Contains("layers.1.experts.1", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nothing_of_any_alternative_is_there_the_first_is_asked_for()
    {
        Write(new SafetensorsBuilder().Count("embed", [4, 2]).Count("layers.0.norm", [2]).Count("layers.1.norm", [2]));

        Assert.Equal([new WeightProblem("layers.1.experts", "nothing", "[3, 2, 2]")], Manifest.Verify(_folder.Path).Missing);
    }

    [Fact]
    public void A_missing_shard_is_listed_once()
    {
        File.WriteAllText(
            _folder["model.safetensors.index.json"],
            """{"weight_map":{"embed":"1.safetensors","layers.0.norm":"2.safetensors","layers.1.norm":"2.safetensors","layers.1.experts":"1.safetensors"}}""");
        new SafetensorsBuilder().Count("embed", [4, 2]).Count("layers.1.experts", [3, 2, 2]).Write(_folder["1.safetensors"]);

        WeightReport report = Manifest.Verify(_folder.Path);

        Assert.Equal(["2.safetensors"], report.MissingShards);
        Assert.Equal(2, report.Found);
        Assert.False(report.IsComplete);
    }

    private void Write(SafetensorsBuilder builder) => builder.Write(_folder["model.safetensors"]);
}
