namespace Modelwright.Runtime.Cpu;

/// <summary>Some columns of a value head's state, and what one token does to them.</summary>
/// <param name="State">[keyDim, valueDim] float32; moved on.</param>
/// <param name="Key">Its normed key, [keyDim].</param>
/// <param name="Query">Its normed and scaled query, [keyDim].</param>
/// <param name="Value">[valueDim].</param>
/// <param name="Output">Receives [valueDim].</param>
/// <param name="KeyDim">Rows of the state.</param>
/// <param name="ValueDim">Columns of the state.</param>
/// <param name="First">First column.</param>
/// <param name="Count">Number of columns.</param>
/// <param name="Decay">e^g.</param>
/// <param name="Beta">How much of the difference is written.</param>
/// <param name="KeyQuery">The product of key and query.</param>
internal readonly unsafe record struct DeltaColumns(
    nint State, nint Key, nint Query, nint Value, nint Output, int KeyDim, int ValueDim, int First, int Count, float Decay, float Beta, float KeyQuery);
