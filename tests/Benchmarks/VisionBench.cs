using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using Modelwright.Runtime;

namespace Modelwright.Benchmarks;

/// <summary>
/// A tower that sees (12 layers of 384 and three DeepStack mergers) on pictures of 256 and of 1024 patches, and the text tower behind it: a prompt of text, and one of
/// as many tokens of which half are a picture's. Sizes and backends take turns, so that a change of the machine's speed meets all.
/// </summary>
internal sealed class VisionBench(IReadOnlyList<BenchModel> models, BenchOptions options, int runs)
{
    private const int PromptTokens = 512;

    /// <summary>Tokens of the vocabulary that are text.</summary>
    private const int TextTokens = 31_000;

    private static readonly (int Height, int Width)[] Grids = [(16, 16), (32, 32)];

    public IReadOnlyList<VisionResult> Run()
    {
        using SyntheticCheckpoint checkpoint = new(models[0].Weights, seed: 1);
        List<(BenchModel Bench, ICausalLanguageModel Model, List<double>[] Figures)> loaded = [];
        try
        {
            foreach (BenchModel bench in models)
            {
                loaded.Add((bench, bench.Load(checkpoint.Folder, options), [[], [], [], []]));
            }

            for (int run = 0; run <= runs; run++)
            {
                foreach ((BenchModel bench, ICausalLanguageModel model, List<double>[] figures) in loaded)
                {
                    Console.Error.WriteLine($"{bench.Name} ({bench.Backend}): run {run}");
                    IVisionModel seeing = (IVisionModel)model;
                    double[] rates = [.. Grids.Select(grid => Patches(seeing, grid)), Prefill(seeing, picture: false), Prefill(seeing, picture: true)];
                    for (int figure = 0; run > 0 && figure < rates.Length; figure++)
                    {
                        figures[figure].Add(rates[figure]);
                    }
                }
            }

            return
            [
                .. loaded.Select(static of => new VisionResult(
                    of.Bench.Name, of.Bench.Backend, Measurement.Of(of.Figures[0]), Measurement.Of(of.Figures[1]), Measurement.Of(of.Figures[2]),
                    Measurement.Of(of.Figures[3].Zip(of.Figures[2], static (picture, text) => picture / text)).Median)),
            ];
        }
        finally
        {
            loaded.ForEach(static of => of.Model.Dispose());
        }
    }

    private static double Patches(IVisionModel model, (int Height, int Width) grid)
    {
        PatchGrid patches = new(1, grid.Height, grid.Width);
        VisionInput input = new(patches, model.Vision.PatchLength, Numbers(patches.Patches * model.Vision.PatchLength, seed: 2), []);
        long start = Stopwatch.GetTimestamp();
        model.GetFeatures([input]);
        return patches.Patches / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>Tokens a second; half of them with rows of a picture, which are added behind the first layers too.</summary>
    private static double Prefill(IVisionModel model, bool picture)
    {
        VisionTowerInfo vision = model.Vision;
        int rows = picture ? PromptTokens / 2 : 0;
        using IMultimodalSession session = model.CreateSession(new SessionOptions { Capacity = PromptTokens });
        ModelInput input = new()
        {
            Tokens = Workload.Prompt(PromptTokens, TextTokens),
            Features = Numbers(rows * vision.FeatureWidth, seed: 3),
            FeatureRows = Enumerable.Range(PromptTokens / 4, rows).ToArray(),
            LayerFeatures = Numbers(vision.DeepStackLayers.Count * rows * vision.FeatureWidth, seed: 4),
        };
        Positions3D positions = new([.. Enumerable.Range(0, 3).SelectMany(static _ => Enumerable.Range(0, PromptTokens))]);
        float[] logits = new float[model.Info.VocabularySize];
        long start = Stopwatch.GetTimestamp();
        session.Forward(input, positions, [ModelOutput.OfExit(0, logits)]);
        return PromptTokens / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static float[] Numbers(int count, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextSingle()) - 1)];
    }
}
