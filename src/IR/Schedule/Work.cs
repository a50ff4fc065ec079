using System.Collections.Generic;
using System.Linq;

namespace Modelwright.IR;

/// <summary>One dispatch, by what it reads and writes. <paramref name="Uses"/> are in the order of its bindings.</summary>
internal sealed record Work(string Name, EquatableArray<Use> Uses)
{
    /// <summary>The scratch buffers it touches.</summary>
    public IEnumerable<ScratchBuffer> Scratch => Uses.Select(static use => use.Resource).OfType<Resource.Scratch>().Select(static scratch => scratch.Buffer);

    /// <summary>Whether the two may not run side by side: one writes what the other touches.</summary>
    public bool Conflicts(Work other) =>
        Uses.Any(mine => other.Uses.Any(theirs => (mine.Writes || theirs.Writes) && mine.Resource == theirs.Resource));

    public override string ToString() => $"{Name}({string.Join(", ", Uses)})";
}

/// <summary>A resource as one binding sees it.</summary>
internal sealed record Use(Resource Resource, bool Reads, bool Writes)
{
    public override string ToString() => Resource + (Reads ? Writes ? " rw" : " r" : " w");
}
