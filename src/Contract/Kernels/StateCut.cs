namespace Modelwright.Contract;

/// <summary>
/// The operands of a kernel that are states and may be cut: states too large to be bound whole are bound in windows of their rows (keys of a head, rows of a recurrent matrix,
/// columns of a convolution), one dispatch each, and the kernel is told by push constants which rows a window holds.
/// </summary>
/// <param name="Bindings">Their places among the kernel's operands, from 0; all have the same rows.</param>
/// <param name="Joins">Whether dispatches for parts of one item (the keys of one head) meet in memory, so that a barrier must stand between them.</param>
#if MODELWRIGHT_GENERATOR
internal
#else
public
#endif
sealed record StateCut(EquatableArray<int> Bindings, bool Joins = false);
