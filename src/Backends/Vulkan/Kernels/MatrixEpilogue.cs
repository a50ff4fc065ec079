using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>What a matrix kernel does with its sums before it stores them.</summary>
internal abstract record MatrixEpilogue
{
    private protected MatrixEpilogue()
    {
    }

    /// <summary><c>y = sum</c>.</summary>
    public sealed record None : MatrixEpilogue;

    /// <summary><c>y += sum</c>: the residual stream, in place.</summary>
    public sealed record Residual : MatrixEpilogue;

    /// <summary><c>y = activation(gate) * up</c>: the matrix holds all gate rows, then all up rows.</summary>
    public sealed record Gated(Activation Activation) : MatrixEpilogue;
}
