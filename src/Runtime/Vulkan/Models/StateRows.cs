using System.Collections.Generic;
using System.Linq;

namespace Modelwright.Runtime.Vulkan;

/// <summary>A state as rows that can be cut.</summary>
/// <param name="Count">All rows of a layer's buffer.</param>
/// <param name="RowBytes">Bytes of one.</param>
/// <param name="ItemRows">Rows of an item: the keys of one head of one sequence, a recurrent matrix, the columns of a convolution.</param>
/// <param name="PartRows">Rows of an item that stay together in any case.</param>
internal readonly record struct StateRows(long Count, long RowBytes, int ItemRows, int PartRows)
{
    /// <summary>Bytes of all.</summary>
    public long Bytes => Count * RowBytes;

    /// <summary>The windows that the rules make of it.</summary>
    public IReadOnlyList<(long First, long Rows)> Cut(WindowRules rules) => Count == 0 ? [(0, 0)] : rules.Cut(Count, RowBytes, ItemRows, PartRows);
}
