namespace Modelwright.IR;

/// <summary>
/// Where the value at a JSON pointer stands, and where its name does (the value's own place for items of lists and for the root).
/// Kept apart from the spec, which must not change when the text is reformatted.
/// </summary>
internal sealed record PointerSpan(string Pointer, Span Span, Span NameSpan);
