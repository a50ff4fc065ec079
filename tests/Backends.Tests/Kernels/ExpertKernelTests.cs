using System;
using System.Collections.Generic;
using System.Linq;
using Modelwright.Backends.Vulkan;
using Modelwright.IR;
using Modelwright.Runtime;

namespace Modelwright.Backends.Tests;

[Collection(KernelRunnerCollection.Name)]
[Trait("Subgroups", "Any")]
public sealed class ExpertKernelTests(KernelRunner runner)
{
    private const int Tokens = 3;
    private static readonly NormSpec ZeroCentred = new(1e-5f, ZeroCentred: true);

    [Theory]
    [InlineData("Float32", 72, 12, 3, false, true, null, null)]
    [InlineData("Float16", 64, 32, 4, true, false, null, null)]
    [InlineData("BFloat16", 43, 512, 10, true, true, 3, 2)]
    [InlineData("Float32", 24, 16, 16, true, false, 2, 1)]
    [InlineData("Float16", 1100, 9, 2, true, true, 2, 4)]
    [InlineData("Int8", 72, 12, 3, false, true, null, 16)]
    [InlineData("Int4 64 zeros", 200, 12, 3, false, true, 3, 2)]
    public void Experts_are_chosen_by_their_probability(string format, int hidden, int count, int k, bool renormalise, bool shared, int? subgroups, int? rows)
    {
        int slots = shared ? k + 1 : k;
        double[] x = Reference.Numbers(1, Tokens * hidden);
        Reference.Faint(x, hidden, hidden);
        double[] norm = Reference.Numbers(2, hidden);
        double[] weights = Reference.Numbers(3, (count + 1) * hidden)[..((count + (shared ? 1 : 0)) * hidden)];
        KernelBuffer matrix = KernelBuffer.Matrix(weights, hidden, format);
        KernelBuffer counters = KernelBuffer.Of(new uint[Tokens]);
        KernelBuffer routes = KernelBuffer.Unwritten(Tokens * slots * 2);

        runner.Run(
            RouterKernel.Emit("Router", new Router(count, k, renormalise, shared, ZeroCentred), ZeroCentred, hidden),
            new KernelSetting { Batch = Tokens, Subgroups = subgroups, Rows = rows },
            KernelBuffer.Rows(x, hidden),
            KernelBuffer.Vector(norm),
            matrix,
            KernelBuffer.Unwritten(Tokens * (count + 8)),
            counters,
            routes);

        Assert.Equal(new uint[Tokens], counters.Words.ToArray());

        double[] normed = Reference.Norm(x, norm, ZeroCentred.Epsilon, zeroCentred: true);
        for (int row = 0; row < Tokens; row++)
        {
            double[] logits = [.. Enumerable.Range(0, count).Select(e => Reference.Dot(normed, row, weights, e, hidden))];
            double total = logits.Sum(Math.Exp);
            int[] best = [.. Enumerable.Range(0, count).OrderByDescending(e => logits[e]).Take(k)];
            double chosen = renormalise ? best.Sum(e => Math.Exp(logits[e]) / total) : 1;
            for (int slot = 0; slot < k; slot++)
            {
                int at = ((row * slots) + slot) * 2;
                Assert.Equal((uint)best[slot], routes.Words[at]);
                Assert.Equal(Math.Exp(logits[best[slot]]) / total / chosen, routes.Floats[at + 1], 1e-5);
            }

            if (shared)
            {
                int at = ((row * slots) + k) * 2;
                Assert.Equal((uint)count, routes.Words[at]);
                Assert.Equal(Reference.Sigmoid(Reference.Dot(normed, row, weights, count, hidden)), routes.Floats[at + 1], 1e-5);
            }
        }
    }

