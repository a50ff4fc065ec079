namespace Modelwright.Backends;

/// <summary>A source file of the user's project; <paramref name="HintName"/> is unique in a model.</summary>
internal sealed record GeneratedFile(string HintName, string Text);
