namespace Modelwright.Runtime.Vulkan;

/// <summary>Rows of a weight or a state that a kernel can bind at once.</summary>
/// <param name="Range">Where they lie.</param>
/// <param name="FirstRow">The first of them.</param>
/// <param name="Rows">How many.</param>
/// <param name="ItemRows">For states: rows of an item, such as the keys of one head of one sequence. A window is whole items, or a part of one.</param>
internal sealed record BufferWindow(BufferRange Range, long FirstRow, long Rows, long ItemRows = 0)
{
    /// <summary>Whether it begins within an item.</summary>
    public bool Continues => ItemRows > 0 && FirstRow % ItemRows != 0;

    /// <summary>The first row of each of its items that it has.</summary>
    public long FirstInItem => Rows < ItemRows ? FirstRow % ItemRows : 0;

    /// <summary>The row behind the last.</summary>
    public long EndInItem => Rows < ItemRows ? FirstInItem + Rows : ItemRows;
}
