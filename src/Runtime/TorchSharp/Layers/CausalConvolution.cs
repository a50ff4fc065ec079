using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Modelwright.Runtime.TorchSharp;

/// <summary>Depthwise convolution over the columns that sees only those up to the present one. <c>nn.Conv1d</c> would draw random weights first.</summary>
public sealed class CausalConvolution : nn.Module<Tensor, Tensor>
{
    /// <summary>[channels, 1, kernel]; the last tap is the present column's.</summary>
    public readonly Parameter weight;

    /// <summary>Filters without values.</summary>
    public CausalConvolution(ParameterFactory parameters, long channels, long kernel)
        : base(nameof(CausalConvolution))
    {
        weight = parameters.Create(channels, 1, kernel);
        RegisterComponents();
    }

    /// <summary>A sequence from its beginning: [batch, channels, tokens] to the same.</summary>
    public override Tensor forward(Tensor x) => nn.functional.conv1d(nn.functional.pad(x, (weight.shape[2] - 1, 0)), weight, groups: weight.shape[0]);

    /// <summary>The next columns of a sequence.</summary>
    /// <param name="x">[batch, channels, tokens].</param>
    /// <param name="state">The columns before, [batch, channels, kernel - 1]; overwritten with the last ones.</param>
    public Tensor Advance(Tensor x, Tensor state)
    {
        Tensor seen = cat([state, x], dim: 2);
        state.copy_(seen.narrow(2, x.shape[2], state.shape[2]));
        return nn.functional.conv1d(seen, weight.to(x.dtype), groups: weight.shape[0]);
    }
}
