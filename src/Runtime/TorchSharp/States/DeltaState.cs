using System.Collections.Generic;
using TorchSharp;
using static TorchSharp.torch;

namespace Modelwright.Runtime.TorchSharp;

/// <summary>
/// What a linear-attention layer remembers. Passes of many columns keep the convolution's columns in order; single steps keep them in a ring, where the new one
/// takes the oldest one's place. They are carried over when one kind of pass follows the other.
/// </summary>
public sealed class DeltaState : LayerState
{
    private const double KeyEpsilon = 1e-6;

    private readonly DeltaLayout _layout;
    private readonly DeltaConstants _constants;
    private readonly Tensor _columns;
    private readonly Tensor _ring;
    private readonly Tensor[] _slots;
    private readonly Tensor _grouped;
    private bool _ringIsCurrent;

    internal DeltaState(DeltaLayout layout, StateFactory factory)
    {
        _layout = layout;
        _constants = new DeltaConstants(layout, factory.Device);
        int kernel = _constants.Kernel;
        _columns = factory.Zeros(factory.Report.Compute, factory.Batch, layout.Channels, kernel - 1);
        _ring = factory.Zeros(ScalarType.Float32, factory.Batch, layout.Projected, kernel);
        _slots = new Tensor[kernel];
        for (int slot = 0; slot < kernel; slot++)
        {
            _slots[slot] = _ring.select(2, slot).DetachFromDisposeScope();
        }

        Matrices = factory.Zeros(ScalarType.Float32, factory.Batch, layout.ValueHeads, layout.KeyDim, layout.ValueDim);
        _grouped = Matrices.view(factory.Batch, layout.KeyHeads, layout.Group, layout.KeyDim, layout.ValueDim).DetachFromDisposeScope();
    }

    /// <summary>The delta rule's matrix of each value head, float32 [batch, heads, key dim, value dim].</summary>
    public Tensor Matrices { get; }

    /// <summary>The last raw inputs of the convolution before a pass, in order: [batch, channels, kernel - 1]. The pass overwrites them.</summary>
    /// <param name="pass">The pass.</param>
    public Tensor Columns(ForwardPass pass)
    {
        for (int i = 0; _ringIsCurrent && i < _constants.Kernel - 1; i++)
        {
            _columns.select(2, i).copy_(_slots[Slot(pass.Past, i)].index_select(1, _constants.Rows));
        }

        _ringIsCurrent = false;
        return _columns;
    }

    /// <summary>x plus the linear attention of one column, with silu as activation: convolution, delta rule, gated norm and output projection in few calls.</summary>
    /// <param name="x">[batch, width].</param>
    /// <param name="projected">The rows of all projections, <see cref="DeltaLayout.Rows"/> apart: [batch, rows].</param>
    /// <param name="step">The step.</param>
    public Tensor Step(Tensor x, Tensor projected, DecodeStep step)
    {
        FillRing(step.Pass.Past);
        (long batch, long rows, long heads, long group) = (step.Batch, _layout.Projected, _layout.KeyHeads, _layout.Group);
        (long key, long value, DeltaRows at) = (_layout.KeyDim, _layout.ValueDim, _layout.Rows);
        int slot = step.Pass.Past % _constants.Kernel;
        _slots[slot].copy_(projected);
        // For one column conv1d takes five times as long. einsum may lay the sequences innermost, and what follows counts on rows.
        Tensor convolved = einsum("brc,rc->br", _ring, _constants.Taps[slot]).contiguous().add_(_constants.Shifts);
        Tensor gates = sigmoid(convolved);
        Tensor mixed = convolved * gates; // silu, for z too; b and a use the sigmoid alone

        // layer_norm of the pair [x, −x] is x over its norm, times √size; the query's own factor is left to the last norm's ε.
        Tensor pairs = mixed.as_strided([batch, heads, 2, 1, key], [rows, at.Query.Stride, at.Key.Start - at.Query.Start, key, 1], at.Query.Start) * step.Constants.SignsWide;
        Tensor unit = nn.functional.layer_norm(pairs, [2, key], _constants.Unit, eps: KeyEpsilon / key);
        Tensor keys = unit.as_strided([batch, heads, 1, key, 1], [heads * 4 * key, 4 * key, key, 1, 1], 2 * key);
        Tensor beta = gates.as_strided([batch, heads, group, 1, 1], [rows, at.Beta.Stride, 1, 1, 1], at.Beta.Start);
        // sigmoid(−x)^A is exp(−A·softplus(x)).
        Tensor decay = gates.as_strided([batch, heads, group, 1, 1], [rows, at.Decay.Stride, 1, 1, 1], at.Decay.Start).pow(_constants.Rates);

        _grouped.mul_(decay);
        Tensor known = einsum("bjrkv,bjokz->bjrov", _grouped, keys);
        Tensor values = mixed.as_strided([batch, heads, group, 1, value], [rows, at.Value.Stride, value, value, 1], at.Value.Start);
        _grouped.addcmul_(keys, (values - known) * beta, 1);
        Tensor o = einsum("bjcpk,bjrkv->bjrcpv", unit, _grouped);

        Tensor normed = nn.functional.layer_norm(o, [2, value], _constants.NormPair, eps: _layout.Norm.Epsilon * key);
        Tensor first = normed.as_strided([batch, heads, group, value], [heads * group * 4 * value, group * 4 * value, 4 * value, 1]);
        Tensor z = mixed.as_strided([batch, heads, group, value], [rows, at.Gate.Stride, value, 1], at.Gate.Start);
        Tensor result = (first * z).reshape(batch, heads * group * value);
        return x.addmm(x.dtype == ScalarType.Float32 ? result : result.to(x.dtype), _constants.Output);
    }

    internal override IReadOnlyList<Tensor> Recurrent => [_columns, _ring, Matrices];

    internal override bool Flag
    {
        get => _ringIsCurrent;
        set => _ringIsCurrent = value;
    }

    /// <inheritdoc/>
    public override void Reset()
    {
        // zero_ gives another object on the same memory, unlike the other in-place methods.
        _columns.zero_().Dispose();
        Matrices.zero_().Dispose();
        _ringIsCurrent = false;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _constants.Dispose();
        _columns.Dispose();
        foreach (Tensor slot in _slots)
        {
            slot.Dispose();
        }

        _ring.Dispose();
        _grouped.Dispose();
        Matrices.Dispose();
    }

    private void FillRing(int past)
    {
        for (int i = 0; !_ringIsCurrent && i < _constants.Kernel - 1; i++)
        {
            _slots[Slot(past, i)].index_copy_(1, _constants.Rows, _columns.select(2, i).to(float32));
        }

        _ringIsCurrent = true;
    }

    /// <summary>The ring's slot of the <paramref name="i"/>th of the kernel - 1 columns before column <paramref name="past"/>.</summary>
    private int Slot(int past, int i) => (past + 1 + i) % _constants.Kernel;
}
