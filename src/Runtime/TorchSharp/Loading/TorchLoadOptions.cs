using TorchSharp;

namespace Modelwright.Runtime.TorchSharp;

/// <summary>How to load a model with TorchSharp.</summary>
public sealed record TorchLoadOptions : LoadOptions
{
    /// <summary>
    /// Options with this backend's defaults. <see cref="LoadOptions.PrefillChunk"/> is 1024: a piece reads, and where need be converts, the weights of every expert
    /// that any of its columns chose, and a product of an expert's few rows costs hardly less than one of many.
    /// </summary>
    public TorchLoadOptions() => PrefillChunk = 1024;

    /// <summary>Where to compute, <c>cpu</c>, <c>cuda</c> or <c>cuda:1</c>. Default: CUDA where it is available, else the CPU.</summary>
    public torch.Device? Device { get; init; }

    /// <summary>
    /// Where the checkpoint was not trained for the model's head, as when a language model is to learn to classify: the head's weights are drawn from this seed. Those that the checkpoint has are
    /// read. Default: none, and then a head that the checkpoint lacks keeps the model from loading.
    /// </summary>
    public long? NewHeadSeed { get; init; }

    /// <summary>
    /// The type in which prompts and attention are computed, <c>Float32</c>, <c>Float16</c> or <c>BFloat16</c>. Default: the weights' own where the device multiplies it well,
    /// else float32; <see cref="TorchModel.LoadReport"/> says which. Cached keys and values have it too, unless <see cref="LoadOptions.Cache"/> says otherwise.
    /// </summary>
    public torch.ScalarType? Compute { get; init; }
}
