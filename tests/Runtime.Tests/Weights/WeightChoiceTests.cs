using System;
using System.IO;

namespace Modelwright.Runtime.Tests;

/// <summary>Which way of several a slot is put together.</summary>
public sealed class WeightChoiceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_way_of_which_something_is_missing_is_not_taken() => AssertChosen(
        1, new SafetensorsBuilder().Count("a", [2, 3]).Count("whole", [4, 3]), WeightAlternative.Of(Whole("a"), Whole("b", 2)), WeightAlternative.Of(WeightSource.Whole("whole", [4, 3])));

    /// <summary>What is wrong is then told by the first way's shapes.</summary>
    [Fact]
    public void Where_no_way_fits_the_first_is_taken() => AssertChosen(
        0, new SafetensorsBuilder().Count("w", [5, 5]), WeightAlternative.Of(WeightSource.Whole("w", [4, 3])), WeightAlternative.Of(WeightSource.Transpose("w", [3, 4])));

    [Fact]
    public void A_way_fits_where_all_its_tensors_do() => AssertChosen(
        1,
        new SafetensorsBuilder().Count("a", [2, 3]).Count("b", [3, 2]),
        WeightAlternative.Of(Whole("a"), Whole("b", 2)),
        WeightAlternative.Of(Whole("a"), WeightSource.Transpose("b", [3, 2]) with { Blocks = [RowBlock.Run(0, 2, 2)] }));

    [Fact]
    public void A_way_fits_where_all_its_experts_do() => AssertChosen(
        1,
        new SafetensorsBuilder().Count("0.w", [2, 3]).Count("1.w", [5, 3]).Count("whole", [4, 3]),
        WeightAlternative.Of(WeightSource.EachExpert("{expert}.w", [2, 3], 2)),
        WeightAlternative.Of(WeightSource.Whole("whole", [4, 3])));

    /// <summary>A tensor whose shard is missing has whatever shape its way wants.</summary>
    [Fact]
    public void What_cannot_be_looked_at_says_nothing_against_a_way()
    {
        File.WriteAllText(_folder["model.safetensors.index.json"], """{"weight_map":{"w":"two.safetensors","whole":"one.safetensors"}}""");
        new SafetensorsBuilder().Count("whole", [4, 3]).Write(_folder["one.safetensors"]);

        AssertChosen(0, null, WeightAlternative.Of(WeightSource.Whole("w", [4, 3])), WeightAlternative.Of(WeightSource.Whole("whole", [4, 3])));
    }

    private static WeightSource Whole(string name, int targetRow = 0) => WeightSource.Whole(name, [2, 3], targetRow);

    private void AssertChosen(int wanted, SafetensorsBuilder? file, params WeightAlternative[] ways)
    {
        file?.Write(_folder["model.safetensors"]);
        WeightSlot slot = new("w", WeightKind.Matrix, 4, 3, [], [.. ways]);
        using Checkpoint checkpoint = Checkpoint.Open(_folder.Path);

        Assert.Same(ways[wanted], new CheckpointView(checkpoint, new WeightManifest([slot], [])).Choose(slot, WeightSlot.NoLayer));
    }
}
