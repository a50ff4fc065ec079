using System;
using System.Linq;
using Modelwright.Backends.Vulkan;
using Modelwright.IR;
using Modelwright.Runtime;
using Modelwright.Runtime.Vulkan;
using Modelwright.Tests;

namespace Modelwright.Backends.Tests;

/// <summary>Routing, the sort by expert, the grouped products and their sum, against plain loops in double.</summary>
[Trait("Subgroups", "Any")]
public sealed class PrefillExpertsTests
{
    [Theory]
    [InlineData(32, 4, true, false)]
    [InlineData(12, 3, false, true)]
    [InlineData(5, 5, true, true)]
    [InlineData(130, 10, false, false)]
    [InlineData(4096, 512, true, true)]
    public void Chooses_the_best_experts(int experts, int perToken, bool renormalise, bool shared)
    {
        const int Rows = 9;
        int width = experts + (shared ? 1 : 0);
        int slots = perToken + (shared ? 1 : 0);
        float[] logits = [.. Numbers.Exact(Rows * width, 11).Select(static v => 4 * v)];   // some are equal
        using KernelBench bench = new();
        bench.Step(past: 0, tokens: Rows);
        BufferRange routes = bench.Words("routes", new uint[Rows * slots * 2]);

        bench.Run((RouteTopKKernel.Emit("Routes", experts, perToken, renormalise, shared).Define(), [bench.Rows("logits", logits, Rows, width), routes]));

        uint[] actual = bench.ReadWords(routes);
        for (int r = 0; r < Rows; r++)
        {
            (uint Expert, double Weight)[] expected = Route(logits.AsSpan(r * width, width).ToArray(), experts, perToken, renormalise, shared);
            uint[] row = actual[(r * slots * 2)..((r + 1) * slots * 2)];
            Assert.Equal(expected.Select(static route => route.Expert), row.Where(static (_, i) => i % 2 == 0));
            Numbers.AssertClose([.. expected.Select(static route => route.Weight)], [.. row.Where(static (_, i) => i % 2 == 1).Select(BitConverter.UInt32BitsToSingle)], 1e-5, "weights");
        }
    }

    [Theory]
    [InlineData(1, 12, 3, 0, 1)]
    [InlineData(7, 12, 3, 1, 1)]
    [InlineData(7, 13, 3, 1, 3)]           // subgroups of a workgroup share out the experts, the last of which are none
    [InlineData(100, 4, 2, 0, 1)]
    [InlineData(33, 130, 10, 1, 4)]
    [InlineData(1024, 512, 512, 1, 1)]     // as many as the loops allow
    public void Sorts_routes_by_expert(int rows, int experts, int perToken, int shared, int subgroups)
    {
        uint[] routes = Routes(rows, experts, perToken, shared == 1, seed: 12);
        using KernelBench bench = new();
        bench.Step(past: 0, tokens: rows);
        BufferRange order = bench.Words("order", new uint[rows * perToken]);
        BufferRange starts = bench.Words("starts", new uint[experts + 1]);

        KernelDefinition kernel = RouteSortKernel.Emit("Sort", experts, perToken, perToken + shared).Define().WithSubgroups(subgroups, bench.Device.Profile.SubgroupSize);
        bench.Run((kernel, [bench.Words("routes", routes), order, starts]));

        uint ExpertOf(int entry) => routes[((entry / perToken * (perToken + shared)) + (entry % perToken)) * 2];
        int[] expected = [.. Enumerable.Range(0, rows * perToken).OrderBy(ExpertOf)];
        Assert.Equal(expected.Select(static entry => (uint)entry), bench.ReadWords(order));
        uint[] counts = new uint[experts + 1];
        foreach (int entry in expected)
        {
            counts[ExpertOf(entry) + 1]++;
        }

        Assert.Equal(Enumerable.Range(0, experts + 1).Select(expert => (uint)counts.Take(expert + 1).Sum(static count => count)), bench.ReadWords(starts));
    }

