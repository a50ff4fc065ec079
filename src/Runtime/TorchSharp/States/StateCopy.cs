using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharp;
using static TorchSharp.torch;

namespace Modelwright.Runtime.TorchSharp;

/// <summary>Copies of the recurrent states of all layers, on their device.</summary>
internal sealed class StateCopy : IDisposable
{
    private readonly List<(Tensor[] Tensors, bool Flag)> _layers;

    public StateCopy(IEnumerable<LayerState> layers)
    {
        using IDisposable inference = inference_mode();
        _layers = [.. layers.Select(static layer => (layer.Recurrent.Select(static tensor => tensor.clone().DetachFromDisposeScope()).ToArray(), layer.Flag))];
    }

    public long Bytes => _layers.SelectMany(static layer => layer.Tensors).Sum(static tensor => tensor.NumberOfElements * tensor.ElementSize);

    /// <summary>Copies tensors into others of the same shapes.</summary>
    public static void Copy(IReadOnlyList<Tensor> from, IReadOnlyList<Tensor> to)
    {
        using IDisposable inference = inference_mode();
        using DisposeScope scope = NewDisposeScope();
        for (int i = 0; i < from.Count; i++)
        {
            to[i].copy_(from[i]);
        }
    }

    public void CopyTo(IReadOnlyList<LayerState> layers)
    {
        for (int i = 0; i < layers.Count; i++)
        {
            Copy(_layers[i].Tensors, layers[i].Recurrent);
            layers[i].Flag = _layers[i].Flag;
        }
    }

    public void Dispose()
    {
        foreach (Tensor tensor in _layers.SelectMany(static layer => layer.Tensors))
        {
            tensor.Dispose();
        }
    }
}
