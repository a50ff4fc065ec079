using System;
using System.Linq;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Modelwright.Runtime.TorchSharp;

/// <summary>
/// The weights of a layer's experts in two pieces of memory, of which each expert's parameters are views: few tokens go straight to their experts' rows in them,
/// many go through one expert after the other.
/// A shared expert of another width lies with them: then all have the rows of the widest, and those that an expert lacks are zero.
/// Not a tensor and not a module, so that a field of it is not registered a second time.
/// </summary>
public sealed class ExpertStack : IDisposable
{
    /// <summary>Rows times experts a token up to which gathering the weights moves less memory than it saves.</summary>
    private const int GatherLimit = 64;

    private readonly Tensor _gateUp;
    private readonly Tensor _down;
    private readonly Tensor[] _gateUpOf;
    private readonly Tensor[] _downOf;
    private readonly Tensor[] _downColumnsOf;
    private readonly Func<Tensor, Tensor> _activate;
    private readonly bool _onHost;
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
        _gateUpOf = [.. _gateUp.unbind(0).Select(static rows => rows.DetachFromDisposeScope())];
        _downOf = [.. _down.unbind(0).Select(static rows => rows.DetachFromDisposeScope())];
        _downColumnsOf = [.. _downOf.Select(static rows => rows.t().DetachFromDisposeScope())];
        _onHost = parameters.Device.type == DeviceType.CPU;
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

    /// <summary>
    /// Whether so few rows go to their experts' weights at once, by <see cref="Apply"/>: one row on a CPU, where the choice is known without waiting for a device;
    /// elsewhere as many as gather less memory than that saves calls. Others are sorted by expert.
    /// </summary>
    /// <param name="x">[rows, hidden].</param>
    /// <param name="experts">[rows, experts a token].</param>
    public bool IsFew(Tensor x, Tensor experts) => x.dtype == _down.dtype && (_onHost ? x.size(0) == 1 : experts.numel() <= GatherLimit);

    /// <summary>Few rows through their experts.</summary>
    /// <param name="x">[rows, hidden].</param>
    /// <param name="experts">int64 [rows, experts a token].</param>
    /// <param name="weights">[rows, experts a token].</param>
    /// <returns>The weighted sums, [rows, hidden].</returns>
    public Tensor Apply(Tensor x, Tensor experts, Tensor weights) => _onHost ? One(x, experts, weights) : Gather(x, experts, weights);

    /// <summary>One row: a product of each chosen expert's own weights where they lie, nothing is copied together.</summary>
    private Tensor One(Tensor x, Tensor experts, Tensor weights)
    {
        long[] chosen = experts.data<long>().ToArray();
        Tensor rows = cat([.. chosen.Select(expert => nn.functional.linear(x, _gateUpOf[expert]))], dim: 0);
        Tensor[] gateUp = rows.chunk(2, dim: -1);
        Tensor hidden = (_activate(gateUp[0]) * gateUp[1]).mul_(weights.view(-1, 1));
        Tensor sum = nn.functional.linear(hidden.narrow(0, 0, 1), _downOf[chosen[0]]);
        for (int i = 1; i < chosen.Length; i++)
        {
            sum.addmm_(hidden.narrow(0, i, 1), _downColumnsOf[chosen[i]]);
        }

        return sum;
    }

    /// <summary>The weights of the rows' experts are gathered and multiplied all at once: few calls, and no waiting for a device to tell the choice.</summary>
    internal Tensor Gather(Tensor x, Tensor experts, Tensor weights)
    {
        Tensor places = experts.flatten();
        Tensor gateUpRows = _gateUp.index_select(0, places).view(x.size(0), -1, _gateUp.size(1), _gateUp.size(2));
        Tensor downRows = _down.index_select(0, places).view(x.size(0), -1, _down.size(1), _down.size(2));
        Tensor[] gateUp = einsum("nkih,nh->nki", gateUpRows, x).chunk(2, dim: -1);
        // From left to right: act·up, then down, then the weighted sum. Another order would move down's rows about.
        return einsum("nki,nki,nkhi,nk->nh", _activate(gateUp[0]), gateUp[1], downRows, weights);
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
        foreach (Tensor memory in (Tensor[])[_gateUp, _down, .. _gateUpOf, .. _downOf, .. _downColumnsOf])
        {
            memory.Dispose();
        }
    }
}
