using TorchSharp.Managed;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Rows of a table by number.</summary>
public sealed class Embedding : nn.Module<Tensor, Tensor>
{
    [ComponentName(Name = nameof(weight))]
    private Parameter? _weight;

    internal Embedding(Parameter weight)
        : base(nameof(Embedding)) => this.weight = weight;

    public Parameter weight
    {
        get => _weight!;
        set
        {
            _weight = (Parameter)value.DetachFromDisposeScope();
            ConditionallyRegisterParameter(nameof(weight), _weight);
        }
    }

    public override Tensor forward(Tensor input) => Tensor.Wrap(Ops.Embedding(weight.Native, input.Native));
}
