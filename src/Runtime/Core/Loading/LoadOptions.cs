using System;
using System.Collections.Generic;
using Microsoft.Extensions.Logging;

namespace Modelwright.Runtime;

/// <summary>How to load a model; backends add their own options.</summary>
public record LoadOptions
{
    /// <summary>Columns (tokens and padding) that sequences can have at most. Default 0: <c>MaxContext</c> of the class's <c>ModelConfig</c> item, which is also the most (a <see cref="ProjectLimitException"/> beyond it); without one the config's <c>max_position_embeddings</c>, but no more than 4096. On Vulkan at most 262,144 (a <see cref="ContextOverflowException"/> beyond that).</summary>
    public int MaxContext { get; init; }

    /// <summary>Columns that are computed at once when a long input is fed: from 1 up, and more than the backend can (1024 on Vulkan) means as many as it can. Default 256, on TorchSharp 1024.</summary>
    public int PrefillChunk { get; init; } = 256;

    /// <summary>Format of the matrices. Default: <c>Storage</c> of the class's <c>ModelConfig</c> item, and without one as the checkpoint has them.</summary>
    public WeightStorage Storage { get; init; } = WeightStorage.Automatic;

    /// <summary>Format of cached keys and values. Default: the backend chooses, see <see cref="CacheStorage.Automatic"/>.</summary>
    public CacheStorage Cache { get; init; } = CacheStorage.Automatic;

    /// <summary>Rounding of RoPE's frequencies, for comparison with models that PyTorch converted as a whole. Default: none.</summary>
    public RotaryPrecision RotaryPrecision { get; init; }

    /// <summary>
    /// Patterns (<c>*</c> and <c>?</c>) of tensors that may be in the checkpoint though the model does not use them and the checkpoint's numbers depend on them, such as
    /// <c>*.bias</c> or <c>model.layers.28.*</c>. Default: none, so that they keep the model from loading. They do not touch what the model needs.
    /// </summary>
    public IReadOnlyList<string> IgnoreTensors { get; init; } = [];

    /// <summary>In place of the <c>tokenizer.json</c> beside the checkpoint, which is not read then.</summary>
    public ITextTokenizer? Tokenizer { get; init; }

    /// <summary>In place of the <c>generation_config.json</c> beside the checkpoint, which is not read then.</summary>
    public GenerationDefaults? GenerationDefaults { get; init; }

    /// <summary>In place of the <c>preprocessor_config.json</c> and <c>video_preprocessor_config.json</c> beside the checkpoint of a model that sees, which are not read then.</summary>
    public MediaProcessors? MediaProcessors { get; init; }

    /// <summary>Told how far loading has come.</summary>
    public IProgress<LoadProgress>? Progress { get; init; }

    /// <summary>Told what is worth knowing while loading and running.</summary>
    public ILogger? Logger { get; init; }

    /// <summary>The context of a model whose config allows <paramref name="maxPositions"/>, where its project does not say.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><see cref="MaxContext"/> is negative, or <see cref="PrefillChunk"/> below 1.</exception>
    public int ResolveMaxContext(int maxPositions)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(MaxContext);
        ArgumentOutOfRangeException.ThrowIfLessThan(PrefillChunk, 1);
        return MaxContext > 0 ? MaxContext : Math.Min(maxPositions, 4096);
    }
}