    public static TheoryData<int, int, int, int, int, bool, bool, string, bool> Shapes() => new()
    {
        { 24, 72, 20, 12, 3, true, false, "Float32", false },
        { 24, 72, 20, 12, 3, true, false, "Int4", true },
        { 50, 43, 27, 4, 2, false, false, "Float32", true },
        { 24, 72, 20, 12, 3, false, false, "Float16", false },
        { 50, 43, 27, 4, 2, true, false, "BFloat16", false },
        { 40, 64, 24, 16, 2, false, true, "Float32", false },     // every row on the same two experts
        { 1, 72, 20, 12, 3, true, false, "Float32", false },
        { 24, 72, 100, 12, 3, true, false, "Int8", false },
        { 24, 300, 27, 12, 3, false, false, "Int4 64 zeros", false },
        { 24, 43, 150, 4, 3, false, false, "Float8 32 wide", false },
        { 600, 4100, 3, 130, 1, false, true, "Float16", false },   // a workgroup for every one of the tiles an expert can have would walk too long
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Runs_every_row_through_its_experts(int rows, int hidden, int width, int experts, int perToken, bool shared, bool skewed, string format, bool routedInputs)
    {
        int slots = perToken + (shared ? 1 : 0);
        uint[] routes = Routes(rows, experts, perToken, shared, seed: 13, skewed);
        int inputs = routedInputs ? rows * perToken : rows;     // each route may have a row of its own
        float[] x = Numbers.Exact(inputs * hidden, 14);
        float[] gateUp = Numbers.Exact(experts * 2 * width * hidden, 15);
        float[] down = Numbers.Exact(experts * hidden * width, 16);
        float[] sharedResult = Numbers.Exact(rows * hidden, 17);
        float[] residual = Numbers.Exact(rows * hidden, 18);
        using KernelBench bench = new(Stored.As(format));
        bench.Step(past: 0, tokens: rows);
        BufferRange routed = bench.Words("routes", routes);
        BufferRange order = bench.Words("order", new uint[rows * perToken]);
        BufferRange starts = bench.Words("starts", new uint[experts + 1]);
        BufferRange h = bench.Unset("h", rows * perToken * KernelBench.RoundUp8(width));
        BufferRange y = bench.Unset("y", rows * perToken * KernelBench.RoundUp8(hidden));
        BufferRange stream = bench.Rows("stream", residual, rows, hidden);
        BufferRange[] sharedBound = shared ? [bench.Rows("shared", sharedResult, rows, hidden)] : [];

        bench.Run(
            (RouteSortKernel.Emit("Sort", experts, perToken, slots).Define(), [routed, order, starts]),
            (GroupedGateUpKernel.Emit("GateUp", hidden, width, experts, perToken, Activation.Silu, routedInputs).Define(),
                [bench.Rows("x", x, inputs, hidden), order, starts, bench.Matrix("gateUp", gateUp, experts * 2 * width, hidden), h]),
            (GroupedDownKernel.Emit("Down", hidden, width, experts, perToken, slots).Define(),
                [h, routed, order, starts, bench.Matrix("down", down, experts * hidden, width), y]),
            (CombineExpertsKernel.Emit("Combine", hidden, perToken, shared).Define(), [y, routed, .. sharedBound, stream]));

        double[] expected = new double[rows * hidden];
        for (int r = 0; r < rows; r++)
        {
            for (int o = 0; o < hidden; o++)
            {
                expected[(r * hidden) + o] = residual[(r * hidden) + o] + (shared ? Weight(routes, (r * slots) + perToken) * sharedResult[(r * hidden) + o] : 0);
            }

            for (int s = 0; s < perToken; s++)
            {
                int expert = (int)routes[((r * slots) + s) * 2];
                int input = (routedInputs ? (r * perToken) + s : r) * hidden;
                double[] inner = [.. Enumerable.Range(0, width).Select(i =>
                    PrefillMatrixTests.Silu(PrefillMatrixTests.Dot(x, input, gateUp, ((expert * 2 * width) + (2 * i)) * hidden, hidden))
                    * PrefillMatrixTests.Dot(x, input, gateUp, ((expert * 2 * width) + (2 * i) + 1) * hidden, hidden))];
                for (int o = 0; o < hidden; o++)
                {
                    double sum = Enumerable.Range(0, width).Sum(i => inner[i] * down[(((expert * hidden) + o) * width) + i]);
                    expected[(r * hidden) + o] += Weight(routes, (r * slots) + s) * sum;
                }
            }
        }

        Numbers.AssertClose(expected, bench.ReadRows(stream, rows, hidden), 1e-5, "experts");
    }

    private static double Weight(uint[] routes, int at) => BitConverter.UInt32BitsToSingle(routes[(at * 2) + 1]);

    private static uint[] Routes(int rows, int experts, int perToken, bool shared, int seed, bool skewed = false)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, rows).SelectMany(_ =>
        {
            uint[] chosen = [.. Enumerable.Range(0, experts).Select(static e => (uint)e)];
            if (!skewed)
            {
                random.Shuffle(chosen);
            }

            return chosen.Take(perToken).Concat(shared ? [(uint)experts] : []).SelectMany(expert => new[] { expert, BitConverter.SingleToUInt32Bits(random.NextSingle()) });
        })];
    }

    private static (uint Expert, double Weight)[] Route(float[] logits, int experts, int perToken, bool renormalise, bool shared)
    {
        double all = logits.Take(experts).Sum(static v => Math.Exp(v));
        int[] best = [.. Enumerable.Range(0, experts).OrderByDescending(e => logits[e]).Take(perToken)];
        double sum = renormalise ? best.Sum(e => Math.Exp(logits[e])) : all;
        return [.. best.Select(e => ((uint)e, Math.Exp(logits[e]) / sum)), .. shared ? [((uint)experts, 1 / (1 + Math.Exp(-logits[experts])))] : Array.Empty<(uint, double)>()];
    }
}
