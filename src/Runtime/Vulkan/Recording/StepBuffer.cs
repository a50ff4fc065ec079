using System;
using System.Runtime.InteropServices;

namespace Modelwright.Runtime.Vulkan;

/// <summary>The numbers of a call, in the layout that every kernel reads at binding 0: 8 words, then past, first and end of each sequence.</summary>
internal static class StepBuffer
{
    /// <summary>Keys that one part of the split key axis covers in decode attention. The kernels have the same number.</summary>
    public const int KeysPerSplit = 256;

    /// <summary>Where the grid of kernels that split the keys lies, in bytes.</summary>
    public const int GridOffset = 4 * sizeof(uint);

    private const int HeaderWords = 8;
    private const int RowOffsetWord = 7;
    private const int SequenceWords = 3;

    public static long Bytes(int batch) => (HeaderWords + (SequenceWords * Math.Max(1, batch))) * sizeof(uint);

    public static int Splits(int keys) => Math.Max(1, (keys + KeysPerSplit - 1) / KeysPerSplit);

    /// <summary>Writes everything but the row offset, which becomes 0.</summary>
    /// <param name="step">The buffer.</param>
    /// <param name="shape">The call.</param>
    /// <param name="keyValueHeads">The second extent of the grid of kernels that split the keys.</param>
    /// <param name="capacity">Columns a cache has.</param>
    /// <param name="sequences">One for each sequence; empty: all have the call's columns, and none is padding.</param>
    public static void Write(BufferRange step, CallShape shape, int keyValueHeads, int capacity, ReadOnlySpan<SequenceSpan> sequences)
    {
        Span<uint> words = MemoryMarshal.Cast<byte, uint>(step.Buffer.Span(step.Offset, checked((int)step.Bytes)));
        words[0] = (uint)shape.Tokens;
        words[1] = (uint)shape.Rows;
        words[2] = (uint)shape.Batch;
        words[3] = (uint)capacity;
        words[4] = (uint)Splits(shape.Keys);
        words[5] = (uint)Math.Max(1, keyValueHeads);
        words[6] = (uint)shape.Batch;
        words[RowOffsetWord] = 0;
        for (int b = 0; b < shape.Batch; b++)
        {
            SequenceSpan sequence = sequences.IsEmpty ? new SequenceSpan(shape.Past, 0, shape.Keys) : sequences[b];
            Span<uint> own = words.Slice(HeaderWords + (b * SequenceWords), SequenceWords);
            (own[0], own[1], own[2]) = ((uint)sequence.Past, (uint)sequence.First, (uint)sequence.End);
        }
    }

    public static void WriteRowOffset(BufferRange step, int rowOffset) =>
        MemoryMarshal.Cast<byte, uint>(step.Buffer.Span(step.Offset, checked((int)step.Bytes)))[RowOffsetWord] = (uint)rowOffset;
}
