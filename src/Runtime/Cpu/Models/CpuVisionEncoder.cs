using System;
using System.Threading;

namespace Modelwright.Runtime.Cpu;

/// <summary>Runs a generated vision tower on a model's threads.</summary>
internal sealed class CpuVisionEncoder(CpuEncoderFunctions functions, CpuEngine engine, CpuWeights weights) : VisionEncoder(functions.Info), IDisposable
{
    private readonly EncoderMemory _memory = new();

    public void Dispose() => _memory.Dispose();

    protected override void Run(VisionCall call, Action layerDone, CancellationToken cancellationToken)
    {
        lock (engine.Turn)
        {
            _memory.Begin(call, Tower, functions.ArenaFloats);
            CpuEncoderCall c = new(engine, weights, _memory);
            call.CopyPatches(c.Write(functions.Patches), functions.Patches.Width);
            functions.Entry(c);
            for (int layer = 0; layer < Tower.Layers; layer++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                functions.Layer(c, layer);
                if (Tower.MergerAfter(layer) is { } merger && functions.DeepStack is { } read)
                {
                    Take(call, c, 1 + Tower.LevelAfter(layer), read(c, merger));
                }

                layerDone();
            }

            Take(call, c, 0, functions.Features(c));
        }
    }

    private static void Take(VisionCall call, CpuEncoderCall c, int level, CpuBuffer features) => call.TakeFeatures(level, c.Read(features), features.Width);
}
