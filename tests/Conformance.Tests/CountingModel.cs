using System;
using System.Collections.Generic;
using System.Threading;
using Modelwright.Runtime;

namespace Modelwright.Conformance.Tests;

/// <summary>The model, and how many pictures and clips its tower was given.</summary>
internal sealed class CountingModel(IVisionLanguageModel model) : IVisionLanguageModel
{
    public int Encoded { get; private set; }

    public VisionTowerInfo Vision => model.Vision;

    public MediaProcessors Processors => model.Processors;

    public ModelInfo Info => model.Info;

    public int MaxContext => model.MaxContext;

    public ITextTokenizer? Tokenizer => model.Tokenizer;

    public GenerationDefaults GenerationDefaults => model.GenerationDefaults;

    public IMultimodalSession CreateSession(SessionOptions options) => ((IVisionModel)model).CreateSession(options);

    IModelSession ILanguageModel.CreateSession(SessionOptions options) => CreateSession(options);

    public IReadOnlyList<VisionFeatures> GetFeatures(IReadOnlyList<VisionInput> inputs, IProgress<VisionProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        Encoded += inputs.Count;
        return model.GetFeatures(inputs, progress, cancellationToken);
    }

    public void Dispose() => model.Dispose();
}
