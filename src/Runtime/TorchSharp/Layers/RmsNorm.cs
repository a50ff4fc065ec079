using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Modelwright.Runtime.TorchSharp;

/// <summary>
/// Root-mean-square norm over the last dimension (Zhang and Sennrich 2019), in float32: <c>x·rsqrt(mean(x²) + ε)</c> times the weight,
/// or times one plus the weight where it is zero-centred (Qwen3-Next).
/// </summary>
public sealed class RmsNorm : nn.Module<Tensor, Tensor>
{
    /// <summary>[size].</summary>
    public readonly Parameter weight;

    private readonly double _epsilon;
    private readonly bool _zeroCentred;

    /// <summary>A norm without values.</summary>
    public RmsNorm(ParameterFactory parameters, long size, double epsilon, bool zeroCentred)
        : base(nameof(RmsNorm))
    {
        weight = parameters.Create(size);
        (_epsilon, _zeroCentred) = (epsilon, zeroCentred);
        RegisterComponents();
    }

    /// <summary>[…, size] to the same, of the same type.</summary>
    public override Tensor forward(Tensor x)
    {
        Tensor wide = x.to(float32);
        Tensor normed = wide * (wide * wide).mean([-1], keepdim: true).add(_epsilon).rsqrt();
        // In 16 bits the plain weight multiplies the rounded norm, the zero-centred one the norm in float32: as the checkpoints were trained.
        return _zeroCentred ? (normed * (1 + weight.to(float32))).to(x.dtype) : normed.to(x.dtype) * weight;
    }
}
