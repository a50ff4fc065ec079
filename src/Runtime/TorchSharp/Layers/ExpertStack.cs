using System;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Modelwright.Runtime.TorchSharp;

/// <summary>
/// The weights of a layer's experts in two pieces of memory, of which each expert's parameters are views: few tokens gather their experts' rows from them,
/// many go through one expert after the other.
/// A shared expert of another width is gathered with them: then all have the rows of the widest, and those that an expert lacks are zero.
/// Not a tensor and not a module, so that a field of it is not registered a second time.
/// </summary>
public sealed class ExpertStack : IDisposable
{
    private readonly Tensor _gateUp;
    private readonly Tensor _down;
    private readonly Func<Tensor, Tensor> _activate;
    private readonly int _count;
    private readonly long _width;
    private readonly long? _sharedWidth;

    /// <summary>Memory for all experts.</summary>
    /// <param name="parameters">Makes it.</param>
    /// <param name="count">Number of experts.</param>
    /// <param name="hidden">Width of the residual stream.</param>
    /// <param name="width">Width of an expert.</param>
    /// <param name="activate">The config's <c>hidden_act</c>.</param>
    /// <param name="sharedWidth">Width of one more expert after them, that every token goes through; null where there is none.</param>
    public ExpertStack(ParameterFactory parameters, int count, long hidden, long width, Func<Tensor, Tensor> activate, long? sharedWidth = null)
    {
        (_count, _width, _sharedWidth, _activate) = (count, width, sharedWidth, activate);
        long stored = Math.Max(width, sharedWidth ?? 0);
        long experts = sharedWidth is null ? count : count + 1;
        _gateUp = parameters.Storage(experts, 2 * stored, hidden);
        _down = parameters.Storage(experts, hidden, stored);
        Clear(0, count, width, stored);
        Clear(count, experts - count, sharedWidth ?? stored, stored);
    }

    /// <summary>Gate and up of one expert.</summary>
    public FusedLinear GateUp(int expert)
    {
        Tensor rows = _gateUp.select(0, expert).DetachFromDisposeScope();
        return new FusedLinear(rows, bias: null, [Width(expert), Width(expert)], apart: rows.shape[0] / 2);
    }

    /// <summary>Down of one expert; a view that is not contiguous where others are wider.</summary>
    public Linear Down(int expert)
    {
        using Tensor rows = _down.select(0, expert);
        using Tensor own = rows.narrow(1, 0, Width(expert));
        return nn.Linear(ParameterFactory.Share(own));
    }

    /// <summary>Few tokens: the weights of their experts are gathered and multiplied all at once.</summary>
    /// <param name="x">[rows, hidden].</param>
    /// <param name="experts">int64 [rows, experts a token].</param>
    /// <param name="weights">[rows, experts a token].</param>
    /// <returns>The weighted sums, [rows, hidden].</returns>
    public Tensor Gather(Tensor x, Tensor experts, Tensor weights)
    {
        Tensor[] gateUp = einsum("nkih,nh->nki", _gateUp[experts], x).chunk(2, dim: -1);
        // From left to right: act·up, then down, then the weighted sum. Another order would move down's rows about.
        return einsum("nki,nki,nkhi,nk->nh", _activate(gateUp[0]), gateUp[1], _down[experts], weights);
    }

    private long Width(int expert) => expert < _count ? _width : _sharedWidth!.Value;

    /// <summary>Zeroes what narrower experts do not have: memory fresh from the allocator may hold anything, and 0·NaN is NaN.</summary>
    private void Clear(long first, long experts, long width, long stored)
    {
        if (experts == 0 || width == stored)
        {
            return;
        }

        using IDisposable quiet = no_grad();
        using DisposeScope scope = NewDisposeScope();
        Tensor gateUp = _gateUp.narrow(0, first, experts);
        gateUp.narrow(1, width, stored - width).zero_();
        gateUp.narrow(1, stored + width, stored - width).zero_();
        _down.narrow(0, first, experts).narrow(2, width, stored - width).zero_();
    }

    /// <summary>Frees the memory once the experts are gone too.</summary>
    public void Dispose()
    {
        _gateUp.Dispose();
        _down.Dispose();
    }
}
