using System.Collections.Generic;

namespace Modelwright.Templates;

/// <summary>What a value is assigned to.</summary>
internal abstract record AssignmentTarget(int Position);

/// <summary><c>name</c></summary>
internal sealed record NameTarget(string Name, int Position) : AssignmentTarget(Position);

/// <summary><c>a, b</c>: unpacks.</summary>
internal sealed record TupleTarget(IReadOnlyList<AssignmentTarget> Items, int Position) : AssignmentTarget(Position);

/// <summary><c>namespace.name</c></summary>
internal sealed record NamespaceTarget(string Namespace, string Name, int Position) : AssignmentTarget(Position);
