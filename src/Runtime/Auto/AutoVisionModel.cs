using System;
using System.Collections.Generic;
using System.Threading;

namespace Modelwright.Runtime.Auto;

/// <summary>A model for Vulkan and the CPU that sees: the generated class derives from it where the config has a vision tower.</summary>
public abstract class AutoVisionModel : AutoModel, IVisionModel
{
    private readonly IVisionModel _model;

    /// <inheritdoc cref="AutoModel(LoadedBackend)"/>
    protected AutoVisionModel(LoadedBackend loaded)
        : base(loaded) => _model = (IVisionModel)loaded.Model;

    /// <inheritdoc/>
    public VisionTowerInfo Vision => _model.Vision;

    /// <inheritdoc/>
    public MediaProcessors Processors => _model.Processors;

    /// <inheritdoc/>
    public new IMultimodalSession CreateSession(SessionOptions options) => _model.CreateSession(options);

    /// <inheritdoc/>
    public IReadOnlyList<VisionFeatures> GetFeatures(
        IReadOnlyList<VisionInput> inputs, IProgress<VisionProgress>? progress = null, CancellationToken cancellationToken = default) =>
        _model.GetFeatures(inputs, progress, cancellationToken);
}
