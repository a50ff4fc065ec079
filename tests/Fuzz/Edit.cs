namespace Modelwright.Fuzz;

/// <summary>One change of a file: what kind, where (a part of its length), and which of that kind's values.</summary>
internal readonly record struct Edit(EditKind Kind, double Place, int Value);
