using System;
using System.Runtime.InteropServices;

namespace Modelwright.Runtime.Vulkan;

/// <summary>The numbers of a call, in the layout that every kernel reads at binding 0: 16 words, then the left padding of each sequence.</summary>
internal static class StepBuffer
{
    /// <summary>Keys that one part of the split key axis covers in decode attention. The kernels have the same number.</summary>
    public const int KeysPerSplit = 256;

    private const int HeaderWords = 16;
    private const int RowOffsetWord = 8;

    public static long Bytes(int batch) => (HeaderWords + Math.Max(1, batch)) * sizeof(uint);

    public static int Splits(int keys) => Math.Max(1, (keys + KeysPerSplit - 1) / KeysPerSplit);

    public static void Write(BufferRange step, CallShape shape, int keyValueHeads, int capacity, ReadOnlySpan<int> padding)
    {
        Span<uint> words = MemoryMarshal.Cast<byte, uint>(step.Buffer.Span(step.Offset, checked((int)step.Bytes)));
        words[0] = (uint)shape.Past;
        words[1] = (uint)shape.Tokens;
        words[2] = (uint)shape.Rows;
        words[3] = (uint)shape.Batch;
        words[4] = (uint)Splits(shape.Keys);
        words[5] = (uint)Math.Max(1, keyValueHeads);
        words[6] = (uint)shape.Batch;
        words[7] = (uint)capacity;
        words[RowOffsetWord..].Clear();
        for (int b = 0; b < padding.Length; b++)
        {
            words[HeaderWords + b] = (uint)padding[b];
        }
    }

    public static void WriteRowOffset(BufferRange step, int rowOffset) =>
        MemoryMarshal.Cast<byte, uint>(step.Buffer.Span(step.Offset, checked((int)step.Bytes)))[RowOffsetWord] = (uint)rowOffset;
}
