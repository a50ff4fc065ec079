using System;
using Modelwright.Backends.Vulkan;
using Modelwright.IR;
using Modelwright.Runtime;

namespace Modelwright.Backends.Tests;

[Collection(KernelRunnerCollection.Name)]
[Trait("Subgroups", "Any")]
public sealed class AttentionKernelTests(KernelRunner runner)
{
    private static readonly NormSpec Norm = new(1e-6f, ZeroCentred: false);

    [Theory]
    [InlineData(8, 2, 64, 64, false, false, ElementFormat.Float32)]
    [InlineData(6, 3, 20, 10, true, true, ElementFormat.Float16)]
    [InlineData(4, 1, 12, 4, false, true, ElementFormat.BFloat16)]
    [InlineData(2, 2, 136, 34, true, false, ElementFormat.Float32)]
    [InlineData(6, 3, 20, 10, true, true, ElementFormat.Int8)]
    [InlineData(8, 2, 64, 64, false, false, ElementFormat.Int8)]
    [InlineData(2, 2, 136, 34, true, false, ElementFormat.Int8)]
    public void A_projection_becomes_queries_keys_and_values(int heads, int kv, int dim, int rotary, bool gate, bool zeroCentred, ElementFormat cache)
    {
        AttentionShape shape = new(heads, kv, dim, gate);
        KernelSetting setting = new() { Batch = 2, Tokens = 3, Past = 4, Capacity = 9, KeyValueHeads = kv, Cache = cache };
        NormSpec norm = new(1e-5f, zeroCentred);
        double[] projection = Reference.Numbers(1, 6 * shape.ProjectionWidth);
        Reference.Faint(projection, shape.ProjectionWidth, shape.ProjectionWidth);
        double[] rope = Reference.Numbers(2, 6 * rotary);
        double[] qNorm = Reference.Numbers(3, dim);
        double[] kNorm = Reference.Numbers(4, dim);
        int padded = shape.PaddedHeadDim;
        KernelBuffer q = KernelBuffer.Unwritten(6 * heads * padded);
        KernelBuffer keys = KernelBuffer.Unwritten(2 * kv * 9 * padded);
        KernelBuffer values = KernelBuffer.Unwritten(2 * kv * 9 * padded);

        runner.Run(
            AttentionPrepareKernel.Emit("Prepare", shape, rotary, norm),
            setting,
            KernelBuffer.Rows(projection, shape.ProjectionWidth),
            KernelBuffer.Of([.. Array.ConvertAll(rope, static x => (float)x)]),
            KernelBuffer.Vector(qNorm),
            KernelBuffer.Vector(kNorm),
            q,
            keys,
            values);

        int keysAt = (gate ? 2 : 1) * heads * dim;
        double rounding = cache switch { ElementFormat.Float16 => 1e-3, ElementFormat.BFloat16 => 8e-3, ElementFormat.Int8 => 4e-3, _ => 2e-5 };
        for (int row = 0; row < 6; row++)
        {
            ReadOnlySpan<double> source = projection.AsSpan(row * shape.ProjectionWidth, shape.ProjectionWidth);
            ReadOnlySpan<double> angles = rope.AsSpan(row * rotary, rotary);
            for (int head = 0; head < heads; head++)
            {
                int at = ((row * heads) + head) * padded;
                Reference.Close(Prepared(source.Slice(head * dim, dim), qNorm, norm, angles, padded), i => q.Floats[at + i]);
            }

            for (int head = 0; head < kv; head++)
            {
                int at = (((row / 3 * kv) + head) * 9) + 4 + (row % 3);
                float[] key = keys.Row(at, padded, cache);
                float[] value = values.Row(at, padded, cache);
                Reference.Close(Prepared(source.Slice(keysAt + (head * dim), dim), kNorm, norm, angles, padded), i => key[i], rounding);
                double[] plain = new double[padded];
                source.Slice(keysAt + ((kv + head) * dim), dim).CopyTo(plain);
                Reference.Close(plain, i => value[i], rounding);
            }
        }
    }

