using System;
using System.Threading;

namespace Modelwright.Runtime.Vulkan;

/// <summary>
/// Runs a generated tower that sees on a Vulkan device: a submission a layer, so that cancelling is heard and no watchdog wakes.
/// Buffers are kept from call to call, and made anew when one has more patches than all before.
/// </summary>
internal sealed class VulkanVisionEncoder(EncoderFunctions tower, LoadedModel loaded) : VisionEncoder(tower.Info), IDisposable
{
    private const string During = "a picture";

    private readonly CommandStream _work = new(loaded.Device);
    private DescriptorSets? _sets;
    private EncoderBuffers? _buffers;

    public void Dispose()
    {
        _work.Dispose();
        _sets?.Dispose();
        _buffers?.Dispose();
    }

    protected override void Run(VisionCall call, Action layerDone, CancellationToken cancellationToken)
    {
        EncoderBuffers buffers = Require(call.Rows);
        CallShape shape = new(Batch: 1, Tokens: call.Rows, Past: 0);
        WriteInputs(call, buffers, shape);
        CommandRecorder commands = new(loaded.Device, _sets!);
        EncoderRecorder recorder = new(loaded.Device, loaded.Kernels, loaded.Weights, buffers, commands);
        for (int layer = 0; layer < Tower.Layers; layer++)
        {
            commands.Begin(_work, shape);
            if (layer == 0)
            {
                tower.Entry(recorder);
            }

            tower.Layer(recorder, layer);
            commands.End();
            _work.Run(During, cancellationToken);
            if (Tower.MergerAfter(layer) is { } merger && tower.DeepStack is { } read)
            {
                Take(call, buffers, commands, shape, 1 + Tower.LevelAfter(layer), () => read(recorder, merger), cancellationToken);
            }

            layerDone();
        }

        Take(call, buffers, commands, shape, 0, () => tower.Features(recorder), cancellationToken);
    }

    private void Take(VisionCall call, EncoderBuffers buffers, CommandRecorder commands, CallShape shape, int level, Action record, CancellationToken cancellationToken)
    {
        commands.Begin(_work, shape);
        record();
        if (buffers.HostOutput != buffers.Output)
        {
            commands.TransferBarrier();
            _work.Copy(buffers.Output, buffers.HostOutput);
        }

        commands.End();
        _work.Run(During, cancellationToken);
        call.TakeFeatures(level, EncoderBuffers.Contents<float>(buffers.HostOutput), buffers.Sizes.FeatureStride);
    }

    private static void WriteInputs(VisionCall call, EncoderBuffers buffers, CallShape shape)
    {
        StepBuffer.Write(buffers.Step, shape, keyValueHeads: 0, capacity: 0, sequences: []);
        call.CopyPatches(EncoderBuffers.Contents<float>(buffers.Patches), buffers.Sizes.PatchStride);
        call.FillTaps(EncoderBuffers.Contents<PatchTap>(buffers.Taps));
        call.FillSegments(EncoderBuffers.Contents<PatchSegment>(buffers.Segments));
        call.FillRotary(EncoderBuffers.Contents<float>(buffers.Rope));
    }

    private EncoderBuffers Require(int rows)
    {
        if (_buffers is null || _buffers.Sizes.Rows < rows)
        {
            _sets?.Dispose();
            _buffers?.Dispose();
            (_sets, _buffers) = (null, null);
            _buffers = new EncoderBuffers(loaded.Device, new EncoderSizes(tower, rows));
            _sets = new DescriptorSets(loaded.Device);
        }

        return _buffers;
    }
}
