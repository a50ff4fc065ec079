namespace Modelwright.IR;

/// <summary>A place in the JSON text, in UTF-16 code units, as Roslyn's <c>TextSpan</c> counts.</summary>
internal readonly record struct Span(int Start, int Length);
