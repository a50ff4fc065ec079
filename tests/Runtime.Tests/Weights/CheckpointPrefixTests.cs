using System;
using System.Linq;
using Modelwright.Contract;

namespace Modelwright.Runtime.Tests;

/// <summary>Checkpoints whose names begin in another way than the model's: base models, text models out of larger ones, what trainers leave in front.</summary>
public sealed class CheckpointPrefixTests : IDisposable
{
    private static readonly WeightManifest Manifest = new(
        [
            WeightSlot.Of("embeddings", WeightKind.Matrix, "model.embed_tokens.weight", [4, 2]),
            WeightSlot.Of("input_norm", WeightKind.Vector, "model.layers.{layer}.norm.weight", [2], 0, 1),
            WeightSlot.Of("final_norm", WeightKind.Vector, "model.norm.weight", [2]),
            new("head", WeightKind.Matrix, 4, 2, [], [
                WeightAlternative.Of(WeightSource.Whole("lm_head.weight", [4, 2])),
                WeightAlternative.Of(WeightSource.Whole("model.embed_tokens.weight", [4, 2]))]),
        ],
        []);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", null)]
    [InlineData("", "")]
    [InlineData("model.language_model.", "")]
    [InlineData("language_model.model.", "language_model.")]
    [InlineData("module.model.", "module.")]
    [InlineData("_orig_mod.model.", "_orig_mod.")]
    [InlineData("module._orig_mod.model.", "module._orig_mod.")]
    [InlineData("base_model.model.model.", "base_model.model.")]
    [InlineData("transformer.", "")]
    [InlineData("transformer.", null)]
    [InlineData("a.model.b.c.", "a.")]
    public void One_prefix_for_all_names_is_found(string root, string? beforeHead)
    {
        Write(root, beforeHead);

        WeightReport report = Manifest.Verify(_folder.Path);

        Assert.True(report.IsComplete, report.ToString());
        Assert.Equal(new NamePrefix("model.", root), report.Prefix);
        Assert.Empty(report.Extra);
        Assert.Contains($"prefix         the checkpoint has '{root}' where", report.ToString(), StringComparison.Ordinal);
        using Checkpoint checkpoint = Checkpoint.Open(_folder.Path);
        WeightReader reader = new(checkpoint, Manifest);
        Assert.Equal([20f, 21f], Floats(reader.ReadAll(Manifest.Slots[1], 1, ElementFormat.Float32)));
        Assert.Equal(beforeHead is null ? 0f : 40f, Floats(reader.ReadAll(Manifest.Slots[3], WeightSlot.NoLayer, ElementFormat.Float32))[0]);
        Assert.Equal(beforeHead is not null, reader.IsApart("head", "embeddings"));
    }

    [Fact]
    public void The_models_own_names_have_none()
    {
        Write("model.", "");

        WeightReport report = Manifest.Verify(_folder.Path);

        Assert.True(report.IsComplete);
        Assert.Null(report.Prefix);
    }

    [Fact]
    public void A_second_copy_of_some_weights_does_not_mislead()
    {
        SafetensorsBuilder builder = new();
        Add(builder, "model.", "");
        Add(builder, "ema.model.", "ema.");
        builder.Write(_folder["model.safetensors"]);

        WeightReport report = Manifest.Verify(_folder.Path);

        Assert.True(report.IsComplete);
        Assert.Null(report.Prefix);
        Assert.Equal(5, report.Extra.Count);
    }

    /// <summary>Of copies that have as many of the names, none of them the model's own, the one with the shorter prefix.</summary>
    [Fact]
    public void Of_two_copies_the_nearer_is_taken()
    {
        SafetensorsBuilder builder = new();
        Add(builder, "average.model.", "average.");
        Add(builder, "ema.model.", "ema.");
        builder.Write(_folder["model.safetensors"]);

        Assert.Equal(new NamePrefix("model.", "ema.model."), Manifest.Verify(_folder.Path).Prefix);
    }

    [Theory]
    [InlineData("a", new[] { 0 })]
    [InlineData("a.bc.d", new[] { 0, 2, 5 })]
    [InlineData(".a.", new[] { 0, 1, 3 })]
    public void A_name_is_cut_behind_each_of_its_dots(string name, int[] cuts) => Assert.Equal(cuts, CheckpointPrefix.Cuts(name));

    [Fact]
    public void A_mixture_is_an_error_that_names_the_prefix_it_nearly_has()
    {
        new SafetensorsBuilder()
            .Count("module.model.embed_tokens.weight", [4, 2]).Count("module.model.layers.0.norm.weight", [2])
            .Count("model.layers.1.norm.weight", [2]).Count("module.model.norm.weight", [2])
            .Write(_folder["model.safetensors"]);

        WeightReport report = Manifest.Verify(_folder.Path);

        Assert.False(report.IsComplete);
        Assert.Equal(new NamePrefix("model.", "module.model."), report.Prefix);
        WeightProblem missing = Assert.Single(report.Missing);
        Assert.Equal("module.model.layers.1.norm.weight", missing.Key);
        Assert.Equal("'model.layers.1.norm.weight', whose beginning is not that of the others", missing.Found);
        Assert.Contains("the checkpoint has 'module.model.' where the model's own names have 'model.'", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Ignored_keys_are_ignored_under_a_prefix_too()
    {
        SafetensorsBuilder builder = new();
        Add(builder, "module.model.", "module.");
        builder.Count("module.draft.norm.weight", [2]).Write(_folder["model.safetensors"]);

        Assert.Equal(["module.draft.norm.weight"], Manifest.Verify(_folder.Path).Extra);
        Assert.Empty((Manifest with { IgnoredKeys = ["draft."] }).Verify(_folder.Path).Extra);
    }

    private static float[] Floats(byte[] bytes) => System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(bytes).ToArray();

    private void Write(string root, string? beforeHead)
    {
        SafetensorsBuilder builder = new();
        Add(builder, root, beforeHead);
        builder.Write(_folder["model.safetensors"]);
    }

    private static void Add(SafetensorsBuilder builder, string root, string? beforeHead)
    {
        builder.Count(root + "embed_tokens.weight", [4, 2]).Count(root + "layers.0.norm.weight", [2], 10)
            .Count(root + "layers.1.norm.weight", [2], 20).Count(root + "norm.weight", [2], 30);
        if (beforeHead is not null)
        {
            builder.Count(beforeHead + "lm_head.weight", [4, 2], 40);
        }
    }
}
