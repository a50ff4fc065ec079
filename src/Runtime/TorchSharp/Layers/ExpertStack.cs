using System;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Modelwright.Runtime.TorchSharp;

/// <summary>
/// The weights of a layer's experts in two pieces of memory, of which each expert's parameters are views: few tokens gather their experts' rows from them,
/// many go through one expert after the other.
/// Not a tensor and not a module, so that a field of it is not registered a second time.
/// </summary>
public sealed class ExpertStack : IDisposable
{
    private readonly Tensor _gateUp;
    private readonly Tensor _down;
    private readonly Func<Tensor, Tensor> _activate;

    /// <summary>Memory for all experts.</summary>
    /// <param name="parameters">Makes it.</param>
    /// <param name="count">Number of experts.</param>
    /// <param name="hidden">Width of the residual stream.</param>
    /// <param name="width">Width of an expert.</param>
    /// <param name="activate">The config's <c>hidden_act</c>.</param>
    public ExpertStack(ParameterFactory parameters, int count, long hidden, long width, Func<Tensor, Tensor> activate)
    {
        _gateUp = parameters.Storage(count, 2 * width, hidden);
        _down = parameters.Storage(count, hidden, width);
        _activate = activate;
    }

    /// <summary>Gate and up of one expert.</summary>
    public FusedLinear GateUp(int expert)
    {
        Tensor rows = _gateUp.select(0, expert).DetachFromDisposeScope();
        return new FusedLinear(rows, bias: null, [rows.shape[0] / 2, rows.shape[0] / 2]);
    }

    /// <summary>Down of one expert.</summary>
    public Linear Down(int expert)
    {
        using Tensor rows = _down.select(0, expert);
        return nn.Linear(ParameterFactory.Share(rows));
    }

    /// <summary>Few tokens: the weights of their experts are gathered and multiplied all at once.</summary>
    /// <param name="x">[rows, hidden].</param>
    /// <param name="experts">int64 [rows, experts a token].</param>
    /// <param name="weights">[rows, experts a token].</param>
    /// <returns>The weighted sums, [rows, hidden].</returns>
    public Tensor Gather(Tensor x, Tensor experts, Tensor weights)
    {
        Tensor[] gateUp = einsum("nkih,nh->nki", _gateUp[experts], x).chunk(2, dim: -1);
        return einsum("nkhi,nki,nk->nh", _down[experts], _activate(gateUp[0]) * gateUp[1], weights);
    }

    /// <summary>Frees the memory once the experts are gone too.</summary>
    public void Dispose()
    {
        _gateUp.Dispose();
        _down.Dispose();
    }
}
