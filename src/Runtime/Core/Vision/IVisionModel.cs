using System;
using System.Collections.Generic;
using System.Threading;

namespace Modelwright.Runtime;

/// <summary>A model that sees. Generated classes implement it where the config has a vision tower, and only there.</summary>
public interface IVisionModel : ILanguageModel
{
    /// <summary>What the vision tower takes and gives.</summary>
    VisionTowerInfo Vision { get; }

    /// <summary>How pictures and clips become the tower's patches, by the files beside the checkpoint.</summary>
    MediaProcessors Processors { get; }

    /// <inheritdoc cref="ILanguageModel.CreateSession"/>
    new IMultimodalSession CreateSession(SessionOptions options);

    /// <summary>
    /// The features of pictures and clips (transformers: <c>get_image_features</c>). Frames are computed apart from each other, as the tower is made, some at a time:
    /// memory grows with the largest frame, not with the call.
    /// </summary>
    /// <param name="inputs">Patches as <see cref="ImageProcessor"/> and <see cref="VideoProcessor"/> make them.</param>
    /// <param name="progress">Told after every block.</param>
    /// <param name="cancellationToken">Asked between blocks.</param>
    /// <returns>One entry an input, in order.</returns>
    /// <exception cref="VisionInputException">Patches that are not this tower's: their length, their number, or a grid that is not of whole blocks.</exception>
    /// <exception cref="OperationCanceledException">The call was stopped.</exception>
    IReadOnlyList<VisionFeatures> GetFeatures(IReadOnlyList<VisionInput> inputs, IProgress<VisionProgress>? progress = null, CancellationToken cancellationToken = default);
}

/// <summary>A language model that sees: it continues prompts that hold pictures and clips.</summary>
public interface IVisionLanguageModel : IVisionModel, ICausalLanguageModel;
