using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Modelwright.Runtime.TorchSharp;

/// <summary>Root-mean-square norm of each value head, times its weight, times <c>silu(gate)</c> (transformers: <c>Qwen3NextRMSNormGated</c>).</summary>
public sealed class GatedRmsNorm : nn.Module<Tensor, Tensor, Tensor>
{
    /// <summary>[size], the same for all heads.</summary>
    public readonly Parameter weight;

    private readonly double _epsilon;

    /// <summary>A norm without values.</summary>
    public GatedRmsNorm(ParameterFactory parameters, long size, double epsilon)
        : base(nameof(GatedRmsNorm))
    {
        weight = parameters.Create(size);
        _epsilon = epsilon;
        RegisterComponents();
    }

    internal double Epsilon => _epsilon;

    /// <summary>x [..., size] and its gate to the same shape, in the gate's type.</summary>
    public override Tensor forward(Tensor x, Tensor gate)
    {
        Tensor wide = x.to(float32);
        Tensor normed = wide * (wide * wide).mean([-1], keepdim: true).add(_epsilon).rsqrt();
        Tensor weighted = weight * normed.to(gate.dtype);
        return (weighted.to(float32) * nn.functional.silu(gate.to(float32))).to(gate.dtype);
    }
}
