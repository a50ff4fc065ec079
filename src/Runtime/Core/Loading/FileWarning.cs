namespace Modelwright.Runtime;

/// <summary>Something of a file beside the weights that has no effect, or the whole file where it cannot be read.</summary>
/// <param name="Path">The file.</param>
/// <param name="Text">What was found in it and what became of it.</param>
public sealed record FileWarning(string Path, string Text);
