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
        foreach ((int First, int Second) swap in ((int, int)[])[(0, 1), (0, 2), (1, 2)])
        {
            AssertNoticed(backend, $"rows {swap.First} and {swap.Second} swapped", columns =>
            {
                int length = columns.Positions.Length / 3;
                int[][] rows = [.. columns.Positions.Chunk(length)];
                (rows[swap.First], rows[swap.Second]) = (rows[swap.Second], rows[swap.First]);
                return columns with { Positions = [.. rows.SelectMany(static row => row)] };
            });
        }
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public void A_level_of_DeepStack_that_is_dropped_is_noticed(string backend)
    {
        AssertNoticed(backend, "no levels", static columns => columns with { LayerFeatures = [] }, WithDeepStack);
        AssertNoticed(backend, "the last level dropped", static columns => columns with { LayerFeatures = columns.LayerFeatures[..^columns.Features.Length] }, WithDeepStack);
        AssertNoticed(backend, "the first level in the last one's place", static columns => columns with { LayerFeatures = [.. columns.LayerFeatures[columns.Features.Length..], .. columns.LayerFeatures[..columns.Features.Length]] }, WithDeepStack);
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

    private static bool WithDeepStack(IVisionModel model) => model.Vision.DeepStackLayers.Count > 1;

    private static void AssertNoticed(string backend, string mistake, Func<MediaColumns, MediaColumns> mutate, Func<IVisionModel, bool>? concerns = null)
    {
        List<string> noticed = [];
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
            if (Fails(() => Comparison.AssertClose(Logits(loaded.Model, golden, run, mutate), theirs, Comparison.Float32, name)))
            {
                noticed.Add(name);
            }
        }

        Assert.True(noticed.Count >= Several, $"{mistake}: noticed by {noticed.Count} cases ({string.Join(", ", noticed)}); wanted {Several}");
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
}
