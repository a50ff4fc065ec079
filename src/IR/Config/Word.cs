namespace Modelwright.IR;

/// <summary>A word of a config and what it means.</summary>
internal sealed record Word<T>(string Text, T Meaning);
