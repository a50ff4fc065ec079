namespace Modelwright.Runtime;

/// <summary>A part of a <see cref="ChatPrompt"/>.</summary>
/// <param name="Text">The text.</param>
/// <param name="IsTemplate">Whether the template wrote it; else it came in with a message, a tool or a variable.</param>
public sealed record PromptSegment(string Text, bool IsTemplate);
