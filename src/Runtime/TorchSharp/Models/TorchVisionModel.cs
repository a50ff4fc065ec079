using System;
using System.Collections.Generic;
using System.Threading;

namespace Modelwright.Runtime.TorchSharp;

/// <summary>A TorchSharp model that sees: the generated class derives from it where the config has a vision tower.</summary>
public abstract class TorchVisionModel : TorchModel, IVisionModel
{
    private readonly Lock _gate = new();

    /// <inheritdoc cref="TorchModel(TorchModelDefinition, LoadedCheckpoint)"/>
    protected TorchVisionModel(TorchModelDefinition definition, LoadedCheckpoint loaded)
        : base(definition, loaded) =>
        Processors = loaded.Processors;

    /// <inheritdoc/>
    public abstract VisionTowerInfo Vision { get; }

    /// <inheritdoc/>
    public MediaProcessors Processors { get; }

    /// <inheritdoc/>
    public new IMultimodalSession CreateSession(SessionOptions options) => (IMultimodalSession)base.CreateSession(options);

    /// <inheritdoc/>
    public IReadOnlyList<VisionFeatures> GetFeatures(
        IReadOnlyList<VisionInput> inputs, IProgress<VisionProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            ThrowIfDisposed();
            return new TorchVisionEncoder(this).Encode(inputs, progress, cancellationToken);
        }
    }
}
