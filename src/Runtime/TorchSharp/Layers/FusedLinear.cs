using System;
using System.Linq;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Modelwright.Runtime.TorchSharp;

/// <summary>
/// Projections of one input whose weights lie one after the other in one piece of memory: <see cref="forward"/> computes all of them by one product.
/// Each part is an ordinary <see cref="Linear"/> whose parameters are views of that memory, so names, shapes and size are those of the checkpoint.
/// Not a module and not a tensor: what lies in a module's fields and is either would be registered, and the memory would be in <c>state_dict()</c> twice.
/// </summary>
public sealed class FusedLinear : IDisposable
{
    private readonly Linear[] _parts;
    private readonly Tensor _weight;
    private readonly Tensor? _bias;

    internal FusedLinear(ParameterFactory factory, long inputs, bool bias, long[] outputs)
        : this(factory.Storage(outputs.Sum(), inputs), bias ? factory.Storage(outputs.Sum()) : null, outputs)
    {
    }

    /// <summary>Projections in memory that is there already.</summary>
    /// <param name="weight">[rows, inputs].</param>
    /// <param name="bias">[rows]; null for none.</param>
    /// <param name="outputs">Rows of each part.</param>
    /// <param name="apart">Rows from the beginning of a part to that of the next; 0 where each follows the one before.</param>
    internal FusedLinear(Tensor weight, Tensor? bias, long[] outputs, long apart = 0)
    {
        (_weight, _bias) = (weight, bias);
        _parts = new Linear[outputs.Length];
        long row = 0;
        for (int i = 0; i < outputs.Length; i++)
        {
            using Tensor rows = weight.narrow(0, row, outputs[i]);
            using Tensor? numbers = bias?.narrow(0, row, outputs[i]);
            _parts[i] = nn.Linear(ParameterFactory.Share(rows), numbers is null ? null : ParameterFactory.Share(numbers));
            row += apart == 0 ? outputs[i] : apart;
        }
    }

    /// <summary>One of the projections, to be a field of the module whose it is.</summary>
    /// <param name="part">Its number, in the order of the rows.</param>
    public Linear this[int part] => _parts[part];

    /// <summary>All projections of <paramref name="x"/> at once, side by side in the last dimension. For inference: no gradient reaches the parts' parameters.</summary>
    /// <exception cref="TensorTypeException">The parts were moved or converted, so that they no longer share this memory.</exception>
    public Tensor forward(Tensor x) => Projections.Apply(x, _weight, _bias);

    /// <summary>The two projections of <paramref name="x"/> of a gated MLP: one product, or two where zero rows lie between them. For inference, as <see cref="forward"/>.</summary>
    public Tensor[] Halves(Tensor x) => _weight.shape[0] == _parts.Sum(static part => part.weight.shape[0])
        ? forward(x).chunk(2, dim: -1)
        : [_parts[0].Project(x), _parts[1].Project(x)];

    /// <summary>Whether the parts still lie in this memory: <c>module.to(…)</c> would have given them another device or type.</summary>
    internal void Check()
    {
        foreach (Linear part in _parts)
        {
            if (part.weight.dtype != _weight.dtype || part.weight.device.type != _weight.device.type)
            {
                throw new TensorTypeException($"The model was loaded as {_weight.dtype} on {_weight.device} and then moved to {part.weight.dtype} on {part.weight.device}; load it with the device and storage wanted.");
            }
        }
    }

    /// <summary>Frees the memory once the parts are gone too.</summary>
    public void Dispose()
    {
        _weight.Dispose();
        _bias?.Dispose();
    }
}
