using System;

namespace Modelwright.Runtime.Cpu;

/// <summary>How a layer of gated linear attention is made; its projection's rows are [queries | keys | values | output gates | write gates | decays].</summary>
/// <param name="KeyHeads">Heads of queries and keys.</param>
/// <param name="ValueHeads">Heads of values; each key head serves as many of them.</param>
/// <param name="KeyDim">Elements of a query or key.</param>
/// <param name="ValueDim">Elements of a value.</param>
/// <param name="Kernel">Columns that the convolution sees.</param>
/// <param name="Function">Activation behind the convolution.</param>
/// <param name="Epsilon">Of the gated norm behind the rule.</param>
public sealed record DeltaLayout(
    int KeyHeads, int ValueHeads, int KeyDim, int ValueDim, int Kernel, CpuActivation Function, float Epsilon)
{
    internal int Channels => (2 * KeyHeads * KeyDim) + Values;

    /// <summary>What normed queries are multiplied by.</summary>
    internal float QueryScale => (float)(1.0 / Math.Sqrt(KeyDim));

    internal int Values => ValueHeads * ValueDim;

    internal int ProjectionWidth => Channels + Values + (2 * ValueHeads);
}
