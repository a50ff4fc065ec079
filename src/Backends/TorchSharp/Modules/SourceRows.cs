using Modelwright.IR;

namespace Modelwright.Backends.TorchSharp;

/// <summary>Where rows of a slot lie in the tensors it is made of, one behind the other: in blocks that are apart, for instance one a head.</summary>
/// <param name="Start">The first row.</param>
/// <param name="Stride">Rows from one block to the next; 0 where there is one.</param>
/// <param name="Rows">Rows of a block.</param>
/// <param name="Blocks">Number of blocks.</param>
internal sealed record SourceRows(int Start, int Stride, int Rows, int Blocks)
{
    /// <summary>Blocks that are apart, one behind the other; a single one has no next.</summary>
    public static SourceRows InBlocks(int start, int stride, int rows, int blocks) => new(start, blocks == 1 ? 0 : stride, rows, blocks);

    /// <summary>Where the rows <paramref name="start"/> to start + <paramref name="length"/> of a slot come from.</summary>
    /// <exception cref="IrException">They come from several places.</exception>
    public static SourceRows Of(WeightSlot slot, int start, int length)
    {
        int before = 0;
        foreach (WeightSource source in slot.Alternatives[0].Sources)
        {
            foreach (RowBlock block in source.Blocks)
            {
                int inside = start - block.TargetStart;
                if (block.Blocks == 1 && block.RowStride == 1 && inside >= 0 && inside + length <= block.Rows)
                {
                    return new SourceRows(before + block.SourceStart + inside, 0, length, 1);
                }

                if (inside == 0 && block.Blocks > 1 && block.RowStride == 1 && block.TargetStride == block.Rows && length == block.Rows * block.Blocks)
                {
                    return new SourceRows(before + block.SourceStart, block.SourceStride, block.Rows, block.Blocks);
                }
            }

            before += source.Rows;
        }

        throw new IrException($"rows {start} to {start + length} of {slot.Name} come from several places");
    }

    /// <summary>They, as an expression.</summary>
    /// <param name="projected">The name of all products side by side.</param>
    public string Of(string projected) => $"Projections.Rows({projected}, {Literal.Of(Start)}, {Literal.Of(Stride)}, {Literal.Of(Rows)}, {Literal.Of(Blocks)})";

    /// <summary>They by key head, <paramref name="size"/> rows each, as the runtime's <c>HeadRows</c>.</summary>
    public string ByHead(int size) => $"new({Literal.Of(Start)}, {Literal.Of(StrideOf(size))})";

    /// <summary>Rows from one key head to the next where each has <paramref name="size"/>.</summary>
    public int StrideOf(int size) => Blocks == 1 ? size : Stride;
}
