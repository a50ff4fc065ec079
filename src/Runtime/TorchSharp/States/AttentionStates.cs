using System;
using System.Collections.Generic;
using System.Linq;
using static TorchSharp.torch;

namespace Modelwright.Runtime.TorchSharp;

/// <summary>The caches of all attention layers in one piece of memory, so that a step takes its views of all of them by two calls.</summary>
internal sealed class AttentionStates : IDisposable
{
    private readonly IReadOnlyList<KeyValueCache> _layers;
    private readonly CachedRows? _keys;
    private readonly CachedRows? _values;

    public AttentionStates(StateFactory factory, int rotaryDim)
    {
        _layers = factory.Caches;
        KeyValueCache? first = _layers.FirstOrDefault();
        Constants = new StepConstants(factory.Report, first?.HeadDim ?? rotaryDim, rotaryDim);
        if (first is null)
        {
            return;
        }

        _keys = Allocate(factory, first);
        _values = Allocate(factory, first);
        for (int i = 0; i < _layers.Count; i++)
        {
            _layers[i].Attach(i, _keys.Select(i), _values.Select(i));
        }

        long[] order = [.. Enumerable.Range(0, (int)first.HeadDim).Select(i => (long)StepConstants.Partner(i, rotaryDim))];
        Tensor partners = tensor(order, dtype: int64, device: factory.Device);
        Tensor weights = stack(_layers.Select(layer => layer.HeadWeights()), dim: 0).to(factory.Report.Compute);
        Constants.Weights = Constants.Keep(cat([weights, weights.index_select(2, partners)], dim: -1).view(_layers.Count, 1, -1, 1, 2 * first.HeadDim));
    }

    public StepConstants Constants { get; }

    /// <param name="pass">The step's column.</param>
    /// <param name="table">cos and sin of the column's positions, [1 or batch, 1, 1, rotary dim] each half of it.</param>
    /// <param name="windows">How many columns layers that slide see.</param>
    public DecodeStep Begin(ForwardPass pass, Tensor table, IReadOnlyList<int> windows)
    {
        Tensor column = tensor(new long[] { pass.Past }, dtype: int64, device: pass.Cosine.device);
        if (_keys is null || _values is null)
        {
            return new DecodeStep(pass, Constants, column, [], ([], []), []);
        }

        int seen = pass.Past + 1;
        (CachedRows[], CachedRows[]) all = (_keys.Narrow(3, 0, seen).Unbind(), _values.Narrow(3, 0, seen).Unbind());
        Dictionary<int, (CachedRows[], CachedRows[])> near = windows.Where(window => window < seen).ToDictionary(
            static window => window, window => (_keys.Narrow(3, seen - window, window).Unbind(), _values.Narrow(3, seen - window, window).Unbind()));
        return new DecodeStep(pass, Constants, column, (Constants.Weights! * table).unbind(0), all, near);
    }

    public void Dispose() => Constants.Dispose();

    private CachedRows Allocate(StateFactory factory, KeyValueCache first)
    {
        CachedRows rows = CachedRows.Zeros([_layers.Count, factory.Batch, first.Heads, factory.Capacity], first.HeadDim, factory.Report.Cache, factory.Device);
        foreach (Tensor tensor in rows.All)
        {
            Constants.Keep(tensor);
        }

        return rows;
    }
}