    [Fact]
    public void Among_equal_experts_the_first_win()
    {
        KernelBuffer routes = KernelBuffer.Unwritten(3 * 2);

        runner.Run(
            RouterKernel.Emit("Router", new Router(40, 3, Renormalise: true, Shared: false, ZeroCentred), ZeroCentred, 8),
            new KernelSetting(),
            KernelBuffer.Rows(Reference.Numbers(1, 8), 8),
            KernelBuffer.Vector(new double[8]),
            KernelBuffer.Matrix(new double[40 * 8], 8, "Float32"),
            KernelBuffer.Unwritten(40),
            KernelBuffer.Of(new uint[1]),
            routes);

        Assert.Equal([0u, 1u, 2u], Enumerable.Range(0, 3).Select(slot => routes.Words[2 * slot]));
        Assert.All(Enumerable.Range(0, 3), slot => Assert.Equal(1.0 / 3, routes.Floats[(2 * slot) + 1], 1e-6));
    }

    [Theory]
    [InlineData("Float32", 72, 12, 27, 3, 20, null, null)]
    [InlineData("Float16", 64, 8, 24, 2, 44, null, null)]
    [InlineData("BFloat16", 43, 5, 16, 4, null, null, null)]
    [InlineData("Float32", 40, 6, 20, 2, 20, 2, 3)]
    [InlineData("Float16", 40, 6, 20, 2, null, 1, 8)]
    [InlineData("Float16", 530, 3, 600, 2, 1030, null, 9)]
    [InlineData("Int8", 72, 12, 27, 3, 20, null, null)]
    [InlineData("Int4", 530, 3, 600, 2, 1030, null, 9)]
    [InlineData("Int4 64 wide zeros", 40, 6, 200, 2, 20, 2, 3)]
    [InlineData("Float8", 300, 6, 140, 2, null, 1, 8)]
    [InlineData("Int4 + Float16", 72, 12, 27, 3, 20, null, null)]       // the shared expert stored otherwise, as checkpoints do that leave it wide
    [InlineData("Int8 + Int4", 530, 3, 600, 2, 1030, null, 9)]
    [InlineData("Float16 + BFloat16", 530, 3, 40, 2, 60, 2, 9)]
    public void A_token_passes_through_its_experts(string format, int hidden, int count, int width, int k, int? shared, int? subgroups, int? rows)
    {
        RoutedExperts op = new(hidden, count, width, k, shared, Activation.Silu, ZeroCentred);
        KernelSetting setting = new() { Batch = Tokens, Subgroups = subgroups, Rows = rows };
        double[] x = Reference.Numbers(1, Tokens * hidden);
        Reference.Faint(x, hidden, hidden);
        double[] norm = Reference.Numbers(2, hidden);
        double[] gateUp = Reference.Numbers(3, count * 2 * width * hidden);
        double[] down = Reference.Numbers(4, count * hidden * width);
        double[] sharedGateUp = Reference.Numbers(5, 2 * (shared ?? 1) * hidden);
        double[] sharedDown = Reference.Numbers(6, hidden * (shared ?? 1));
        (uint[] routes, double[] weights) = Routes(op);
        string[] formats = format.Split(" + ");
        KernelBuffer[] matrices =
        [
            KernelBuffer.Matrix(gateUp, hidden, formats[0]), KernelBuffer.Matrix(sharedGateUp, hidden, formats[^1]),
            KernelBuffer.Matrix(down, width, formats[0]), KernelBuffer.Matrix(sharedDown, shared ?? 1, formats[^1]),
        ];
        KernelBuffer h = KernelBuffer.Unwritten((int)(Tokens * ExpertRows.Bytes(op) / sizeof(float)));
        KernelBuffer residual = KernelBuffer.Rows(x, hidden);
        List<KernelBuffer> first = [KernelBuffer.Rows(x, hidden), KernelBuffer.Vector(norm), KernelBuffer.Of(routes), matrices[0], h];
        List<KernelBuffer> second = [h, KernelBuffer.Of(routes), matrices[2], residual];
        if (shared is not null)
        {
            first.Insert(4, matrices[1]);
            second.Insert(3, matrices[3]);
        }

        runner.Run(ExpertGateUpKernel.Emit("GateUp", op, ZeroCentred), setting, [.. first]);
        runner.Run(ExpertDownKernel.Emit("Down", op), setting, [.. second]);

        double[] normed = Reference.Norm(x, norm, ZeroCentred.Epsilon, zeroCentred: true);
        double[] expected = (double[])x.Clone();
        for (int row = 0; row < Tokens; row++)
        {
            for (int slot = 0; slot < op.Slots; slot++)
            {
                bool isShared = slot == k;
                int expert = isShared ? 0 : (int)routes[((row * op.Slots) + slot) * 2];
                int wide = isShared ? shared!.Value : width;
                double[] up = isShared ? sharedGateUp : gateUp;
                double[] hiddenRow = [.. Enumerable.Range(0, wide).Select(i =>
                    Reference.Silu(Reference.Dot(normed, row, up, (expert * 2 * width) + (2 * i), hidden)) * Reference.Dot(normed, row, up, (expert * 2 * width) + (2 * i) + 1, hidden))];
                for (int n = 0; n < hidden; n++)
                {
                    expected[(row * hidden) + n] += weights[(row * op.Slots) + slot] * Reference.Dot(hiddenRow, 0, isShared ? sharedDown : down, (expert * hidden) + n, wide);
                }
            }
        }

        int stride = (hidden + 7) / 8 * 8;
        Reference.Close(expected, i => residual.Floats[(i / hidden * stride) + (i % hidden)]);
    }

