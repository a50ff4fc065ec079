using System;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Modelwright.Runtime.TorchSharp;

/// <summary>
/// Fresh weights, as Hugging Face's classes draw them (transformers: <c>_init_weights</c>, and that of <c>Qwen3NextGatedDeltaNet</c>'s model): matrices and convolutions normal with
/// <c>initializer_range</c>, biases 0, norms that change nothing. Drawn on the CPU in float32, so that a seed gives the same weights on every device.
/// </summary>
internal sealed class WeightInitializer(TorchModelDefinition definition, long seed) : IDisposable
{
    /// <summary>Between these lie the decay rates of fresh delta rule heads, whose logarithm is the parameter.</summary>
    private const double LeastDecay = 0.01;
    private const double MostDecay = 16;

    private readonly Generator _generator = new((ulong)seed, CPU);

    /// <summary>Draws every parameter of a module and of those below it.</summary>
    /// <param name="root">The module.</param>
    /// <param name="wants">Whether a parameter is to be drawn, by its name; null for all.</param>
    public void Fill(nn.Module root, Func<string, bool>? wants = null)
    {
        using IDisposable quiet = no_grad();
        foreach ((string path, nn.Module module) in root.named_modules())
        {
            foreach ((string name, Parameter parameter) in module.named_parameters(recurse: false))
            {
                if (wants is null || wants(path.Length == 0 ? name : $"{path}.{name}"))
                {
                    using DisposeScope scope = NewDisposeScope();
                    Fill(module, name, parameter);
                }
            }
        }
    }

    public void Dispose() => _generator.Dispose();

    private void Fill(nn.Module module, string name, Parameter parameter)
    {
        switch (module)
        {
            case IDecayModule decay when ReferenceEquals(parameter, decay.DecayLog):
                parameter.copy_((rand(parameter.shape, dtype: float32, generator: _generator) * (MostDecay - LeastDecay)).add(LeastDecay).log());
                break;
            case IDecayModule decay when ReferenceEquals(parameter, decay.DecayBias):
            case GatedRmsNorm or RmsNorm { IsZeroCentred: false }:
            case AffineNorm when name == nameof(AffineNorm.weight):
                parameter.fill_(1);
                break;
            case RmsNorm or AffineNorm:
            case var _ when name == "bias":
                parameter.fill_(0);
                break;
            default:
                parameter.copy_(randn(parameter.shape, dtype: float32, generator: _generator) * definition.Training.InitializerRange);
                ClearPadding(module, parameter);
                break;
        }
    }

    /// <summary>The padding token's embedding is 0 (<c>nn.Embedding</c>'s <c>padding_idx</c>).</summary>
    private void ClearPadding(nn.Module module, Parameter parameter)
    {
        if (module is TokenEmbedding && definition.Info.PaddingToken is int padding)
        {
            parameter.narrow(0, padding, 1).fill_(0);
        }
    }
}
