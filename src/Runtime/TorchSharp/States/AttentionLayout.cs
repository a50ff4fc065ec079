using TorchSharp.Modules;

namespace Modelwright.Runtime.TorchSharp;

/// <summary>An attention layer as its cache needs to know it.</summary>
/// <param name="Heads">Query heads.</param>
/// <param name="KeyValueHeads">Heads of keys and values.</param>
/// <param name="HeadDim">Size of a head.</param>
/// <param name="Gated">Whether every query row is followed by a gate row.</param>
/// <param name="QueryNorm">The norm of query heads.</param>
/// <param name="KeyNorm">The norm of key heads.</param>
/// <param name="Output">The output projection.</param>
public sealed record AttentionLayout(int Heads, int KeyValueHeads, int HeadDim, bool Gated, RmsNorm QueryNorm, RmsNorm KeyNorm, Linear Output);
