using static TorchSharp.torch;

namespace Modelwright.Runtime.TorchSharp;

/// <summary>What a linear-attention layer remembers.</summary>
public sealed class DeltaState : LayerState
{
    internal DeltaState(Tensor columns, Tensor matrices) => (Columns, Matrices) = (columns, matrices);

    /// <summary>The last raw inputs of the convolution, [batch, channels, kernel - 1].</summary>
    public Tensor Columns { get; }

    /// <summary>The delta rule's matrix of each value head, float32 [batch, heads, key dim, value dim].</summary>
    public Tensor Matrices { get; }

    /// <inheritdoc/>
    public override void Reset()
    {
        // zero_ gives another object on the same memory, unlike the other in-place methods.
        Columns.zero_().Dispose();
        Matrices.zero_().Dispose();
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        Columns.Dispose();
        Matrices.Dispose();
    }
}
