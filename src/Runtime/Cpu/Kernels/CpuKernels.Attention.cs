using System;
using System.Runtime.CompilerServices;

namespace Modelwright.Runtime.Cpu;

/// <summary>Attention of one column: the keys' blocks against all query heads that share them, then the values.</summary>
internal sealed unsafe partial class CpuKernels<TVector, TLanes>
{
    /// <summary>Query heads whose sums are held in registers at once.</summary>
    private const int HeadsAtOnce = 4;

    /// <summary>Bytes of values that are asked for before the keys are read: what is read first of all would be waited for.</summary>
    private const int FirstValueBytes = 4096;

    public override void AttendPart(ElementFormat format, in AttentionPart part, float* scores, float* to, float* largest, float* sums)
    {
        CacheLines.Prefetch(FirstValue(format, part), (int)Math.Min(FirstValueBytes, KeyBlocks.ValueBytes(format, part.Dim, part.End - part.First)), far: true);
        for (int head = 0; head < part.Heads; head += HeadsAtOnce)
        {
            int heads = Math.Min(HeadsAtOnce, part.Heads - head);
            if (heads > TwoHeads.Most)
            {
                AttendHeads<FourHeads>(format, part, head, heads, scores, to, largest + head, sums + head);
            }
            else
            {
                AttendHeads<TwoHeads>(format, part, head, heads, scores, to, largest + head, sums + head);
            }
        }
    }

    private void AttendHeads<THeads>(ElementFormat format, in AttentionPart part, int head, int heads, float* scores, float* to, float* largest, float* sums)
        where THeads : struct, IHeadGroup
    {
        int first = (int)(part.First - part.Start);
        int end = (int)(part.End - part.Start);
        int stride = (end + KeyBlocks.Size - 1) / KeyBlocks.Size * KeyBlocks.Size;
        float* queries = (float*)part.Queries + ((long)head * part.Dim);
        for (int key = first / KeyBlocks.Size * KeyBlocks.Size; key < end; key += TLanes.Count)
        {
            Score<THeads>(format, (byte*)part.Keys, part.Start + key, queries, heads, part.Dim, scores + key, stride);
        }

        for (int i = 0; i < heads; i++)
        {
            float* row = scores + ((long)i * stride);
            largest[i] = Largest(row, first, end);
            sums[i] = Exponentials(row, stride, first, end, largest[i]);
            Enlarge(format, row + first, end - first);
        }

        Weigh<THeads>(format, FirstValue(format, part), scores + first, heads, stride, end - first, part.Dim, to + ((long)head * part.Dim));
    }

    private static byte* FirstValue(ElementFormat format, in AttentionPart part) => (byte*)part.Values + KeyBlocks.ValueBytes(format, part.Dim, part.First);

    private static void Score<THeads>(ElementFormat format, byte* keys, long key, float* queries, int heads, int dim, float* scores, int stride)
        where THeads : struct, IHeadGroup
    {
        switch (format)
        {
            case ElementFormat.Float32: Score<FloatElement, THeads>(KeyAddress<FloatElement>(keys, dim, key), queries, heads, dim, scores, stride); break;
            case ElementFormat.Float16: Score<HalfElement, THeads>(KeyAddress<HalfElement>(keys, dim, key), queries, heads, dim, scores, stride); break;
            case ElementFormat.BFloat16: Score<BrainElement, THeads>(KeyAddress<BrainElement>(keys, dim, key), queries, heads, dim, scores, stride); break;
            case ElementFormat.Int8: ScoreInt8<THeads>(keys, key, queries, heads, dim, scores, stride); break;
            default: throw new ArgumentOutOfRangeException(nameof(format), format, "Not a format of caches.");
        }
    }

    private static void Weigh<THeads>(ElementFormat format, byte* values, float* weights, int heads, int stride, int keys, int dim, float* to)
        where THeads : struct, IHeadGroup
    {
        switch (format)
        {
            case ElementFormat.Float32: Weigh<FloatElement, THeads>(values, weights, heads, stride, keys, dim, to); break;
            case ElementFormat.Float16: Weigh<HalfElement, THeads>(values, weights, heads, stride, keys, dim, to); break;
            case ElementFormat.BFloat16: Weigh<BrainElement, THeads>(values, weights, heads, stride, keys, dim, to); break;
            case ElementFormat.Int8: WeighInt8<THeads>(values, weights, heads, stride, keys, dim, to); break;
            default: throw new ArgumentOutOfRangeException(nameof(format), format, "Not a format of caches.");
        }
    }

    /// <summary>Weights of values that are read as small numbers: their products would be too small for float32 before they are summed.</summary>
    private void Enlarge(ElementFormat format, float* weights, int count)
    {
        if (Factor(format) != 1)
        {
            Scale(weights, Factor(format), count);
        }
    }

    private static byte* KeyAddress<TElement>(byte* keys, int dim, long key)
        where TElement : struct, IElement =>
        keys + (((KeyBlocks.BlockOf(key) * KeyBlocks.Size * dim) + KeyBlocks.PlaceOf(key)) * TElement.Size);

