using System;
using System.Collections.Generic;
using System.Threading;

namespace Modelwright.Runtime.Cpu;

/// <summary>A model on the CPU that sees: the generated class derives from it where the config has a vision tower.</summary>
public abstract class CpuVisionModel : CpuModel, IVisionModel
{
    private readonly Lock _gate = new();
    private CpuVisionEncoder? _encoder;

    /// <inheritdoc cref="CpuModel(CpuModelDefinition, string, CpuLoadOptions)"/>
    protected CpuVisionModel(CpuModelDefinition definition, string checkpoint, CpuLoadOptions? options)
        : base(definition, checkpoint, options)
    {
    }

    /// <inheritdoc/>
    public VisionTowerInfo Vision => Encoder.Info;

    /// <inheritdoc/>
    public MediaProcessors Processors => MediaFiles;

    /// <summary>The vision tower.</summary>
    protected abstract CpuEncoderFunctions Encoder { get; }

    /// <inheritdoc/>
    public new IMultimodalSession CreateSession(SessionOptions options) => (IMultimodalSession)base.CreateSession(options);

    /// <inheritdoc/>
    public IReadOnlyList<VisionFeatures> GetFeatures(
        IReadOnlyList<VisionInput> inputs, IProgress<VisionProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(IsDisposed, this);
            _encoder ??= new CpuVisionEncoder(Encoder, Engine, LoadedWeights);
            return _encoder.Encode(inputs, progress, cancellationToken);
        }
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
