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
    /// <summary>What is read off the residual stream between layers.</summary>
    public EquatableArray<Tap> Taps { get; init; } = [];

    /// <summary>Width of the residual stream.</summary>
    public int Width => Entry.Width;

    /// <summary>Whether it takes tokens, a few at a time, and remembers: else all its rows go through at once and nothing is kept.</summary>
    public bool Advances => Reads(InputPort.Tokens);

    public IEnumerable<Block> Blocks => [Entry, .. Kinds, .. Exits, .. Taps.Select(static tap => tap.Block)];

    /// <summary>Numbers of the layers of a kind, ascending.</summary>
    public IEnumerable<int> LayersOf(int kind)
    {
        for (int layer = 0; layer < Layers.Count; layer++)
        {
            if (Layers[layer] == kind)
            {
                yield return layer;
            }
        }
    }

    /// <summary>The tower with every block changed.</summary>
    public Tower Rewrite(Func<Block, Block> change) => this with
    {
        Entry = change(Entry),
        Kinds = Kinds.Select(change).ToEquatableArray(),
        Exits = Exits.Select(change).ToEquatableArray(),
        Taps = Taps.Select(tap => tap with { Block = change(tap.Block) }).ToEquatableArray(),
    };

    private bool Reads(InputPort port) => Entry.Body.Nodes.Any(node => node.Op is Parameter parameter && parameter.Port == port);
}

/// <summary>
/// What is read off the residual stream after some of the layers, which go on from it unchanged. Its body is stored once; reading i, counted in the order of
/// <paramref name="Layers"/>, has the weights of number i.
/// </summary>
/// <param name="Block">What it computes.</param>
/// <param name="Layers">The layers after which it reads.</param>
internal sealed record Tap(Block Block, EquatableArray<int> Layers);

/// <summary>A body that is stored once.</summary>
/// <param name="Name">Its name, unique in the tower.</param>
/// <param name="About">What it is, in words for comments.</param>
/// <param name="Body">What it computes.</param>
internal sealed record Block(string Name, string About, Graph Body)
{
    /// <summary>Width of its result.</summary>
    public int Width => Body.TypeOf(Body.Results[0]).Width;
}
