using System;
using System.Runtime.CompilerServices;

namespace Modelwright.Runtime.Cpu;

/// <summary>Products of codes that are whole numbers, a block of rows at a time: each lane is a row, and sums its steps in their order, so results do not even depend on the width of vectors.</summary>
internal sealed unsafe partial class CpuKernels<TVector, TLanes>
{
    private const int WordsOfUnit = 4;

    public override void DotBlocks(RowBlocks layout, byte* blocks, int first, int count, byte* x, long xStride, int batch, float* to, int stride)
    {
        float* lanes = stackalloc float[TLanes.Count];
        int end = first + count;
        for (int row = first / TLanes.Count * TLanes.Count; row < end; row += TLanes.Count)
        {
            byte* block = blocks + (row / RowBlocks.Rows * layout.Bytes);
            (int from, int behind) = (Math.Max(row, first), Math.Min(row + TLanes.Count, end));
            for (int b = 0; b < batch; b++)
            {
                TVector sum = layout.Input.Int4
                    ? DotLanes<Int4Codes>(layout, block, row % RowBlocks.Rows, x + (b * xStride))
                    : DotLanes<Int8Codes>(layout, block, row % RowBlocks.Rows, x + (b * xStride));
                float* place = to + ((long)b * stride) + (from - first);
                if (behind - from == TLanes.Count)
                {
                    TLanes.Store(sum, place);
                    continue;
                }

                TLanes.Store(sum, lanes);
                new Span<float>(lanes + (from - row), behind - from).CopyTo(new Span<float>(place, behind - from));
            }
        }
    }

    public override void PackBlocks(RowBlocks layout, byte* blocks, int first, int count, int firstStep, int steps, float* panel, float* scales)
    {
        for (int half = 0; half < 2; half++)
        {
            int row = half * TLanes.Count < count ? first + (half * TLanes.Count) : first;
            byte* block = blocks + (row / RowBlocks.Rows * layout.Bytes);
            for (int step = 0; step < steps; step++)
            {
                float* to = panel + ((long)step * layout.Input.StepWords * 2 * TLanes.Count) + (half * TLanes.Count);
                int group = (firstStep + step) >> layout.GroupShift;
                int lane = row % RowBlocks.Rows;
                byte* codes = block + ((long)(firstStep + step) * layout.StepBytes) + (lane * sizeof(uint));
                PackStep(layout, codes, Offsets(layout, block, lane, group), to);
                TLanes.Store(ScalesOf(layout, block, lane, group), scales + (((step * 2) + half) * TLanes.Count));
            }
        }
    }

    private static void PackStep(RowBlocks layout, byte* codes, TVector offsets, float* to)
    {
        offsets = TLanes.BothHalves(offsets);
        int parts = layout.Input.UnitColumns / 2 / WordsOfUnit;
        int units = layout.Input.StepColumns / layout.Input.UnitColumns;
        for (int unit = 0; unit < units; unit++)
        {
            for (int part = 0; part < parts; part++)
            {
                for (int word = 0; word < WordsOfUnit; word++, to += 2 * TLanes.Count)
                {
                    TVector bits = TLanes.Load((float*)(codes + (((unit * WordsOfUnit) + word) * RowBlocks.WordStride)));
                    TVector shorts = layout.Input.Int4 ? TLanes.Nibbles(bits, part) : part == 0 ? TLanes.EvenBytes(bits) : TLanes.OddBytes(bits);
                    TLanes.Store(TLanes.SubtractShorts(shorts, offsets), to);
                }
            }
        }
    }

    /// <summary>One number of the activations beside the words of many rows, step by step.</summary>
    private static TVector DotLanes<TCodes>(RowBlocks layout, byte* block, int lane, byte* x)
        where TCodes : struct, IWholeCodes
    {
        float* numbers = (float*)x;
        float* factors = (float*)(x + layout.Input.ScalesAt(layout.Columns));
        float* sums = (float*)(x + layout.Input.SumsAt(layout.Columns));
        byte* codes = block + (lane * sizeof(uint));
        bool offset = TCodes.Offset != 0 || layout.Format.Zeros;
        TVector sum = default;
        for (int step = 0; step < layout.Steps; step++)
        {
            TVector products = TLanes.ToFloat(TCodes.Products<TVector, TLanes>(codes, numbers, layout.Input.StepColumns));
            int group = step >> layout.GroupShift;
            if (offset)
            {
                products = TLanes.MultiplyAdd(TLanes.ToFloat(Offsets(layout, block, lane, group)), TLanes.Create(sums[step]), products);
            }

            sum = TLanes.MultiplyAdd(products, TLanes.Multiply(ScalesOf(layout, block, lane, group), TLanes.Create(factors[step])), sum);
            codes += layout.StepBytes;
            numbers += layout.Input.StepWords;
        }

        return sum;
    }

    /// <summary>What codes of a group are more than what they stand for: whole numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Offsets(RowBlocks layout, byte* block, int lane, int group)
    {
        TVector offset = TLanes.Create(BitConverter.Int32BitsToSingle(layout.Input.Int4 ? RowBlocks.Offset : 0));
        return layout.Format.Zeros ? TLanes.AddWhole(offset, TLanes.LoadBytes((sbyte*)block + layout.ZerosAt + (group * RowBlocks.Rows) + lane)) : offset;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector ScalesOf(RowBlocks layout, byte* block, int lane, int group)
    {
        int at = (group * RowBlocks.Rows) + lane;
        return layout.Format.WideScales
            ? TLanes.Load((float*)(block + layout.ScalesAt) + at)
            : TLanes.Multiply(TLanes.LoadSmallHalf((ushort*)(block + layout.ScalesAt) + at), TLanes.Create(HalfElement.Factor)); // scales are finite
    }
}
