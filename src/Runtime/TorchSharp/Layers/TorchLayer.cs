using TorchSharp;
using static TorchSharp.torch;

namespace Modelwright.Runtime.TorchSharp;

/// <summary>One layer of a tower, from the residual stream to the next one. The generated class has one that derives from it for each kind of layer.</summary>
/// <param name="name">The kind's name.</param>
public abstract class TorchLayer(string name) : nn.Module<Tensor, ForwardPass, Tensor>(name)
{
    /// <summary>The next columns, [batch, tokens, width] to the same; <see cref="nn.Module{T1, T2, TResult}.forward"/> is for whole sequences, and differentiable.</summary>
    /// <param name="x">The residual stream.</param>
    /// <param name="pass">Tables and masks.</param>
    /// <param name="state">What the layer remembers; moved on.</param>
    protected internal virtual Tensor Advance(Tensor x, ForwardPass pass, LayerState state) => forward(x, pass);

    /// <summary>One column a sequence in few calls, [batch, width] to the same.</summary>
    /// <param name="x">The residual stream.</param>
    /// <param name="step">Tables and views.</param>
    /// <param name="state">What the layer remembers; moved on.</param>
    protected internal virtual Tensor Step(Tensor x, DecodeStep step, LayerState state) => forward(x.unsqueeze(1), step.Pass).squeeze(1);

    /// <summary>What the layer remembers, as before the first column; nothing unless it says otherwise.</summary>
    /// <param name="states">Allocates it.</param>
    protected internal virtual LayerState CreateState(StateFactory states) => LayerState.None;
}
