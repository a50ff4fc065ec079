namespace Modelwright.Backends.Vulkan;

/// <summary>
/// The chunked gated delta rule in four dispatches. With G the gates' running sum inside a chunk, Γij = exp(Gi - Gj) for j ≤ i, β the write strengths
/// and S the state before the chunk:
/// <list type="number">
/// <item><see cref="DeltaGatesKernel"/>: (β, G, what G's rounding left) of every column.</item>
/// <item><see cref="DeltaProductsKernel"/>: A = -β·(K·Kᵀ)·Γ below the diagonal, P = (Q·Kᵀ)·Γ on and below it.</item>
/// <item><see cref="DeltaSolveKernel"/>: [U | W] = (I - A)⁻¹ [β·V | β·exp(G)·K], by forward substitution.</item>
/// <item><see cref="DeltaScanKernel"/>, chunk after chunk: V' = U - W·S, O = exp(G)·Q·S + P·V', S = exp(Glast)·S + (exp(Glast - G)·K)ᵀ·V'.</item>
/// </list>
/// A workspace has what belongs to one row and value head together, so it takes as many rows as the call has.
/// Columns behind the last are never written; where they are read, the last column stands in, and what comes of it is dropped.
/// </summary>
internal static class DeltaChunk
{
    /// <summary>Columns of a chunk.</summary>
    public const int Columns = 32;

    /// <summary>Chunks of one call at most.</summary>
    public const int Most = PrefillLimits.Tokens / Columns;

    /// <summary>Floats of <see cref="Columns"/> rows of one value head in the gates' workspace.</summary>
    public const int GateFloats = 4 * Columns;

    /// <summary>The same in the workspace of A and P.</summary>
    public const int ProductFloats = 2 * Columns * Columns;

    /// <summary>The same in the workspace of U and W.</summary>
    public static int SolvedFloats(DeltaShape shape) => Columns * (shape.PaddedValueDim + shape.PaddedKeyDim);

    /// <summary>The constants and index functions the kernels share.</summary>
    public static string Glsl(DeltaShape shape) => $$"""
        const uint CHUNK = {{Columns}}u;                 // columns
        const uint KEY_HEADS = {{shape.KeyHeads}}u;
        const uint VALUE_HEADS = {{shape.ValueHeads}}u;
        const uint GROUP = VALUE_HEADS / KEY_HEADS;     // value heads that share a key head
        const uint KEY_BLOCKS = {{shape.PaddedKeyDim / 8}}u;             // of 8 numbers
        const uint VALUE_BLOCKS = {{shape.PaddedValueDim / 8}}u;
        const uint KEYS = KEY_HEADS * KEY_BLOCKS;       // first block of the keys in a mixed row
        const uint VALUES = 2u * KEYS;                  // and of the values

        uint chunk_count() { return (step.tokens + CHUNK - 1u) / CHUNK; }
        uint chunk_width(uint chunk) { return min(CHUNK, step.tokens - chunk * CHUNK); }
        uint chunk_row(uint sequence, uint chunk, uint column) { return sequence * step.tokens + min(chunk * CHUNK + column, step.tokens - 1u); }
        """;
}
