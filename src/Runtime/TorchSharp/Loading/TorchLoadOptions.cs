using TorchSharp;

namespace Modelwright.Runtime.TorchSharp;

/// <summary>How to load a model with TorchSharp.</summary>
public sealed record TorchLoadOptions : LoadOptions
{
    /// <summary>Where to compute, <c>cpu</c>, <c>cuda</c> or <c>cuda:1</c>. Default: CUDA where it is available, else the CPU.</summary>
    public torch.Device? Device { get; init; }
}
