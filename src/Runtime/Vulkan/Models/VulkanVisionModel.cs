using System;
using System.Collections.Generic;
using System.Threading;

namespace Modelwright.Runtime.Vulkan;

/// <summary>A model on a Vulkan device that sees: the generated class derives from it where the config has a vision tower.</summary>
public abstract class VulkanVisionModel : VulkanModel, IVisionModel
{
    private readonly Lock _gate = new();
    private VulkanVisionEncoder? _encoder;

    /// <inheritdoc cref="VulkanModel(VulkanModelDefinition, string, VulkanLoadOptions)"/>
    protected VulkanVisionModel(VulkanModelDefinition definition, string checkpoint, VulkanLoadOptions? options)
        : base(definition, checkpoint, options)
    {
    }

    /// <inheritdoc/>
    public VisionTowerInfo Vision => Encoder.Info;

    /// <inheritdoc/>
    public MediaProcessors Processors => Loaded.Beside.Processors;

    /// <summary>The vision tower.</summary>
    protected abstract EncoderFunctions Encoder { get; }

    /// <inheritdoc/>
    public new IMultimodalSession CreateSession(SessionOptions options) => (IMultimodalSession)base.CreateSession(options);

    /// <inheritdoc/>
    public IReadOnlyList<VisionFeatures> GetFeatures(
        IReadOnlyList<VisionInput> inputs, IProgress<VisionProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(IsDisposed, this);
            _encoder ??= new VulkanVisionEncoder(Encoder, Loaded);
            return _encoder.Encode(inputs, progress, cancellationToken);
        }
    }

    /// <inheritdoc/>
    private protected override void RecordAll(Recorder recorder)
    {
        base.RecordAll(recorder);
        Encoder.Entry(recorder);
        for (int layer = 0; layer < Encoder.Info.Layers; layer++)
        {
            Encoder.Layer(recorder, layer);
        }

        for (int reading = 0; reading < Encoder.Info.DeepStackLayers.Count; reading++)
        {
            Encoder.DeepStack?.Invoke(recorder, reading);
        }

        Encoder.Features(recorder);
    }

    /// <inheritdoc/>
    private protected override void Release()
    {
        lock (_gate)
        {
            _encoder?.Dispose();
        }
    }
}
