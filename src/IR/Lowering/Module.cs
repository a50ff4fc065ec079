using System.Collections.Generic;

namespace Modelwright.IR;

/// <summary>A model: what it computes, in functions of blocks, and which block and state each layer uses.</summary>
internal sealed record Module(ModelSpec Spec, EquatableArray<Function> Functions, LayerTable Layers);

/// <summary>
/// One entry point. <paramref name="Entry"/> makes the residual stream from tokens, each of <paramref name="LayerKinds"/> is a body that
/// the layer table repeats, <paramref name="Exit"/> makes logits.
/// </summary>
internal sealed record Function(FunctionKind Kind, Block Entry, EquatableArray<Block> LayerKinds, Block Exit)
{
    public IEnumerable<Block> Blocks => [Entry, .. LayerKinds, Exit];
}

/// <summary>The functions a graph can have. Heads, vision and multi-token prediction add theirs here.</summary>
internal enum FunctionKind
{
    /// <summary>Any number of new tokens a sequence.</summary>
    Prefill,

    /// <summary>One new token a sequence.</summary>
    Decode,
}

/// <summary>
/// A body that is stored once. Its first parameter of a layer kind is the residual stream <c>x</c>; its result is the next one.
/// </summary>
internal sealed record Block(string Name, Graph Body);

/// <summary>For each layer its kind (an index into <see cref="Function.LayerKinds"/>) in order of layers.</summary>
internal sealed record LayerTable(EquatableArray<LayerEntry> Layers);

/// <summary>A layer's block and the index of its state among the states of that kind.</summary>
internal sealed record LayerEntry(int Layer, int Kind, int StateSlot);
