namespace Modelwright.Runtime;

/// <summary>Rows of a slot that follow each other and are stored in one format.</summary>
/// <param name="FirstRow">The first of them.</param>
/// <param name="Rows">How many.</param>
/// <param name="Format">How they are stored.</param>
internal sealed record RowFormat(int FirstRow, int Rows, BlockFormat Format);
