using System;
using System.Collections.Generic;
using System.Threading;
using Modelwright.Runtime;

namespace Modelwright.Conformance.Tests;

/// <summary>The model, and how many pictures and clips its tower was given.</summary>
/// <param name="loaded">A loaded language model that sees.</param>
internal sealed class CountingModel(LoadedTower loaded) : IVisionLanguageModel
{
    private readonly IVisionLanguageModel _model = (IVisionLanguageModel)loaded.Model;

    public int Encoded { get; private set; }

    public VisionTowerInfo Vision => _model.Vision;

    public MediaProcessors Processors => _model.Processors;

    public ModelInfo Info => _model.Info;

    public int MaxContext => _model.MaxContext;

    public ITextTokenizer? Tokenizer => _model.Tokenizer;

    public GenerationDefaults GenerationDefaults => _model.GenerationDefaults;

    public IMultimodalSession CreateSession(SessionOptions options) => ((IVisionModel)_model).CreateSession(options);

    IModelSession ILanguageModel.CreateSession(SessionOptions options) => CreateSession(options);

    public IReadOnlyList<VisionFeatures> GetFeatures(IReadOnlyList<VisionInput> inputs, IProgress<VisionProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        Encoded += inputs.Count;
        return _model.GetFeatures(inputs, progress, cancellationToken);
    }

    public void Dispose() => loaded.Dispose();
}
