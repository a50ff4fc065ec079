using System;
using System.Collections.Generic;
using System.Linq;
using Modelwright.Runtime;
using Xunit.Sdk;

namespace Modelwright.Conformance.Tests;

/// <summary>
/// Mistakes that are easily made with models that see, made on purpose: the comparison with Hugging Face's numbers must notice each of them, in several cases and on every backend.
/// A golden whose numbers did not depend on what is mistaken would prove nothing.
/// </summary>
public class MutationTests
{
    /// <summary>Cases that must notice a mistake.</summary>
    private const int Several = 3;

    public static TheoryData<string> Backends => [.. VisionBackends.All];

    [Theory]
    [MemberData(nameof(Backends))]
    public void Two_rows_of_positions_in_each_others_place_are_noticed(string backend)
    {
        Mistake Swapped(int first, int second) => new($"rows {first} and {second} swapped", columns =>
        {
            int[][] rows = [.. columns.Positions.Chunk(columns.Positions.Length / 3)];
            (rows[first], rows[second]) = (rows[second], rows[first]);
            return columns with { Positions = [.. rows.SelectMany(static row => row)] };
        });
        AssertNoticed(backend, [Swapped(0, 1), Swapped(0, 2), Swapped(1, 2)]);
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public void A_level_of_DeepStack_that_is_dropped_is_noticed(string backend)
    {
        AssertNoticed(
            backend,
            [
                new("no levels", static columns => columns with { LayerFeatures = [] }),
                new("the last level dropped", static columns => columns with { LayerFeatures = columns.LayerFeatures[..^columns.Features.Length] }),
                new("the first level in the last one's place", static columns => columns with { LayerFeatures = [.. columns.LayerFeatures[columns.Features.Length..], .. columns.LayerFeatures[..columns.Features.Length]] }),
            ],
            static model => model.Vision.DeepStackLayers.Count > 1);
    }

    /// <summary>The tower's feed-forward part has GELU by tanh, its mergers the exact one.</summary>
    [Theory]
    [MemberData(nameof(Backends))]
    public void The_other_form_of_GELU_is_noticed(string backend)
    {
        string[] cases = [.. GoldenCase.OwnThatSee.Where(static name => VisionGolden.Named(name).Count > 0)];
        int noticed = 0;
        foreach (string name in cases)
        {
            GoldenCase golden = GoldenCase.Named(name);
            string other = golden.Config.Replace("\"gelu_pytorch_tanh\"", "\"gelu\"", StringComparison.Ordinal);
            Assert.NotEqual(golden.Config, other);
            VisionGolden run = VisionGolden.Named(name)[0];
            using LoadedTower loaded = VisionBackends.Load(backend, other, golden.Folder);
            float[] features = [.. loaded.Model.GetFeatures(run.Images).SelectMany(static f => f.Values.ToArray())];
            noticed += Fails(() => Comparison.AssertClose(features, run.Features, VisionConformanceTests.Tolerance, name)) ? 1 : 0;
        }

        Assert.InRange(cases.Length, Several, int.MaxValue);
        Assert.Equal(cases.Length, noticed);
    }

    private static void AssertNoticed(string backend, Mistake[] mistakes, Func<IVisionModel, bool>? concerns = null)
    {
        List<string>[] noticed = [.. mistakes.Select(static _ => new List<string>())];
        foreach (string name in GoldenCase.OwnThatSee)
        {
            GoldenCase golden = GoldenCase.Named(name);
            using LoadedTower loaded = VisionBackends.Load(backend, golden.Config, golden.Folder);
            GoldenRun? run = golden.Runs.FirstOrDefault(static run => run is { Sees: true, Batch: 1 });
            if (run is null || concerns?.Invoke(loaded.Model) == false)
            {
                continue;
            }

            using ExpectedTensors expected = new(golden.Folder);
            float[] theirs = expected.Read(run.Name, "logits");
            Comparison.AssertClose(Logits(loaded.Model, golden, run, static columns => columns), theirs, Comparison.Float32, name);
            for (int i = 0; i < mistakes.Length; i++)
            {
                if (Fails(() => Comparison.AssertClose(Logits(loaded.Model, golden, run, mistakes[i].Make), theirs, Comparison.Float32, name)))
                {
                    noticed[i].Add(name);
                }
            }
        }

        Assert.All(mistakes.Zip(noticed), static pair => Assert.True(
            pair.Second.Count >= Several, $"{pair.First.Name}: noticed by {pair.Second.Count} cases ({string.Join(", ", pair.Second)}); wanted {Several}"));
    }

    private static float[] Logits(IVisionModel model, GoldenCase golden, GoldenRun run, Func<MediaColumns, MediaColumns> mutate)
    {
        using IModelSession session = model.CreateSession(new SessionOptions { Capacity = run.Columns });
        float[] logits = new float[run.Columns * model.Info.VocabularySize];
        mutate(GoldenMedia.Of(model, golden, run).Batch.Columns(0, run.Columns)).Feed(session, run.Flat, [ModelOutput.OfExit(0, logits, OutputRows.All)]);
        return logits;
    }

    private static bool Fails(Action comparison)
    {
        try
        {
            comparison();
            return false;
        }
        catch (XunitException)
        {
            return true;
        }
    }

    /// <summary>A mistake in what a session is fed.</summary>
    private sealed record Mistake(string Name, Func<MediaColumns, MediaColumns> Make);
}
