using System;

namespace Modelwright.Runtime;

/// <summary>What a call returns: the first exit's result in a span, or a list of results.</summary>
internal readonly ref struct PassOutputs
{
    private readonly ReadOnlySpan<ModelOutput> _list;
    private readonly Span<float> _single;
    private readonly OutputRows _rows;
    private readonly bool _isSingle;

    public PassOutputs(Span<float> destination, OutputRows rows)
    {
        _single = destination;
        (_rows, _isSingle) = (rows, true);
    }

    public PassOutputs(ReadOnlySpan<ModelOutput> outputs) => _list = outputs;

    public int Count => _isSingle ? 1 : _list.Length;

    /// <summary>What is wanted; its memory is that of <see cref="Destination"/>.</summary>
    public ModelOutput this[int index] => _isSingle ? ModelOutput.First(_rows) : _list[index];

    public Span<float> Destination(int index) => _isSingle ? _single : _list[index].Destination.Span;

    /// <summary>Whether the residual stream is wanted where it is about to enter a layer; with the number of layers, where it has left the last.</summary>
    public bool WantsStream(int layer)
    {
        foreach (ModelOutput output in _list)
        {
            if (output.IsStream && output.Layer == layer)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether any router's logits are wanted.</summary>
    public bool WantsRouter()
    {
        foreach (ModelOutput output in _list)
        {
            if (output.IsRouter)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether any residual stream is wanted.</summary>
    public bool WantsStream()
    {
        foreach (ModelOutput output in _list)
        {
            if (output.IsStream)
            {
                return true;
            }
        }

        return false;
    }
}
