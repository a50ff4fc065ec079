using System;
using System.Collections.Generic;
using System.Linq;

namespace Modelwright.IR;

/// <summary>
/// A stack of layers with a residual stream of its own. Each body is stored once: how it runs for one new row a sequence and how for many are forms that a
/// backend makes of it.
/// </summary>
/// <param name="Name">Unique in the model.</param>
/// <param name="Entry">Makes the residual stream.</param>
/// <param name="Kinds">The kinds of layers: from the residual stream to the next one.</param>
/// <param name="Layers">The kind of each layer, an index into <paramref name="Kinds"/>.</param>
/// <param name="Exits">What can be read off the residual stream after the last layer: each head is one. What is not asked for is not computed.</param>
internal sealed record Tower(string Name, Block Entry, EquatableArray<Block> Kinds, EquatableArray<int> Layers, EquatableArray<Block> Exits)
{
    /// <summary>Width of the residual stream.</summary>
    public int Width => Entry.Width;

    public IEnumerable<Block> Blocks => [Entry, .. Kinds, .. Exits];

    /// <summary>Numbers of the layers of a kind, ascending.</summary>
    public IEnumerable<int> LayersOf(int kind) => Layers.Select(static (kind, layer) => (kind, layer)).Where(entry => entry.kind == kind).Select(static entry => entry.layer);

    /// <summary>The tower with every block changed.</summary>
    public Tower Rewrite(Func<Block, Block> change) => this with
    {
        Entry = change(Entry),
        Kinds = Kinds.Select(change).ToEquatableArray(),
        Exits = Exits.Select(change).ToEquatableArray(),
    };
}

/// <summary>A body that is stored once.</summary>
/// <param name="Name">Its name, unique in the tower.</param>
/// <param name="About">What it is, in words for comments.</param>
/// <param name="Body">What it computes.</param>
internal sealed record Block(string Name, string About, Graph Body)
{
    /// <summary>Width of its result.</summary>
    public int Width => Body.TypeOf(Body.Results[0]).Width;
}
