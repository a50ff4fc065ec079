namespace Modelwright.Runtime.Cpu;

/// <summary>Query heads that share keys, and the part of the cache they attend to.</summary>
/// <param name="Queries">[heads, dim], scaled.</param>
/// <param name="Heads">Query heads.</param>
/// <param name="Dim">Elements of a head.</param>
/// <param name="Keys">The sequence's cached keys of this head, in blocks.</param>
/// <param name="Values">Its values, [keys, dim].</param>
/// <param name="Start">The first key of the part, a multiple of <see cref="KeyBlocks.Tile"/>.</param>
/// <param name="First">The first key that may be seen.</param>
/// <param name="End">Behind the last one.</param>
internal readonly unsafe record struct AttentionPart(nint Queries, int Heads, int Dim, nint Keys, nint Values, long Start, long First, long End);
