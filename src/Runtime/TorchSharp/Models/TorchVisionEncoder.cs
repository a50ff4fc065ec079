using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using TorchSharp;
using static TorchSharp.torch;

namespace Modelwright.Runtime.TorchSharp;

/// <summary>Runs a model's vision tower, in the model's compute type and without gradients.</summary>
internal sealed class TorchVisionEncoder(TorchVisionModel model) : VisionEncoder(model.Vision)
{
    private readonly TorchTower _tower = model.Towers.Single(static tower => tower.Name == "vision");

    protected override void Run(VisionCall call, Action layerDone, CancellationToken cancellationToken)
    {
        using IDisposable inference = inference_mode();
        using DisposeScope scope = NewDisposeScope();
        ForwardPass pass = Pass(call);
        Tensor x = _tower.Entry.Forward(Patches(call), pass);
        for (int layer = 0; layer < _tower.Layers.Count; layer++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using DisposeScope ofLayer = NewDisposeScope();
            x = _tower.Layers[layer].forward(x, pass).MoveToOuterDisposeScope();
            if (Tower.MergerAfter(layer) is int merger)
            {
                Take(call, 1 + Tower.LevelAfter(layer), _tower.Taps.Single().Readings[merger].forward(x, pass));
            }

            layerDone();
        }

        Take(call, 0, _tower.Exits.Single().Forward(x, pass));
    }

    private static void Take(VisionCall call, int level, Tensor features) =>
        call.TakeFeatures(level, features.to(float32).cpu().contiguous().data<float>().ToArray(), (int)features.shape[1]);

    private Tensor Patches(VisionCall call)
    {
        float[] numbers = new float[call.Rows * Tower.PatchLength];
        call.CopyPatches(numbers, Tower.PatchLength);
        return tensor(numbers, [call.Rows, Tower.PatchLength], dtype: float32, device: model.Device).to(model.LoadReport.Compute);
    }

    private ForwardPass Pass(VisionCall call)
    {
        float[] turns = new float[call.Rows * Tower.HeadDim];
        call.FillRotary(turns);
        Tensor[] halves = tensor(turns, [1, 1, call.Rows, Tower.HeadDim], dtype: float32, device: model.Device).chunk(2, dim: -1);
        Tensor cosine = cat([halves[0], halves[0]], dim: -1).to(model.LoadReport.Compute);
        Tensor sine = cat([-halves[1], halves[1]], dim: -1).to(model.LoadReport.Compute);
        PatchTap[] taps = new PatchTap[call.Rows * PatchTables.Taps];
        call.FillTaps(taps);
        return new ForwardPass(1, call.Rows, past: 0, cosine, sine)
        {
            Patches = new PatchRows(
                tensor(taps.Select(static tap => (long)tap.Row).ToArray(), [taps.Length], dtype: int64, device: model.Device),
                tensor(taps.Select(static tap => tap.Weight).ToArray(), [call.Rows, 1, PatchTables.Taps], dtype: float32, device: model.Device),
                [.. Runs(call.Segments)]),
        };
    }

    /// <summary>Neighbours of one length together: they are attended to in one call.</summary>
    private static IEnumerable<FrameRows> Runs(IReadOnlyList<PatchSegment> segments)
    {
        for (int first = 0; first < segments.Count;)
        {
            int end = first + 1;
            while (end < segments.Count && segments[end].Length == segments[first].Length)
            {
                end++;
            }

            yield return new FrameRows(segments[first].First, end - first, segments[first].Length);
            first = end;
        }
    }
}
