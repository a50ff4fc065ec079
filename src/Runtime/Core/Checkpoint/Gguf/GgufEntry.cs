using System.Collections.Generic;

namespace Modelwright.Runtime;

/// <summary>A tensor as a GGUF header describes it.</summary>
/// <param name="Name">Its name in the file, such as <c>blk.0.attn_q.weight</c>.</param>
/// <param name="Type">How it is stored.</param>
/// <param name="Shape">Its dimensions, outermost first; the file has them the other way round.</param>
/// <param name="Elements">Their product.</param>
/// <param name="Start">Its first byte, counted from the end of the header.</param>
/// <param name="End">The byte after its last.</param>
internal sealed record GgufEntry(string Name, GgmlType Type, IReadOnlyList<long> Shape, long Elements, long Start, long End)
{
    /// <summary>The file that it is in.</summary>
    public required GgufFile File { get; init; }

    /// <summary>Elements of a row: the last dimension.</summary>
    public long Columns => Shape[^1];

    /// <summary>All other dimensions together.</summary>
    public long Rows => Elements / Columns;

    /// <summary>Bytes of a row.</summary>
    public long RowBytes => Columns / Type.BlockElements * Type.BlockBytes;
}