    /// <summary>A vector of keys against up to four heads; even and odd dimensions have sums of their own, which do not wait for each other.</summary>
    private static void Score<TElement, THeads>(byte* keys, float* queries, int heads, int dim, float* scores, int stride)
        where TElement : struct, IElement
        where THeads : struct, IHeadGroup
    {
        float* q1 = queries + (heads > 1 ? dim : 0);
        float* q2 = queries + (heads > 2 ? 2L * dim : 0);
        float* q3 = queries + (heads > 3 ? 3L * dim : 0);
        (TVector s0, TVector s1, TVector s2, TVector s3) = (default, default, default, default);
        (TVector t0, TVector t1, TVector t2, TVector t3) = (default, default, default, default);
        nint d = 0;
        for (; d + 2 <= dim; d += 2)
        {
            PrefetchAhead<THeads>(keys + (d * KeyBlocks.Size * TElement.Size), 2 * KeyBlocks.Size * TElement.Size);
            TVector k = TElement.LoadSmall<TVector, TLanes>(keys, d * KeyBlocks.Size);
            TVector n = TElement.LoadSmall<TVector, TLanes>(keys, (d + 1) * KeyBlocks.Size);
            s0 = TLanes.MultiplyAdd(TLanes.Create(queries[d]), k, s0);
            s1 = TLanes.MultiplyAdd(TLanes.Create(q1[d]), k, s1);
            t0 = TLanes.MultiplyAdd(TLanes.Create(queries[d + 1]), n, t0);
            t1 = TLanes.MultiplyAdd(TLanes.Create(q1[d + 1]), n, t1);
            if (THeads.Most > TwoHeads.Most)
            {
                s2 = TLanes.MultiplyAdd(TLanes.Create(q2[d]), k, s2);
                s3 = TLanes.MultiplyAdd(TLanes.Create(q3[d]), k, s3);
                t2 = TLanes.MultiplyAdd(TLanes.Create(q2[d + 1]), n, t2);
                t3 = TLanes.MultiplyAdd(TLanes.Create(q3[d + 1]), n, t3);
            }
        }

        if (d < dim)
        {
            TVector k = TElement.LoadSmall<TVector, TLanes>(keys, d * KeyBlocks.Size);
            s0 = TLanes.MultiplyAdd(TLanes.Create(queries[d]), k, s0);
            s1 = TLanes.MultiplyAdd(TLanes.Create(q1[d]), k, s1);
            s2 = TLanes.MultiplyAdd(TLanes.Create(q2[d]), k, s2);
            s3 = TLanes.MultiplyAdd(TLanes.Create(q3[d]), k, s3);
        }

        TVector factor = TLanes.Create(TElement.Factor);
        StoreHeads(
            TLanes.Multiply(TLanes.Add(s0, t0), factor), TLanes.Multiply(TLanes.Add(s1, t1), factor),
            TLanes.Multiply(TLanes.Add(s2, t2), factor), TLanes.Multiply(TLanes.Add(s3, t3), factor), heads, scores, stride);
    }

    /// <summary><c>to[h] = Σ weights[h][key]·values[key]</c> for up to four heads, of enlarged weights, two vectors of the head's elements at a time.</summary>
    private static void Weigh<TElement, THeads>(byte* values, float* weights, int heads, int stride, int keys, int dim, float* to)
        where TElement : struct, IElement
        where THeads : struct, IHeadGroup
    {
        float* w1 = weights + (heads > 1 ? stride : 0);
        float* w2 = weights + (heads > 2 ? 2L * stride : 0);
        float* w3 = weights + (heads > 3 ? 3L * stride : 0);
        int d = 0;
        for (; d + (2 * TLanes.Count) <= dim; d += 2 * TLanes.Count)
        {
            (TVector s0, TVector s1, TVector s2, TVector s3) = (default, default, default, default);
            (TVector t0, TVector t1, TVector t2, TVector t3) = (default, default, default, default);
            nint at = d;
            for (int key = 0; key < keys; key++, at += dim)
            {
                if (d == 0)
                {
                    PrefetchAhead<THeads>(values + (at * TElement.Size), dim * TElement.Size);
                }

                TVector v = TElement.LoadSmall<TVector, TLanes>(values, at);
                TVector n = TElement.LoadSmall<TVector, TLanes>(values, at + TLanes.Count);
                TVector w = TLanes.Create(weights[key]);
                s0 = TLanes.MultiplyAdd(w, v, s0);
                t0 = TLanes.MultiplyAdd(w, n, t0);
                w = TLanes.Create(w1[key]);
                s1 = TLanes.MultiplyAdd(w, v, s1);
                t1 = TLanes.MultiplyAdd(w, n, t1);
                if (THeads.Most > TwoHeads.Most)
                {
                    w = TLanes.Create(w2[key]);
                    s2 = TLanes.MultiplyAdd(w, v, s2);
                    t2 = TLanes.MultiplyAdd(w, n, t2);
                    w = TLanes.Create(w3[key]);
                    s3 = TLanes.MultiplyAdd(w, v, s3);
                    t3 = TLanes.MultiplyAdd(w, n, t3);
                }
            }

            StoreHeads(s0, s1, s2, s3, heads, to + d, dim);
            StoreHeads(t0, t1, t2, t3, heads, to + d + TLanes.Count, dim);
        }

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

            StoreHeads(s0, s1, s2, s3, heads, to + d, dim);
        }

        for (; d < dim; d++)
        {
            for (int head = 0; head < heads; head++)
            {
                float sum = 0;
                for (int key = 0; key < keys; key++)
                {
                    sum += weights[((long)head * stride) + key] / TElement.Factor * TElement.Load(values, ((nint)key * dim) + d);
                }

                to[((long)head * dim) + d] = sum;
            }
        }
    }

    /// <summary>Inlined, because vectors that are handed to a call leave their registers, in the loop before it too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreHeads(TVector s0, TVector s1, TVector s2, TVector s3, int heads, float* to, int stride)
    {
        TLanes.Store(s0, to);
        if (heads > 1)
        {
            TLanes.Store(s1, to + stride);
        }

        if (heads > 2)
        {
            TLanes.Store(s2, to + (2L * stride));
        }

        if (heads > 3)
        {
            TLanes.Store(s3, to + (3L * stride));
        }
    }
}
