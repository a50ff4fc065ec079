using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Modelwright.Runtime.TorchSharp;

/// <summary>A convolution whose kernel is the whole input, computed as a product; its weight has the kernel's shape, as checkpoints have it.</summary>
public sealed class FlatProjection : nn.Module<Tensor, Tensor>
{
    /// <summary>[outputs, …]: all dimensions but the first are those of an input.</summary>
    public readonly Parameter weight;

    /// <summary>[outputs].</summary>
    public readonly Parameter bias;

    /// <summary>A projection without values.</summary>
    /// <param name="parameters">Makes them.</param>
    /// <param name="shape">The weight's.</param>
    public FlatProjection(ParameterFactory parameters, long[] shape)
        : base(nameof(FlatProjection))
    {
        (weight, bias) = (parameters.Create(shape), parameters.Create(shape[0]));
        RegisterComponents();
    }

    /// <summary>[rows, numbers of an input] to [rows, outputs], in x's type.</summary>
    public override Tensor forward(Tensor x) => Projections.Apply(x, weight.flatten(1), bias);
}
