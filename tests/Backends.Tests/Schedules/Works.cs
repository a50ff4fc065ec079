using Modelwright.IR;

namespace Modelwright.Backends.Tests;

/// <summary>Short words for hand-made works.</summary>
internal static class Works
{
    public static ScratchBuffer Row(string name, long bytes) => new(name, ScratchUnit.Row, bytes);

    public static Work Of(string name, params Use[] uses) => new(name, uses.ToEquatableArray());

    public static Use Reads(ScratchBuffer buffer) => new(new Resource.Scratch(buffer), Reads: true, Writes: false);

    public static Use Writes(ScratchBuffer buffer) => new(new Resource.Scratch(buffer), Reads: false, Writes: true);

    public static Use Updates(ScratchBuffer buffer) => new(new Resource.Scratch(buffer), Reads: true, Writes: true);

    public static Use Reads(SessionBuffer buffer) => new(new Resource.Session(buffer), Reads: true, Writes: false);

    public static Use Writes(SessionBuffer buffer) => new(new Resource.Session(buffer), Reads: false, Writes: true);
}
