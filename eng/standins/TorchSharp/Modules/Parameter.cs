using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>A tensor that is learned. It takes the data's handle away: the data is invalid afterwards.</summary>
public class Parameter : Tensor
{
    public Parameter(Tensor data, bool requires_grad = true)
        : base(data.with_requires_grad(requires_grad).MoveNative(), register: false) => DisposeScope.ReplaceWith(data, this);
}
