using System;
using System.Collections.Generic;
using System.Linq;

namespace Modelwright.Runtime.Vulkan;

/// <summary>
/// Goes through the steps of a model that advances before anything of it is on a device, and notes which matrices are read by products alone, or by kernels whose inputs the model
/// itself brings into the matrix's order: only these can be kept with their columns in another order.
/// </summary>
internal sealed class ProductSurvey(VulkanModelDefinition model) : Recorder
{
    private readonly HashSet<(int Slot, int Layer)> _products = [];
    private readonly HashSet<(int Slot, int Layer)> _others = [];
    private readonly HashSet<(int Slot, int Layer)> _asked = [];
    private readonly Dictionary<(int Slot, int Layer), (int Slot, int Layer)> _norms = [];

    public override BufferRange Step => default;

    public override BufferRange Tokens => default;

    public override BufferRange Rope => default;

    public override BufferRange Output => default;

    public override BufferRange Counters => default;

    public override BufferRange Scratch(int buffer) => default;

    /// <summary>A range that lies nowhere: its offset and its length are the weight's slot and layer.</summary>
    public override BufferRange Weight(int slot, int layer = 0) =>
        new(buffer: null!, slot, model.Weights.Slots[slot].Layers.Count == 0 ? WeightSlot.NoLayer : layer, model.Weights.Slots[slot].Name);

    public override BufferRange Order(int slot, int layer)
    {
        _asked.Add((slot, layer));
        return default;
    }

    /// <summary>Slots whose orders the model asks for.</summary>
    public IEnumerable<WeightSlot> Asked => _asked.Select(static weight => weight.Slot).Distinct().Select(slot => model.Weights.Slots[slot]);

    public override BufferRange State(int state, int layer) => default;

    public override void Barrier()
    {
    }

    public override void Dispatch(int kernel, params ReadOnlySpan<BufferRange> bindings)
    {
        KernelProduct? product = model.Kernels[kernel].Product;
        for (int i = 0; i < bindings.Length; i++)
        {
            if (KeyOf(bindings[i]) is { } weight && i != product?.Norm)
            {
                (i == product?.Weights ? _products : _others).Add(weight);
            }
        }

        if (product?.Norm is int place && KeyOf(bindings[product.Weights]) is { } normed && KeyOf(bindings[place]) is { } norm && !_norms.TryAdd(normed, norm) && _norms[normed] != norm)
        {
            _others.Add(normed); // one order of factors is kept for a matrix
        }
    }

    /// <summary>Whether inputs can be brought into an order that a layer's matrices have.</summary>
    public bool Takes(WeightSlot slot)
    {
        int number = model.Weights.Slots.ToList().IndexOf(slot);
        return slot.Layers.Count > 0 && slot.Instances.All(layer => _asked.Contains((number, layer)) || (_products.Contains((number, layer)) && !_others.Contains((number, layer))));
    }

    /// <summary>The factors of the norm that a product with a matrix applies to its inputs; null where it applies none.</summary>
    public (int Slot, int Layer)? NormOf(int slot, int layer) => _norms.TryGetValue((slot, layer), out (int Slot, int Layer) norm) ? norm : null;

    private static (int Slot, int Layer)? KeyOf(BufferRange range) => range.Name is null ? null : ((int)range.Offset, (int)range.Bytes);
}
