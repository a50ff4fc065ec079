using System;
using System.Linq;
using Modelwright.Backends.Vulkan;
using Modelwright.Runtime;
using Modelwright.Runtime.Vulkan;
using Modelwright.Tests;

namespace Modelwright.Backends.Tests;

/// <summary>Attention of a prompt over its cache, against the formula in double.</summary>
[Trait("Subgroups", "Any")]
public sealed class PrefillAttentionTests
{
    private const int Batch = 2;

    public static TheoryData<int, int, int, bool, int?, int, int, int, ElementFormat> Shapes() => new()
    {
        // heads, key/value heads, head dim, gate, window, past, tokens, keys of a segment (0: the kernel's own), cache
        { 8, 2, 64, false, null, 0, 40, 0, ElementFormat.Float32 },
        { 8, 2, 64, true, null, 70, 21, 0, ElementFormat.Float16 },
        { 6, 3, 20, true, null, 3, 33, 0, ElementFormat.BFloat16 },
        { 3, 1, 6, true, 5, 0, 50, 0, ElementFormat.Float32 },
        { 3, 1, 6, false, 40, 100, 17, 32, ElementFormat.Float16 },
        { 4, 4, 72, false, null, 90, 9, 64, ElementFormat.Float32 },
        { 4, 2, 128, true, null, 40, 70, 32, ElementFormat.Float32 },
        { 2, 1, 256, false, null, 0, 35, 0, ElementFormat.Float16 },
        { 8, 2, 64, true, null, 70, 21, 0, ElementFormat.Int8 },
        { 6, 3, 20, false, 5, 3, 33, 0, ElementFormat.Int8 },
        { 4, 2, 136, false, null, 40, 70, 32, ElementFormat.Int8 },
        { 2, 1, 64, false, null, 16_390, 6, 0, ElementFormat.Float16 },     // two segments, the first as long as loops may be
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Attends_to_the_cache(int heads, int keyValueHeads, int headDim, bool gate, int? window, int past, int tokens, int segment, ElementFormat cache)
    {
        AttentionShape shape = new(heads, keyValueHeads, headDim, gate);
        int[] padding = [0, 4];
        int rows = Batch * tokens;
        int columns = past + tokens;
        int capacity = columns + 5;
        float[] q = [.. Numbers.Exact(rows * heads * headDim, 51).Select(static v => 4 * v)];
        float[] keys = Numbers.Exact(Batch * keyValueHeads * capacity * headDim, 52);
        float[] values = Numbers.Exact(Batch * keyValueHeads * capacity * headDim, 53);
        float[] projection = Numbers.Exact(rows * shape.ProjectionWidth, 54);
        using KernelBench bench = new(cache: cache);
        bench.Step(past, tokens, Batch, keyValueHeads, capacity, padding);
        BufferRange[] gateBound = gate ? [bench.Rows("projection", projection, rows, shape.ProjectionWidth)] : [];
        KernelDefinition kernel = AttentionPrefillKernel.Emit("Attention", shape, window).Define();
        kernel = segment == 0 ? kernel : kernel with { SegmentKeys = segment };
        BufferRange[] results = [.. ((string[])["8 queries a subgroup", "4 queries a subgroup"]).Select(name => bench.Unset(name, rows * KernelBench.RoundUp8(heads * headDim)))];
        BufferRange[] operands =
        [
            Prepared(bench, q, rows * heads, headDim),
            bench.Cache("keys", keys, Batch * keyValueHeads * capacity, headDim),
            bench.Cache("values", values, Batch * keyValueHeads * capacity, headDim),
            .. gateBound,
            bench.Unset("accumulators", rows * heads * (shape.PaddedHeadDim + AttentionPrefillKernel.AccumulatorTail)),
        ];

        bench.Run((kernel.WithRows(8), [.. operands, results[0]]), (kernel.WithRows(4), [.. operands, results[1]]));

        double[] expected = new double[rows * heads * headDim];
        for (int i = 0; i < rows * heads; i++)
        {
            (int row, int head) = (i / heads, i % heads);
            int column = past + (row % tokens);
            int cacheRow = ((row / tokens * keyValueHeads) + (head / (heads / keyValueHeads))) * capacity;
            int[] seen = [.. Enumerable.Range(0, column + 1).Where(key => key >= padding[row / tokens] && key > column - (window ?? columns))];
            double[] shares = [.. seen.Select(key => Math.Exp(PrefillMatrixTests.Dot(q, i * headDim, keys, (cacheRow + key) * headDim, headDim) / Math.Sqrt(headDim)))];
            for (int d = 0; d < headDim; d++)
            {
                double sum = seen.Select((key, n) => shares[n] * values[((cacheRow + key) * headDim) + d]).Sum();
                double open = gate ? 1 / (1 + Math.Exp(-projection[(row * shape.ProjectionWidth) + ((heads + head) * headDim) + d])) : 1;
                expected[(i * headDim) + d] = seen.Length == 0 ? 0 : open * sum / shares.Sum();
            }
        }

        Assert.All(results, result => Numbers.AssertClose(expected, bench.ReadRows(result, rows, heads * headDim), 2e-5, "attention"));
    }

    /// <summary>Prepared queries: every head padded with zeros.</summary>
    private static BufferRange Prepared(KernelBench bench, float[] q, int rows, int headDim)
    {
        int stride = KernelBench.RoundUp8(headDim);
        float[] padded = new float[rows * stride];
        for (int r = 0; r < rows; r++)
        {
            q.AsSpan(r * headDim, headDim).CopyTo(padded.AsSpan(r * stride));
        }

        return bench.Floats("q", padded);
    }
}