    /// <summary>Where experts have orders of their own, each slot has a row of x, which needs no norm.</summary>
    [Theory]
    [InlineData("Float32", 43, 5, 16, 4, null)]
    [InlineData("Int4", 530, 3, 300, 2, 44)]
    public void A_slot_takes_its_own_row(string format, int hidden, int count, int width, int k, int? shared)
    {
        RoutedExperts op = new(hidden, count, width, k, shared, Activation.Silu, null);
        double[] x = Reference.Numbers(1, Tokens * op.Slots * hidden);
        double[] gateUp = Reference.Numbers(3, count * 2 * width * hidden);
        double[] sharedGateUp = Reference.Numbers(5, 2 * (shared ?? 1) * hidden);
        (uint[] routes, _) = Routes(op);
        KernelBuffer matrix = KernelBuffer.Matrix(gateUp, hidden, format);
        KernelBuffer[] sharedMatrix = shared is null ? [] : [KernelBuffer.Matrix(sharedGateUp, hidden, format)];
        KernelBuffer h = KernelBuffer.Unwritten((int)(Tokens * ExpertRows.Bytes(op) / sizeof(float)));

        runner.Run(
            ExpertGateUpKernel.Emit("GateUp", op, norm: null), new KernelSetting { Batch = Tokens },
            [KernelBuffer.Rows(x, hidden), KernelBuffer.Of(routes), matrix, .. sharedMatrix, h]);

        int stride = (ExpertRows.Widest(op) + 7) / 8 * 8;
        for (int row = 0; row < Tokens * op.Slots; row++)
        {
            bool isShared = row % op.Slots == k;
            double[] up = isShared ? sharedGateUp : gateUp;
            int first = isShared ? 0 : (int)routes[row * 2] * 2 * width;
            double[] expected = [.. Enumerable.Range(0, isShared ? shared!.Value : width).Select(i =>
                Reference.Silu(Reference.Dot(x, row, up, first + (2 * i), hidden)) * Reference.Dot(x, row, up, first + (2 * i) + 1, hidden))];
            Reference.Close(expected, i => h.Floats[(row * stride) + i]);
        }
    }

    private static (uint[] Routes, double[] Weights) Routes(RoutedExperts op)
    {
        double[] weights = Reference.Numbers(7, Tokens * op.Slots);
        uint[] routes = new uint[Tokens * op.Slots * 2];
        for (int i = 0; i < weights.Length; i++)
        {
            int slot = i % op.Slots;
            routes[2 * i] = slot == op.K ? (uint)op.Count : (uint)(((i / op.Slots * 2) + (slot * 3)) % op.Count);
            routes[(2 * i) + 1] = BitConverter.SingleToUInt32Bits((float)weights[i]);
        }

        return (routes, weights);
    }
}
