namespace Modelwright.Runtime;

/// <summary>How to continue a text.</summary>
public sealed record GenerationOptions;
