using TorchSharp.Modules;

namespace Modelwright.Runtime.TorchSharp;

/// <summary>A linear-attention layer as its state needs to know it.</summary>
/// <param name="KeyHeads">Heads of queries and keys.</param>
/// <param name="ValueHeads">Heads of values.</param>
/// <param name="KeyDim">Size of a key.</param>
/// <param name="ValueDim">Size of a value.</param>
/// <param name="Rows">Where the parts of the projected rows lie.</param>
/// <param name="Filter">The causal convolution.</param>
/// <param name="DecayLog">A_log.</param>
/// <param name="DecayBias">dt_bias.</param>
/// <param name="Norm">The norm of the result.</param>
/// <param name="Output">The output projection.</param>
public sealed record DeltaLayout(
    int KeyHeads, int ValueHeads, int KeyDim, int ValueDim, DeltaRows Rows, CausalConvolution Filter, Parameter DecayLog, Parameter DecayBias, GatedRmsNorm Norm, Linear Output)
{
    /// <summary>Value heads that share a key head.</summary>
    internal int Group => ValueHeads / KeyHeads;

    /// <summary>Channels of the convolution, all q, then all k, then all v.</summary>
    internal int Channels => KeyHeads * ((2 * KeyDim) + (Group * ValueDim));

    /// <summary>Rows of the projections.</summary>
    internal int Projected => Channels + (ValueHeads * (ValueDim + 2));

    /// <summary>The projected row of a channel of the convolution.</summary>
    internal int RowOf(int channel)
    {
        int keys = KeyHeads * KeyDim;
        return channel < keys ? Rows.Query.RowOf(channel, KeyDim)
            : channel < 2 * keys ? Rows.Key.RowOf(channel - keys, KeyDim)
            : Rows.Value.RowOf(channel - (2 * keys), Group * ValueDim);
    }
}

/// <summary>Where the parts of a linear-attention layer's projected rows lie, by key head.</summary>
/// <param name="Query">A key head's query.</param>
/// <param name="Key">Its key, as far from one head to the next as queries.</param>
/// <param name="Value">The values of the value heads that share it.</param>
/// <param name="Gate">Their output gates, z.</param>
/// <param name="Beta">Their b.</param>
/// <param name="Decay">Their a.</param>
public sealed record DeltaRows(HeadRows Query, HeadRows Key, HeadRows Value, HeadRows Gate, HeadRows Beta, HeadRows Decay);

/// <summary>Rows of each key head.</summary>
/// <param name="Start">The first head's first row.</param>
/// <param name="Stride">Rows from one head to the next.</param>
public readonly record struct HeadRows(int Start, int Stride)
{
    /// <summary>The row of the <paramref name="index"/>th number where each head has <paramref name="size"/>.</summary>
    internal int RowOf(int index, int size) => Start + (index / size * Stride) + (index % size);
}
