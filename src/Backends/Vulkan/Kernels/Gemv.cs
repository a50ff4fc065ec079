using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>What a matrix-vector kernel computes: <c>y = epilogue(W norm(x) + bias)</c>.</summary>
/// <param name="Inputs">Columns of x.</param>
/// <param name="Outputs">Columns of y; a gated matrix has twice as many rows.</param>
/// <param name="LastOfSequence">Takes the last new token of each sequence only (the logits), so y has a row a sequence.</param>
internal sealed record Gemv(int Inputs, int Outputs, FusedNorm? Norm, bool Bias, MatrixEpilogue Epilogue, bool LastOfSequence)
{
    public bool Gated => Epilogue is MatrixEpilogue.Gated;

    public bool Residual => Epilogue is MatrixEpilogue.Residual;
}
