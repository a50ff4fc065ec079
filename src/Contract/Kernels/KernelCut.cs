namespace Modelwright.Contract;

/// <summary>
/// The operand of a kernel that may be cut: a weight too large to be bound whole is bound in windows of its rows, one dispatch each,
/// and the kernel is told by push constants which of its items (outputs, outputs of experts, tokens of a table) a window holds.
/// </summary>
/// <param name="Binding">Its place among the kernel's operands, from 0.</param>
/// <param name="Items">Items of the whole weight.</param>
/// <param name="RowsPerItem">Rows of the weight that belong to one item.</param>
/// <param name="Accumulates">Whether a window's dispatch adds to what the one before it left, so that a barrier must stand between them.</param>
/// <param name="Group">Items that belong to one workgroup of <see cref="Extent.Window"/>: an expert's outputs.</param>
#if MODELWRIGHT_GENERATOR
internal
#else
public
#endif
sealed record KernelCut(int Binding, int Items, int RowsPerItem = 1, bool Accumulates = false, int Group = 1);
