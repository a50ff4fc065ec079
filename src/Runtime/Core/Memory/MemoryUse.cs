namespace Modelwright.Runtime;

/// <summary>Some memory and what it is for.</summary>
/// <param name="Purpose">What it holds, in a few words.</param>
/// <param name="Bytes">How many bytes.</param>
public sealed record MemoryUse(string Purpose, long Bytes);
