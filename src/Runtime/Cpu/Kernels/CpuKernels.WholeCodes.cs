using System;
using System.Runtime.CompilerServices;

namespace Modelwright.Runtime.Cpu;

/// <summary>Products of codes that are whole numbers, a block of rows at a time: each lane is a row, and sums its steps in their order, so results do not even depend on the width of vectors.</summary>
internal sealed unsafe partial class CpuKernels<TVector, TLanes>
{
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
                TVector sum = layout.Input switch
                {
                    { Narrow: true } => DotLanes<NarrowInt4Codes>(layout, block, row % RowBlocks.Rows, x + (b * xStride)),
                    { Int4: true } => DotLanes<Int4Codes>(layout, block, row % RowBlocks.Rows, x + (b * xStride)),
                    _ => DotLanes<Int8Codes>(layout, block, row % RowBlocks.Rows, x + (b * xStride)),
                };
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
            float* codes = panel + (half * TLanes.Count);
            float* beside = scales + (half * TLanes.Count);
            switch (layout.Input)
            {
                case { Narrow: true }: PackLanes<NarrowInt4Codes>(layout, block, row % RowBlocks.Rows, firstStep, steps, codes, beside); break;
                case { Int4: true }: PackLanes<Int4Codes>(layout, block, row % RowBlocks.Rows, firstStep, steps, codes, beside); break;
                default: PackLanes<Int8Codes>(layout, block, row % RowBlocks.Rows, firstStep, steps, codes, beside); break;
            }
        }
    }

    private static void PackLanes<TCodes>(RowBlocks layout, byte* block, int lane, int firstStep, int steps, float* panel, float* scales)
        where TCodes : struct, IWholeCodes
    {
        (int columns, int stepBytes, int groupShift) = (layout.Input.StepColumns, layout.StepBytes, layout.GroupShift);
        (bool wide, bool zeros) = (layout.Format.WideScales, layout.Format.Zeros);
        byte* scalesAt = block + layout.ScalesAt + (lane * layout.ScaleBytes);
        sbyte* zerosAt = (sbyte*)block + layout.ZerosAt + lane;
        byte* codes = block + ((long)firstStep * stepBytes) + (lane * sizeof(uint));
        long panelStep = (long)layout.Input.StepWords * 2 * TLanes.Count;
        for (int step = firstStep; step < firstStep + steps; step++)
        {
            int group = step >> groupShift;
            TVector offsets = Offsets<TCodes>(zerosAt, zeros, group);
            TCodes.Pack<TVector, TLanes>(codes, TLanes.BothHalves(offsets), columns, panel);
            TLanes.Store(Scales(scalesAt, wide, group), scales);
            scales += 2 * TLanes.Count;
            if (layout.Input.Narrow && zeros)
            {
                TLanes.Store(TLanes.Multiply(TLanes.ToFloat(offsets), TLanes.Create(1f / RowBlocks.Offset)), scales);
                scales += 2 * TLanes.Count;
            }

            codes += stepBytes;
            panel += panelStep;
        }
    }

    /// <summary>One number of the activations beside the words of many rows, step by step.</summary>
    private static TVector DotLanes<TCodes>(RowBlocks layout, byte* block, int lane, byte* x)
        where TCodes : struct, IWholeCodes
    {
        (int steps, int columns, int words, int stepBytes, int groupShift) = (layout.Steps, layout.Input.StepColumns, layout.Input.StepWords, layout.StepBytes, layout.GroupShift);
        (bool wide, bool zeros) = (layout.Format.WideScales, layout.Format.Zeros);
        byte* scalesAt = block + layout.ScalesAt + (lane * layout.ScaleBytes);
        sbyte* zerosAt = (sbyte*)block + layout.ZerosAt + lane;
        float* numbers = (float*)x;
        float* factors = (float*)(x + layout.Input.ScalesAt(layout.Columns));
        float* sums = (float*)(x + layout.Input.SumsAt(layout.Columns));
        byte* codes = block + (lane * sizeof(uint));
        byte* ahead = block + layout.BytesAhead;
        TVector sum = default;
        for (int step = 0; step < steps; step++)
        {
            TVector products = TLanes.ToFloat(TCodes.Products<TVector, TLanes>(codes, ahead, numbers, sums + step, columns));
            CacheLines.PrefetchFar(ahead + stepBytes); // the scales' share
            ahead += layout.BytesOfStep;
            int group = step >> groupShift;
            if (zeros)
            {
                products = TLanes.MultiplyAdd(TLanes.ToFloat(Offsets<TCodes>(zerosAt, zeros, group)), TCodes.Sum<TVector, TLanes>(sums + step), products);
            }
            else if (TCodes.Offset != 0)
            {
                products = TLanes.MultiplyAdd(TLanes.Create((float)TCodes.Offset), TLanes.Create(sums[step]), products);
            }

            sum = TLanes.MultiplyAdd(products, TLanes.Multiply(Scales(scalesAt, wide, group), TLanes.Create(factors[step])), sum);
            codes += stepBytes;
            numbers += words;
        }

        return sum;
    }

    /// <summary>What codes of a group are more than what they stand for: whole numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Offsets<TCodes>(sbyte* zeros, bool has, int group)
        where TCodes : struct, IWholeCodes
    {
        TVector offset = TLanes.Create(BitConverter.Int32BitsToSingle(TCodes.Offset));
        return has ? TLanes.AddWhole(offset, TLanes.LoadBytes(zeros + (group * RowBlocks.Rows))) : offset;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Scales(byte* scales, bool wide, int group) => wide
        ? TLanes.Load((float*)scales + (group * RowBlocks.Rows))
        : TLanes.Multiply(TLanes.LoadSmallHalf((ushort*)scales + (group * RowBlocks.Rows)), TLanes.Create(HalfElement.Factor)); // scales are finite
}
