using System;

namespace Modelwright.Runtime.Cpu;

/// <summary>Reading int8 keys and values: what is summed of 32 dimensions is scaled once.</summary>
internal sealed unsafe partial class CpuKernels<TVector, TLanes>
{
    /// <summary>As <see cref="Score{TElement, THeads}"/>: a vector of keys, from <paramref name="key"/> on, against up to four heads.</summary>
    private static void ScoreInt8<THeads>(byte* keys, long key, float* queries, int heads, int dim, float* scores, int stride)
        where THeads : struct, IHeadGroup
    {
        byte* block = Int8Key.Block(keys, dim, key);
        int part = KeyBlocks.PlaceOf(key) / TLanes.Count;
        float* q1 = queries + (heads > 1 ? dim : 0);
        float* q2 = queries + (heads > 2 ? 2L * dim : 0);
        float* q3 = queries + (heads > 3 ? 3L * dim : 0);
        (TVector s0, TVector s1, TVector s2, TVector s3) = (default, default, default, default);
        for (int group = 0; group < KeyBlocks.Groups(dim); group++)
        {
            (TVector g0, TVector g1, TVector g2, TVector g3) = (default, default, default, default);
            for (int d = group * KeyBlocks.Group; d < Math.Min(dim, (group + 1) * KeyBlocks.Group); d++)
            {
                byte* unit = block + (d * KeyBlocks.Size);
                if (d % (CacheLines.Bytes / KeyBlocks.Size) == 0)
                {
                    PrefetchAhead<THeads>(unit, CacheLines.Bytes);
                }

                TVector k = TLanes.Int8(unit, part);
                g0 = TLanes.MultiplyAdd(TLanes.Create(queries[d]), k, g0);
                g1 = TLanes.MultiplyAdd(TLanes.Create(q1[d]), k, g1);
                if (THeads.Most > TwoHeads.Most)
                {
                    g2 = TLanes.MultiplyAdd(TLanes.Create(q2[d]), k, g2);
                    g3 = TLanes.MultiplyAdd(TLanes.Create(q3[d]), k, g3);
                }
            }

            TVector scale = TLanes.Load(Int8Key.Scales(block, dim, group) + KeyBlocks.PlaceOf(key));
            s0 = TLanes.MultiplyAdd(g0, scale, s0);
            s1 = TLanes.MultiplyAdd(g1, scale, s1);
            s2 = TLanes.MultiplyAdd(g2, scale, s2);
            s3 = TLanes.MultiplyAdd(g3, scale, s3);
        }

        StoreHeads(s0, s1, s2, s3, heads, scores, stride);
    }

    /// <summary>As <see cref="Weigh{TElement, THeads}"/>, a vector of the head's elements at a time; what is behind the head in its last vector is summed beside it and left.</summary>
    private static void WeighInt8<THeads>(byte* values, float* weights, int heads, int stride, int keys, int dim, float* to)
        where THeads : struct, IHeadGroup
    {
        float* w1 = weights + (heads > 1 ? stride : 0);
        float* w2 = weights + (heads > 2 ? 2L * stride : 0);
        float* w3 = weights + (heads > 3 ? 3L * stride : 0);
        float* last = stackalloc float[HeadsAtOnce * TLanes.Count];
        nint bytes = (nint)Int8Value.Bytes(dim);
        for (int d = 0; d < dim; d += TLanes.Count)
        {
            (TVector s0, TVector s1, TVector s2, TVector s3) = (default, default, default, default);
            byte* unit = Int8Value.UnitOf(values, d);
            float* scale = Int8Value.Scales(values, dim) + (d / KeyBlocks.Group);
            int part = d % KeyBlocks.Size / TLanes.Count;
            for (int key = 0; key < keys; key++)
            {
                if (d == 0)
                {
                    PrefetchAhead<THeads>(values + (key * bytes), (int)bytes);
                }

                TVector v = TLanes.Multiply(TLanes.Int8(unit, part), TLanes.Create(*scale));
                s0 = TLanes.MultiplyAdd(TLanes.Create(weights[key]), v, s0);
                s1 = TLanes.MultiplyAdd(TLanes.Create(w1[key]), v, s1);
                if (THeads.Most > TwoHeads.Most)
                {
                    s2 = TLanes.MultiplyAdd(TLanes.Create(w2[key]), v, s2);
                    s3 = TLanes.MultiplyAdd(TLanes.Create(w3[key]), v, s3);
                }

                unit += bytes;
                scale = (float*)((byte*)scale + bytes);
            }

            if (d + TLanes.Count <= dim)
            {
                StoreHeads(s0, s1, s2, s3, heads, to + d, dim);
                continue;
            }

            StoreHeads(s0, s1, s2, s3, heads, last, TLanes.Count);
            for (int head = 0; head < heads; head++)
            {
                new Span<float>(last + (head * TLanes.Count), dim - d).CopyTo(new Span<float>(to + ((long)head * dim) + d, dim - d));
            }
        }
    }

    private static void PackInt8Keys(byte* keys, int dim, long first, float* panel)
    {
        for (int half = 0; half < 2; half++)
        {
            long key = first + (half * TLanes.Count);
            byte* block = Int8Key.Block(keys, dim, key);
            int part = KeyBlocks.PlaceOf(key) / TLanes.Count;
            float* to = panel + (half * TLanes.Count);
            for (int group = 0; group < KeyBlocks.Groups(dim); group++)
            {
                TVector scale = TLanes.Load(Int8Key.Scales(block, dim, group) + KeyBlocks.PlaceOf(key));
                for (int d = group * KeyBlocks.Group; d < Math.Min(dim, (group + 1) * KeyBlocks.Group); d++)
                {
                    TLanes.Store(TLanes.Multiply(TLanes.Int8(block + (d * KeyBlocks.Size), part), scale), to + ((long)d * 2 * TLanes.Count));
                }
            }
        }
    }

    private static void PackInt8Values(byte* values, int dim, int keys, float* panels)
    {
        int width = 2 * TLanes.Count;
        float* last = stackalloc float[TLanes.Count];
        for (int d = 0; d < dim; d += TLanes.Count)
        {
            float* to = panels + ((long)(d / width) * width * keys) + (d % width);
            if (d + width > dim && d % width == 0)
            {
                new Span<float>(to, width * keys).Clear(); // what is behind the head
            }

            byte* row = values;
            for (int key = 0; key < keys; key++, row += Int8Value.Bytes(dim))
            {
                TVector scale = TLanes.Create(Int8Value.Scales(row, dim)[d / KeyBlocks.Group]);
                TVector v = TLanes.Multiply(TLanes.Int8(Int8Value.UnitOf(row, d), d % KeyBlocks.Size / TLanes.Count), scale);
                if (d + TLanes.Count <= dim)
                {
                    TLanes.Store(v, to + ((long)key * width));
                    continue;
                }

                TLanes.Store(v, last);
                new Span<float>(last, dim - d).CopyTo(new Span<float>(to + ((long)key * width), dim - d));
            }
        }
    }
}
