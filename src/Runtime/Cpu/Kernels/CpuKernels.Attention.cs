using System;

namespace Modelwright.Runtime.Cpu;

/// <summary>Attention of one column: the keys' blocks against all query heads that share them, then the values.</summary>
internal sealed unsafe partial class CpuKernels<TVector, TLanes>
{
    /// <summary>Query heads whose sums are held in registers at once.</summary>
    private const int HeadsAtOnce = 4;

    public override void AttendPart(ElementFormat format, in AttentionPart part, float* scores, float* to, float* largest, float* sums)
    {
        switch (format)
        {
            case ElementFormat.Float32: AttendPart<FloatElement>(part, scores, to, largest, sums); break;
            case ElementFormat.Float16: AttendPart<HalfElement>(part, scores, to, largest, sums); break;
            case ElementFormat.BFloat16: AttendPart<BrainElement>(part, scores, to, largest, sums); break;
            default: throw new ArgumentOutOfRangeException(nameof(format), format, "Not a format of caches.");
        }
    }

    private void AttendPart<TElement>(in AttentionPart part, float* scores, float* to, float* largest, float* sums)
        where TElement : struct, IElement
    {
        int first = (int)(part.First - part.Start);
        int end = (int)(part.End - part.Start);
        int stride = (end + KeyBlocks.Size - 1) / KeyBlocks.Size * KeyBlocks.Size;
        for (int head = 0; head < part.Heads; head += HeadsAtOnce)
        {
            int heads = Math.Min(HeadsAtOnce, part.Heads - head);
            float* queries = (float*)part.Queries + ((long)head * part.Dim);
            for (int block = first / KeyBlocks.Size * KeyBlocks.Size; block < end; block += KeyBlocks.Size)
            {
                byte* keys = (byte*)part.Keys + ((part.Start + block) * part.Dim * TElement.Size);
                for (int lane = 0; lane < KeyBlocks.Size; lane += TLanes.Count)
                {
                    Score<TElement>(keys + (lane * TElement.Size), queries, heads, part.Dim, scores + block + lane, stride);
                }
            }

            for (int i = 0; i < heads; i++)
            {
                largest[head + i] = Largest(scores + ((long)i * stride), first, end);
                sums[head + i] = Exponentials(scores + ((long)i * stride), stride, first, end, largest[head + i]);
            }

            byte* values = (byte*)part.Values + ((part.Start + first) * part.Dim * TElement.Size);
            Weigh<TElement>(values, scores + first, heads, stride, end - first, part.Dim, to + ((long)head * part.Dim));
        }
    }

    /// <summary>A vector of keys against up to four heads.</summary>
    private static void Score<TElement>(byte* keys, float* queries, int heads, int dim, float* scores, int stride)
        where TElement : struct, IElement
    {
        float* q1 = queries + (heads > 1 ? dim : 0);
        float* q2 = queries + (heads > 2 ? 2L * dim : 0);
        float* q3 = queries + (heads > 3 ? 3L * dim : 0);
        TVector factor = TLanes.Create(TElement.Factor);
        (TVector s0, TVector s1, TVector s2, TVector s3) = (default, default, default, default);
        for (int d = 0; d < dim; d++)
        {
            TVector k = TElement.LoadSmall<TVector, TLanes>(keys, d * KeyBlocks.Size);
            s0 = TLanes.MultiplyAdd(TLanes.Create(queries[d]), k, s0);
            s1 = TLanes.MultiplyAdd(TLanes.Create(q1[d]), k, s1);
            s2 = TLanes.MultiplyAdd(TLanes.Create(q2[d]), k, s2);
            s3 = TLanes.MultiplyAdd(TLanes.Create(q3[d]), k, s3);
        }

        TLanes.Store(TLanes.Multiply(s0, factor), scores);
        if (heads > 1)
        {
            TLanes.Store(TLanes.Multiply(s1, factor), scores + stride);
        }

        if (heads > 2)
        {
            TLanes.Store(TLanes.Multiply(s2, factor), scores + (2L * stride));
        }

        if (heads > 3)
        {
            TLanes.Store(TLanes.Multiply(s3, factor), scores + (3L * stride));
        }
    }

    /// <summary><c>to[h] = Σ weights[h][key]·values[key]</c> for up to four heads, one vector of the head's elements at a time.</summary>
    private static void Weigh<TElement>(byte* values, float* weights, int heads, int stride, int keys, int dim, float* to)
        where TElement : struct, IElement
    {
        float* w1 = weights + (heads > 1 ? stride : 0);
        float* w2 = weights + (heads > 2 ? 2L * stride : 0);
        float* w3 = weights + (heads > 3 ? 3L * stride : 0);
        TVector factor = TLanes.Create(TElement.Factor);
        int d = 0;
        for (; d + TLanes.Count <= dim; d += TLanes.Count)
        {
            (TVector s0, TVector s1, TVector s2, TVector s3) = (default, default, default, default);
            nint at = d;
            for (int key = 0; key < keys; key++, at += dim)
            {
                TVector v = TElement.LoadSmall<TVector, TLanes>(values, at);
                s0 = TLanes.MultiplyAdd(TLanes.Create(weights[key]), v, s0);
                s1 = TLanes.MultiplyAdd(TLanes.Create(w1[key]), v, s1);
                s2 = TLanes.MultiplyAdd(TLanes.Create(w2[key]), v, s2);
                s3 = TLanes.MultiplyAdd(TLanes.Create(w3[key]), v, s3);
            }

            TLanes.Store(TLanes.Multiply(s0, factor), to + d);
            if (heads > 1)
            {
                TLanes.Store(TLanes.Multiply(s1, factor), to + dim + d);
            }

            if (heads > 2)
            {
                TLanes.Store(TLanes.Multiply(s2, factor), to + (2L * dim) + d);
            }

            if (heads > 3)
            {
                TLanes.Store(TLanes.Multiply(s3, factor), to + (3L * dim) + d);
            }
        }

        for (; d < dim; d++)
        {
            for (int head = 0; head < heads; head++)
            {
                float sum = 0;
                for (int key = 0; key < keys; key++)
                {
                    sum += weights[((long)head * stride) + key] * TElement.Load(values, ((nint)key * dim) + d);
                }

                to[((long)head * dim) + d] = sum;
            }
        }
    }
}
