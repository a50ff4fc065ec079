using System;
using System.Linq;
using Modelwright.Runtime.Cpu;

namespace Modelwright.Runtime.Tests.Cpu;

/// <summary>Attention over the cache, and the delta rule.</summary>
public unsafe partial class KernelTests
{
    /// <summary>Keys in blocks, values in rows, some seen and some not, more query heads than are computed at once; heads of two vectors, of one and of parts.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void Attention_of_a_part_of_the_cache(int lanes, ElementFormat format)
    {
        foreach ((int dim, int heads) in ((int, int)[])[(22, 6), (53, 7), (64, 6), (64, 1)]) // heads by four, and those left over: three, two, one
        {
            AttendToPart(Of(lanes), format, dim, heads);
        }
    }

    private static void AttendToPart(CpuKernels kernels, ElementFormat format, int dim, int heads)
    {
        const int keys = 128;
        const int first = 69;
        const int end = 107;
        using Numbers queries = new(heads * dim, ElementFormat.Float32, seed: 3);
        using Numbers cachedKeys = new(keys * dim, format, seed: 4);
        using Numbers cachedValues = new(keys * dim, format, seed: 5);
        using Numbers key = new(keys * dim, ElementFormat.Float32, seed: 6);
        for (int column = 0; column < keys; column++)
        {
            kernels.StoreKey(format, (float*)key.Data + (column * dim), dim, cachedKeys.Data, column);
            kernels.StoreValue(format, (float*)key.Data + (column * dim), dim, cachedValues.Data, column);
        }

        for (int i = 0; i < keys * dim; i++)
        {
            (int column, int d) = Math.DivRem(i, dim);
            float wanted = Numbers.Rounded(key[i], format);
            Assert.Equal((wanted, wanted), (cachedKeys[(column / 16 * 16 * dim) + (d * 16) + (column % 16)], cachedValues[i]));
        }

        float[] to = new float[heads * dim];
        float[] scores = new float[4 * keys];
        float[] largest = new float[heads];
        float[] sums = new float[heads];
        fixed (float* result = to, space = scores, tops = largest, totals = sums)
        {
            AttentionPart part = new((nint)queries.Data, heads, dim, (nint)cachedKeys.Data, (nint)cachedValues.Data, Start: 64, first, end);
            kernels.AttendPart(format, part, space, result, tops, totals);
        }

        for (int head = 0; head < heads; head++)
        {
            double[] exact = [.. Enumerable.Range(first, end - first).Select(k => Enumerable.Range(0, dim).Sum(d => (double)queries[(head * dim) + d] * cachedValues[(k * dim) + d]))];
            double[] weights = [.. exact.Select(s => Math.Exp(s - exact.Max()))];
            Assert.Equal(exact.Max(), largest[head], 1e-4);
            Assert.Equal(weights.Sum(), sums[head], 1e-4 * weights.Sum());
            for (int d = 0; d < dim; d++)
            {
                Assert.Equal(weights.Select((w, k) => w * cachedValues[((first + k) * dim) + d]).Sum(), to[(head * dim) + d], 1e-4);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void One_step_of_the_delta_rule(int lanes)
    {
        const int keyDim = 10;
        const int valueDim = 39;
        using Numbers state = new(keyDim * valueDim, ElementFormat.Float32, seed: 1);
        using Numbers key = new(keyDim, ElementFormat.Float32, seed: 2);
        using Numbers query = new(keyDim, ElementFormat.Float32, seed: 3);
        using Numbers value = new(valueDim, ElementFormat.Float32, seed: 4);
        double[] s = [.. Enumerable.Range(0, keyDim * valueDim).Select(i => (double)state[i] * 0.8)];
        double[] o = new double[valueDim];
        for (int column = 0; column < valueDim; column++)
        {
            double delta = 0.3 * (value[column] - Enumerable.Range(0, keyDim).Sum(i => key[i] * s[(i * valueDim) + column]));
            for (int i = 0; i < keyDim; i++)
            {
                s[(i * valueDim) + column] += key[i] * delta;
                o[column] += query[i] * s[(i * valueDim) + column];
            }
        }

        float[] output = new float[valueDim];
        fixed (float* to = output)
        {
            float both = Enumerable.Range(0, keyDim).Sum(i => key[i] * query[i]);
            DeltaColumns all = new((nint)state.Data, (nint)key.Data, (nint)query.Data, (nint)value.Data, (nint)to, keyDim, valueDim, 0, valueDim, 0.8f, 0.3f, both);
            Of(lanes).DeltaStep(all with { Count = 17 });
            Of(lanes).DeltaStep(all with { First = 17, Count = valueDim - 17 });
        }

        Close(output, i => o[i]);
        Close([.. Enumerable.Range(0, keyDim * valueDim).Select(i => state[i])], i => s[i]);
    }
}
