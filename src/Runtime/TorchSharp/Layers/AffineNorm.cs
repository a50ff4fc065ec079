using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Modelwright.Runtime.TorchSharp;

/// <summary>Layer norm with weight and bias over the last dimension (Ba et al. 2016). <c>nn.LayerNorm</c> wants both in the type of what it norms.</summary>
public sealed class AffineNorm : nn.Module<Tensor, Tensor>
{
    /// <summary>[size].</summary>
    public readonly Parameter weight;

    /// <summary>[size].</summary>
    public readonly Parameter bias;

    private readonly double _epsilon;

    /// <summary>A norm without values.</summary>
    public AffineNorm(ParameterFactory parameters, long size, double epsilon)
        : base(nameof(AffineNorm))
    {
        (weight, bias) = (parameters.Create(size), parameters.Create(size));
        _epsilon = epsilon;
        RegisterComponents();
    }

    /// <summary>[…, size] to the same, of the same type.</summary>
    public override Tensor forward(Tensor x) => nn.functional.layer_norm(x, weight.shape, weight.to(x.dtype), bias.to(x.dtype), _epsilon);
}
