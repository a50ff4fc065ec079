using System;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What convolutions share.</summary>
public abstract class Convolution : nn.Module<Tensor, Tensor>
{
    [ComponentName(Name = nameof(bias))]
    private Parameter? _bias;

    [ComponentName(Name = nameof(weight))]
    private Parameter? _weight;

    private protected Convolution(string name, long[] sizes, bool hasBias, Device? device, ScalarType? dtype)
        : base(name)
    {
        long fanIn = sizes[1] * sizes[2];
        double bound = fanIn > 0 ? 1 / Math.Sqrt(fanIn) : 0;
        weight = nn.Initial(sizes, bound, device, dtype);
        if (hasBias)
        {
            bias = nn.Initial([sizes[0]], bound, device, dtype);
        }
    }

    public Parameter? bias
    {
        get => _bias;
        set
        {
            _bias?.Dispose();
            _bias = value?.DetachFromDisposeScope() as Parameter;
            ConditionallyRegisterParameter(nameof(bias), _bias);
        }
    }

    public Parameter weight
    {
        get => _weight!;
        set
        {
            if (!ReferenceEquals(value, _weight))
            {
                _weight?.Dispose();
                _weight = (Parameter)value.DetachFromDisposeScope();
                ConditionallyRegisterParameter(nameof(weight), _weight);
            }
        }
    }
}
