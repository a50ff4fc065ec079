using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;

namespace Modelwright.Runtime;

/// <summary>A small weight that is a function of what its file has: a norm without the 1 that was added, the logarithm of a decay. Read whole, once.</summary>
internal sealed class ComputedWeight : IndirectWeight
{
    private readonly Lazy<float[]> _values;

    /// <param name="source">What the file has.</param>
    /// <param name="name">The model's name.</param>
    /// <param name="shape">The model's shape, of as many elements.</param>
    /// <param name="compute">Makes the model's numbers of the file's, in place.</param>
    [SetsRequiredMembers]
    public ComputedWeight(CheckpointTensor source, string name, IReadOnlyList<long> shape, Action<float[]> compute)
        : base(source.File, name)
    {
        Shape = shape;
        DType = source.DType;
        _values = new Lazy<float[]>(() =>
        {
            float[] values = source.ToFloats();
            compute(values);
            return values;
        });
    }

    public override string DType { get; }

    public override string Described => DType;

    public override void Read(long firstRow, int rows, Span<float> values) => _values.Value.AsSpan(checked((int)(firstRow * Columns)), rows * Columns).CopyTo(values);
}
