using System;
using System.Collections.Generic;
using System.Linq;
using Modelwright.Runtime;

namespace Modelwright.Conformance.Tests;

/// <summary>The residual stream between layers against Hugging Face's <c>hidden_states</c>, of text and of pictures among it.</summary>
internal static class HiddenStates
{
    /// <returns>What the first exit makes of every column.</returns>
    public static float[] Compare(ILanguageModel model, GoldenCase golden, GoldenRun run, ExpectedTensors expected)
    {
        using IModelSession session = model.CreateSession(new SessionOptions { BatchSize = run.Batch, Capacity = run.Columns });
        session.Reset(run.LeftPadding, PositionCounting.FromFirstColumn);
        int width = session.Tower.Width;
        float[][] streams = [.. Enumerable.Range(0, session.Tower.LayerCount).Select(_ => new float[run.Flat.Length * width])];
        float[] exit = new float[run.Flat.Length * session.Tower.Exits[0].Width];
        ModelOutput[] outputs = [.. streams.Select(static (stream, layer) => ModelOutput.OfStream(layer, stream, OutputRows.All)), ModelOutput.OfExit(0, exit, OutputRows.All)];
        MediaColumns? media = run.Sees ? GoldenMedia.Of(model, golden, run).Batch.Columns(0, run.Columns) : null;
        if (media is null)
        {
            session.Forward(new ModelInput(run.Flat), outputs);
        }
        else
        {
            media.Feed(session, run.Flat, outputs);
        }

        for (int layer = 0; layer < streams.Length; layer++)
        {
            float[] theirs = [.. expected.Read(run.Name, FormattableString.Invariant($"hidden_states.{layer}"))];
            AddLevel(theirs, media, layer - 1, width);
            Comparison.AssertClose(Comparison.Unmasked(streams[layer], run), Comparison.Unmasked(theirs, run), Comparison.Float32, FormattableString.Invariant($"{run.Name}: before layer {layer}"));
        }

        return exit;
    }

    private static void AddLevel(float[] states, MediaColumns? media, int level, int width)
    {
        if (media is null || level < 0 || (level + 1) * media.Features.Length > media.LayerFeatures.Length)
        {
            return;
        }

        for (int i = 0; i < media.Features.Length; i++)
        {
            states[(media.FeatureRows[i / width] * width) + (i % width)] += media.LayerFeatures[(level * media.Features.Length) + i];
        }
    }
}
