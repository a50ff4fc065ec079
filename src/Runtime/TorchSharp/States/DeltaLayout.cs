using TorchSharp.Modules;

namespace Modelwright.Runtime.TorchSharp;

/// <summary>A linear-attention layer as its state needs to know it.</summary>
/// <param name="KeyHeads">Heads of queries and keys.</param>
/// <param name="ValueHeads">Heads of values.</param>
/// <param name="KeyDim">Size of a key.</param>
/// <param name="ValueDim">Size of a value.</param>
/// <param name="Filter">The causal convolution.</param>
/// <param name="DecayLog">A_log.</param>
/// <param name="DecayBias">dt_bias.</param>
/// <param name="Norm">The norm of the result.</param>
/// <param name="Output">The output projection.</param>
public sealed record DeltaLayout(
    int KeyHeads, int ValueHeads, int KeyDim, int ValueDim, CausalConvolution Filter, Parameter DecayLog, Parameter DecayBias, GatedRmsNorm Norm, Linear Output)
{
    /// <summary>Value heads that share a key head.</summary>
    internal int Group => ValueHeads / KeyHeads;

    /// <summary>Rows of in_proj_qkvz that a key head has: q, k, v, z.</summary>
    internal int Stride => (2 * KeyDim) + (2 * Group * ValueDim);

    /// <summary>Rows of in_proj_qkvz.</summary>
    internal int Mixed => KeyHeads * Stride;

    /// <summary>Rows of in_proj_qkvz and in_proj_ba.</summary>
    internal int Projected => Mixed + (2 * ValueHeads);

    /// <summary>Channels of the convolution, all q, then all k, then all v.</summary>
    internal int Channels => KeyHeads * ((2 * KeyDim) + (Group * ValueDim));

    /// <summary>The projected row of a channel of the convolution.</summary>
    internal int RowOf(int channel)
    {
        int keys = KeyHeads * KeyDim;
        int values = Group * ValueDim;
        return channel < 2 * keys
            ? (channel % keys / KeyDim * Stride) + (channel / keys * KeyDim) + (channel % KeyDim)
            : ((channel - (2 * keys)) / values * Stride) + (2 * KeyDim) + ((channel - (2 * keys)) % values);
    }
}
