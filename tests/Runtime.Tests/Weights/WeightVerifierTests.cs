using System;
using System.Linq;

namespace Modelwright.Runtime.Tests;

/// <summary>What a comparison finds, word by word.</summary>
public sealed class WeightVerifierTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, 2, 8, "Int32 [2, 1], quantized weights, 8 packed in each")]
    [InlineData(8, 2, 16, "Int32 [2, 8], quantized weights, 2 packed in each")]
    [InlineData(1, 2, 32, "Int32 [2, 1], quantized weights, 32 packed in each")]
    [InlineData(1, 2, 33, "Int32 [2, 1]")]
    [InlineData(3, 2, 8, "Int32 [2, 3]")]
    [InlineData(8, 2, 8, "Int32")]
    [InlineData(0, 2, 8, "Int32 [2, 0]")]
    public void Integers_are_taken_for_packed_weights_where_their_number_says_so(int stored, int rows, int columns, string found)
    {
        Write(new SafetensorsBuilder().Add("w", "I32", [rows, stored], new byte[rows * stored * 4]));

        WeightProblem problem = Assert.Single(new WeightManifest([WeightSlot.Of("w", WeightKind.Matrix, "w", [rows, columns])], []).Verify(_folder.Path).WrongFormat);

        Assert.Equal(found, problem.Found);
        Assert.Equal(found == "Int32" ? "Float32, Float16 or BFloat16" : $"Float32, Float16 or BFloat16 [{rows}, {columns}]", problem.Wanted);
    }

    [Fact]
    public void What_a_head_lacks_is_said_of_the_head()
    {
        Write(new SafetensorsBuilder().Count("model.norm.weight", [2]).Count("mtp.b", [1]).Count("mtp.a", [1]).Count("z", [1]).Count("y", [1]));
        WeightManifest manifest = new([WeightSlot.Of("norm", WeightKind.Vector, "model.norm.weight", [2]), WeightSlot.Of("score", WeightKind.Matrix, "score.weight", [3, 2])], [])
        {
            HeadSlots = ["score"],
        };

        WeightReport report = manifest.Verify(_folder.Path);

        Assert.Equal(["score.weight"], report.MissingHead);
        Assert.Equal([new WeightProblem("score.weight", "nothing", "[3, 2]")], report.Missing);
        Assert.Equal(["mtp.a", "mtp.b"], report.Unused);
        Assert.Equal(["y", "z"], report.Extra);
    }

    [Fact]
    public void Of_two_ways_the_one_that_is_nearly_there_is_what_lacks()
    {
        WeightSlot slot = new("gateUp", WeightKind.Matrix, 8, 2, [], [
            WeightAlternative.Of(WeightSource.Whole("stacked", [8, 2])),
            WeightAlternative.Of(WeightSource.EachExpert("{expert}.gate", [2, 2], 2, 0, 4), WeightSource.EachExpert("{expert}.up", [2, 2], 2, 2, 4))]);
        Write(new SafetensorsBuilder().Count("0.gate", [2, 2]));

        Assert.Equal(["1.gate", "0.up", "1.up"], new WeightManifest([slot], []).Verify(_folder.Path).Missing.Select(static problem => problem.Key));
    }

    /// <summary>A way of several tensors of which there is none comes behind one of which there is some.</summary>
    [Fact]
    public void Of_two_ways_one_of_which_nothing_is_there_comes_last()
    {
        WeightSlot slot = new("gateUp", WeightKind.Matrix, 8, 2, [], [
            WeightAlternative.Of(WeightSource.EachExpert("m.{expert}.gate", [2, 2], 2, 0, 4), WeightSource.EachExpert("m.{expert}.up", [2, 2], 2, 2, 4)),
            WeightAlternative.Of(WeightSource.Whole("m.gates", [4, 2]), WeightSource.Whole("m.ups", [4, 2], 4))]);
        Write(new SafetensorsBuilder().Count("m.gates", [4, 2]));

        Assert.Equal([new WeightProblem("m.ups", "nothing", "[4, 2]")], new WeightManifest([slot], []).Verify(_folder.Path).Missing);
    }

    /// <summary>A tensor whose name ends as the missing one does behind its root.</summary>
    [Fact]
    public void A_tensor_with_another_root_is_told_beside_the_missing_one()
    {
        WeightManifest manifest = new([.. ((string[])["model.a.b.weight", "model.c.weight", "model.d.weight"]).Select(static name => WeightSlot.Of(name, WeightKind.Vector, name, [1]))], []);
        Write(new SafetensorsBuilder().Count("x.a.b.weight", [1]).Count("model.c.weight", [1]).Count("model.d.weight", [1]));

        Assert.Equal(
            [new WeightProblem("model.a.b.weight", "'x.a.b.weight', whose beginning is not that of the others", "[1]")], manifest.Verify(_folder.Path).Missing);
    }

    /// <summary>A base model's bias may stand for one in the root and for one beside it; that either has a weight without a bias is enough.</summary>
    [Fact]
    public void A_bias_without_a_root_speaks_against_the_model()
    {
        WeightManifest manifest = new([WeightSlot.Of("a", WeightKind.Vector, "model.a.weight", [1]), WeightSlot.Of("b", WeightKind.Vector, "model.b.weight", [1])], []);
        Write(new SafetensorsBuilder().Count("a.weight", [1]).Count("b.weight", [1]).Count("a.bias", [1]));

        Assert.Equal([new WeightProblem("a.bias", "a bias where the model adds none", "no such tensor")], manifest.Verify(_folder.Path).Conflicts);
    }

    /// <summary>A base model's names may stand for names in the root and beside it.</summary>
    [Fact]
    public void Names_without_a_root_may_be_ignored_in_either_meaning()
    {
        WeightManifest manifest = new([WeightSlot.Of("a", WeightKind.Vector, "model.a", [1]), WeightSlot.Of("b", WeightKind.Vector, "model.b", [1])], ["draft."]);
        Write(new SafetensorsBuilder().Count("a", [1]).Count("b", [1]).Count("draft.x", [1]));

        WeightReport report = manifest.Verify(_folder.Path);

        Assert.Equal(["draft.x"], report.Unused);
        Assert.Empty(report.Extra);
    }

    /// <summary>Layers are as many as the weight that most layers have.</summary>
    [Fact]
    public void A_layer_that_lacks_one_kind_of_weight_is_not_too_many()
    {
        WeightManifest manifest = new([WeightSlot.Of("a", WeightKind.Vector, "layers.{layer}.a", [1], 0), WeightSlot.Of("b", WeightKind.Vector, "layers.{layer}.b", [1], 0, 1, 2)], []);
        Write(new SafetensorsBuilder().Count("layers.0.a", [1]).Count("layers.0.b", [1]).Count("layers.1.b", [1]).Count("layers.2.b", [1]).Count("layers.2.c", [1]).Count("layers.3.c", [1]));

        WeightReport report = manifest.Verify(_folder.Path);

        Assert.Equal(["layers.2.c"], report.Extra);
        Assert.Equal([new WeightProblem("layers.3.c", "a layer too many: the model has 3", "no such tensor")], report.Conflicts);
    }

    private void Write(SafetensorsBuilder builder) => builder.Write(_folder["model.safetensors"]);
}