    [Theory]
    [InlineData(8, 2, 64, 0, null, false, ElementFormat.Float32, null)]
    [InlineData(8, 2, 64, 699, null, false, ElementFormat.Float16, null)]
    [InlineData(6, 3, 20, 40, 5, true, ElementFormat.BFloat16, null)]
    [InlineData(6, 3, 20, 700, 300, true, ElementFormat.Float32, 2)]
    [InlineData(12, 1, 72, 257, null, false, ElementFormat.Float16, 5)]
    [InlineData(4, 2, 256, 300, null, true, ElementFormat.Float32, null)]
    [InlineData(3, 3, 8, 255, 256, false, ElementFormat.Float32, 1)]
    [InlineData(8, 2, 64, 699, null, false, ElementFormat.Int8, null)]
    [InlineData(6, 3, 20, 700, 300, true, ElementFormat.Int8, 2)]
    [InlineData(4, 2, 256, 300, null, true, ElementFormat.Int8, null)]
    [InlineData(12, 1, 136, 40, null, false, ElementFormat.Int8, 5)]
    public void A_token_attends_to_the_cache(int heads, int kv, int dim, int past, int? window, bool gate, ElementFormat cache, int? subgroups)
    {
        AttentionShape shape = new(heads, kv, dim, gate);
        int capacity = past + 3;
        int padded = shape.PaddedHeadDim;
        int[] padding = [0, past / 3, past];
        KernelSetting setting = new() { Batch = 3, Past = past, Capacity = capacity, KeyValueHeads = kv, Padding = padding, Cache = cache, Subgroups = subgroups };
        double[] q = Heads(Reference.Numbers(1, 3 * heads * dim, 3), dim, padded);
        double[] keys = Heads(Reference.Numbers(2, 3 * kv * capacity * dim), dim, padded);
        double[] values = Heads(Reference.Numbers(3, 3 * kv * capacity * dim), dim, padded);
        double[] projection = Reference.Numbers(4, 3 * shape.ProjectionWidth, 4);
        KernelBuffer keyCache = Cache(keys, padded, capacity, past, cache);
        KernelBuffer valueCache = Cache(values, padded, capacity, past, cache);
        int splits = (past + 256) / 256;
        KernelBuffer partials = KernelBuffer.Unwritten((int)(3 * splits * AttentionDecodeKernel.PartialBytes(heads, dim) / sizeof(float)));
        KernelBuffer counters = KernelBuffer.Of(new uint[3 * kv]);
        int stride = (heads * dim + 7) / 8 * 8;
        KernelBuffer result = KernelBuffer.Unwritten(3 * stride);
        KernelBuffer queries = KernelBuffer.Rows(q, padded);
        KernelBuffer[] buffers = gate
            ? [queries, keyCache, valueCache, KernelBuffer.Rows(projection, shape.ProjectionWidth), partials, counters, result]
            : [queries, keyCache, valueCache, partials, counters, result];

        runner.Run(AttentionDecodeKernel.Emit("Attention", shape, window), setting, buffers);

        Assert.All(counters.Words.ToArray(), static count => Assert.Equal(0u, count));
        for (int b = 0; b < 3; b++)
        {
            for (int head = 0; head < heads; head++)
            {
                int first = Math.Max(padding[b], window is int w ? past + 1 - w : 0);
                int cached = ((b * kv) + (head / (heads / kv))) * capacity;
                double[] expected = Attend(q.AsSpan(((b * heads) + head) * padded, dim), keys, values, cached, padded, first, past);
                for (int i = 0; gate && i < dim; i++)
                {
                    expected[i] *= Reference.Sigmoid(projection[(b * shape.ProjectionWidth) + ((heads + head) * dim) + i]);
                }

                Reference.Close(expected, i => result.Floats[(b * stride) + (head * dim) + i]);
            }
        }
    }

    [Fact]
    public void A_token_that_is_padding_itself_gets_zero()
    {
        AttentionShape shape = new(2, 1, 16, OutputGate: false);
        KernelBuffer result = KernelBuffer.Unwritten(32);

        runner.Run(
            AttentionDecodeKernel.Emit("Attention", shape, null),
            new KernelSetting { Past = 2, Capacity = 4, Padding = [5] },
            KernelBuffer.Rows(Reference.Numbers(1, 32), 16),
            KernelBuffer.Unwritten(64),
            KernelBuffer.Unwritten(64),
            KernelBuffer.Unwritten((int)AttentionDecodeKernel.PartialBytes(2, 16) / 4),
            KernelBuffer.Of(new uint[1]),
            result);

        Assert.All(result.Floats.ToArray(), static value => Assert.Equal(0f, value));
    }

    /// <summary>Norm, then rotation of pair (i, i + half) by the row's cosines and sines; zeros behind the head.</summary>
    private static double[] Prepared(ReadOnlySpan<double> head, double[] weight, NormSpec norm, ReadOnlySpan<double> angles, int padded)
    {
        double[] normed = Reference.Norm(head.ToArray(), weight, norm.Epsilon, norm.ZeroCentred);
        double[] result = new double[padded];
        normed.CopyTo(result, 0);
        int half = angles.Length / 2;
        for (int i = 0; i < half; i++)
        {
            result[i] = (normed[i] * angles[i]) - (normed[i + half] * angles[half + i]);
            result[i + half] = (normed[i + half] * angles[i]) + (normed[i] * angles[half + i]);
        }

        return result;
    }

    private static double[] Attend(ReadOnlySpan<double> q, double[] keys, double[] values, int cached, int padded, int first, int last)
    {
        double[] sum = new double[q.Length];
        double total = 0;
        for (int key = first; key <= last; key++)
        {
            double score = 0;
            for (int i = 0; i < q.Length; i++)
            {
                score += q[i] * keys[((cached + key) * padded) + i];
            }

            double p = Math.Exp(score / Math.Sqrt(q.Length));
            total += p;
            for (int i = 0; i < q.Length; i++)
            {
                sum[i] += p * values[((cached + key) * padded) + i];
            }
        }

        return Array.ConvertAll(sum, x => x / total);
    }

    /// <summary>A cache whose columns behind the last one were never written.</summary>
    private static KernelBuffer Cache(double[] heads, int padded, int capacity, int past, ElementFormat format)
    {
        KernelBuffer buffer = KernelBuffer.Cache(heads, padded, format);
        int row = (int)CacheFormats.Row(format).RowBytes(padded);
        for (int head = 0; head < heads.Length / padded / capacity; head++)
        {
            buffer.Bytes.AsSpan(((head * capacity) + past + 1) * row, (capacity - past - 1) * row).Fill(0xff);
        }

        return buffer;
    }

    /// <summary>Heads with zeros to the padded size.</summary>
    private static double[] Heads(double[] dense, int dim, int padded)
    {
        double[] heads = new double[dense.Length / dim * padded];
        for (int i = 0; i < dense.Length; i++)
        {
            heads[(i / dim * padded) + (i % dim)] = dense[i];
        }

        return heads;
    }
}
