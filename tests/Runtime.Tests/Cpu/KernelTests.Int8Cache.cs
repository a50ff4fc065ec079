using System;
using System.Linq;
using System.Runtime.InteropServices;
using Modelwright.Runtime.Cpu;

namespace Modelwright.Runtime.Tests.Cpu;

/// <summary>Keys and values as bytes with scales.</summary>
public unsafe partial class KernelTests
{
    private const int CachedKeys = 128;

    /// <summary>What is read back, for steps and for prompts, is what a row of the format holds: heads of whole groups and units, of parts of both, and one of zeros.</summary>
    [Theory]
    [MemberData(nameof(Widths))]
    public void Int8_keys_and_values_are_those_of_the_format(int lanes)
    {
        foreach (int dim in (int[])[8, 22, 53, 64, 128])
        {
            CpuKernels kernels = Of(lanes);
            float[] kept = Rounded(dim, out float[] given);
            using Int8Memory cache = new(kernels, given, dim);
            ComparePanels(kernels, cache, kept, dim);
            CompareStep(kernels, cache, kept, dim);
        }
    }

    private static void ComparePanels(CpuKernels kernels, Int8Memory cache, float[] kept, int dim)
    {
        int width = kernels.PanelWidth;
        int panels = (dim + width - 1) / width;
        float[] panel = new float[Math.Max(dim * width, panels * width * 64)];
        fixed (float* to = panel)
        {
            for (int first = 0; first < CachedKeys; first += width)
            {
                kernels.PackKeys(ElementFormat.Int8, cache.Keys, dim, first, to);
                for (int i = 0; i < dim * width; i++)
                {
                    Assert.Equal(kept[((first + (i % width)) * dim) + (i / width)], panel[i], 1e-6f);
                }
            }

            Array.Fill(panel, float.NaN);
            kernels.PackValues(ElementFormat.Int8, cache.Values + KeyBlocks.ValueBytes(ElementFormat.Int8, dim, 64), dim, 64, to);
            for (int i = 0; i < panels * width * 64; i++)
            {
                int d = (i / (width * 64) * width) + (i % width);
                Assert.Equal(d < dim ? kept[((64 + (i / width % 64)) * dim) + d] : 0, panel[i], 1e-6f);
            }
        }
    }

    private static void CompareStep(CpuKernels kernels, Int8Memory cache, float[] kept, int dim)
    {
        const int heads = 6;
        const int first = 69;
        const int end = 107;
        using Numbers queries = new(heads * dim, ElementFormat.Float32, seed: 3);
        float[] to = new float[(heads + 1) * dim];
        Array.Fill(to, float.NaN);
        float[] scores = new float[4 * CachedKeys];
        float[] largest = new float[heads];
        float[] sums = new float[heads];
        fixed (float* result = to, space = scores, tops = largest, totals = sums)
        {
            AttentionPart part = new((nint)queries.Data, heads, dim, (nint)cache.Keys, (nint)cache.Values, Start: 64, first, end);
            kernels.AttendPart(ElementFormat.Int8, part, space, result, tops, totals);
        }

        for (int head = 0; head < heads; head++)
        {
            double[] exact = [.. Enumerable.Range(first, end - first).Select(k => Enumerable.Range(0, dim).Sum(d => (double)queries[(head * dim) + d] * kept[(k * dim) + d]))];
            double[] weights = [.. exact.Select(s => Math.Exp(s - exact.Max()))];
            Assert.Equal(exact.Max(), largest[head], 1e-4);
            Assert.Equal(weights.Sum(), sums[head], 1e-4 * weights.Sum());
            for (int d = 0; d < dim; d++)
            {
                Assert.Equal(weights.Select((w, k) => w * kept[((first + k) * dim) + d]).Sum(), to[(head * dim) + d], 1e-4);
            }
        }

        Assert.All(to.Skip(heads * dim), static behind => Assert.True(float.IsNaN(behind)));
    }

    /// <summary>Numbers of which some groups are tiny and one is zero, and what the format keeps of them.</summary>
    private static float[] Rounded(int dim, out float[] given)
    {
        using Numbers numbers = new(CachedKeys * dim, ElementFormat.Float32, seed: 6);
        given = [.. Enumerable.Range(0, CachedKeys * dim).Select(i => numbers[i] * ((i / dim % 7) switch { 2 => 1e-9f, 5 => 0, _ => 1 }))];
        BlockFormat format = CacheFormats.Row(ElementFormat.Int8);
        byte[] row = new byte[format.RowBytes(dim)];
        float[] kept = [.. given];
        for (int key = 0; key < CachedKeys; key++)
        {
            format.Encode(kept.AsSpan(key * dim, dim), row);
            format.Decode(row, kept.AsSpan(key * dim, dim));
        }

        return kept;
    }

    /// <summary>A head's cache, filled column by column; what nobody writes is not a number.</summary>
    private sealed class Int8Memory : IDisposable
    {
        public Int8Memory(CpuKernels kernels, float[] numbers, int dim)
        {
            Keys = Filled(KeyBlocks.KeyBytes(ElementFormat.Int8, dim, CachedKeys));
            Values = Filled(KeyBlocks.ValueBytes(ElementFormat.Int8, dim, CachedKeys));
            fixed (float* from = numbers)
            {
                for (int column = 0; column < CachedKeys; column++)
                {
                    kernels.StoreKey(ElementFormat.Int8, from + (column * dim), dim, Keys, column);
                    kernels.StoreValue(ElementFormat.Int8, from + (column * dim), dim, Values, column);
                }
            }
        }

        public byte* Keys { get; }

        public byte* Values { get; }

        public void Dispose()
        {
            NativeMemory.AlignedFree(Keys);
            NativeMemory.AlignedFree(Values);
        }

        private static byte* Filled(long bytes)
        {
            byte* memory = (byte*)NativeMemory.AlignedAlloc((nuint)bytes, 64);
            new Span<byte>(memory, (int)bytes).Fill(0xFF);
            return memory;
        }
    }
}
