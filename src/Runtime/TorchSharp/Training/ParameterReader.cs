using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Modelwright.Runtime.TorchSharp;

/// <summary>A model's parameters as the tensors of a published checkpoint: mostly one each, experts stacked in one where that is how the family is published.</summary>
internal sealed class ParameterReader(TorchModel model, ElementFormat format)
{
    /// <summary>Elements converted and written at once.</summary>
    private const long Piece = 1 << 22;

    private readonly Dictionary<string, Parameter> _parameters = model.named_parameters().ToDictionary(static pair => pair.name, static pair => pair.parameter, StringComparer.Ordinal);

    /// <summary>The tensors, in the order of the layers.</summary>
    public IReadOnlyList<SavedTensor> Tensors()
    {
        Dictionary<string, SavedTensor> tensors = new(StringComparer.Ordinal);
        foreach (WeightSlot slot in model.Definition.Weights.Slots)
        {
            foreach (int layer in slot.Instances)
            {
                foreach (SavedTensor tensor in Of(slot, layer))
                {
                    tensors.TryAdd(tensor.Name, tensor); // tied embeddings are named twice
                }
            }
        }

        return [.. tensors.Values];
    }

    private IEnumerable<SavedTensor> Of(WeightSlot slot, int layer)
    {
        // The first way whose names are parameters: a model with tied embeddings has one of two.
        WeightAlternative apart = slot.Alternatives.FirstOrDefault(way => way.Sources.All(source => source.KeysFor(layer).All(_parameters.ContainsKey)))
            ?? throw new InvalidOperationException($"The model has no parameters for '{slot.Name}'.");
        WeightSource? stacked = model.Definition.Training.StacksExperts && apart.Sources.All(static source => source.Experts > 0)
            ? slot.Alternatives.SelectMany(static way => way.Sources).FirstOrDefault(static source => source is { Experts: 0, Transposed: false })
            : null;
        return stacked is null
            ? apart.Sources.SelectMany(source => source.KeysFor(layer)).Select(Whole)
            : [new SavedTensor(stacked.KeyFor(layer, expert: 0), [.. stacked.Shape.Select(static d => (long)d)], format, (stream, cancel) => WriteExperts(apart, layer, stacked, stream, cancel))];
    }

    private SavedTensor Whole(string name)
    {
        Parameter parameter = _parameters[name];
        return new SavedTensor(name, parameter.shape, format, (stream, cancel) => Write(parameter, stream, cancel));
    }

    /// <summary>One expert after the other: each source's rows go where the slot has them.</summary>
    private void WriteExperts(WeightAlternative apart, int layer, WeightSource stacked, Stream stream, CancellationToken cancel)
    {
        using IDisposable quiet = no_grad();
        for (int expert = 0; expert < stacked.Shape[0]; expert++)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor matrix = empty([stacked.Shape[1], stacked.Shape[2]], dtype: model.ElementType, device: model.Device);
            foreach (WeightSource source in apart.Sources)
            {
                RowBlock rows = source.Blocks[0];
                matrix.narrow(0, rows.TargetStart, rows.Rows).copy_(_parameters[source.KeyFor(layer, expert)]);
            }

            Write(matrix, stream, cancel);
        }
    }

    private void Write(Tensor tensor, Stream stream, CancellationToken cancel)
    {
        using IDisposable quiet = no_grad();
        using DisposeScope outer = NewDisposeScope();
        Tensor flat = tensor.detach().contiguous().view(-1);
        for (long start = 0; start < flat.numel(); start += Piece)
        {
            cancel.ThrowIfCancellationRequested();
            using DisposeScope scope = NewDisposeScope();
            Tensor piece = flat.narrow(0, start, Math.Min(Piece, flat.numel() - start)).to(TorchTypes.Of(format)).cpu().contiguous();
            stream.Write(piece.bytes);
        }
    }
}
