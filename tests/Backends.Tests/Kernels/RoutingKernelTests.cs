using System;
using System.Linq;
using Modelwright.Backends.Vulkan;
using Modelwright.IR;

namespace Modelwright.Backends.Tests;

/// <summary>Which experts take a token when logits are extreme, by the kernel of one token and by that of many.</summary>
[Collection(KernelRunnerCollection.Name)]
[Trait("Subgroups", "Any")]
public sealed class RoutingKernelTests(KernelRunner runner)
{
    private const int Experts = 40;
    private const int Chosen = 3;
    private const int Hidden = 8;
    private static readonly NormSpec Norm = new(1e-6f, ZeroCentred: true);

    /// <summary>Probabilities are taken from the highest logit of an expert: anything else, the shared expert's higher gate included, would overflow or leave nothing.</summary>
    [Theory]
    [InlineData(true, true, 150)]
    [InlineData(true, false, 150)]
    [InlineData(true, false, -400)]
    [InlineData(false, true, 150)]
    [InlineData(false, false, 150)]
    [InlineData(false, false, -400)]
    public void Large_logits_overflow_nothing(bool one, bool renormalise, double lowest)
    {
        double[] logits = [.. Enumerable.Range(0, Experts).Select(e => lowest + (e * 7 % Experts / 2.0)), 400];

        KernelBuffer routes = Route(one, renormalise, logits);

        int[] best = [.. Enumerable.Range(0, Experts).OrderByDescending(e => logits[e]).Take(Chosen)];
        double total = (renormalise ? best : Enumerable.Range(0, Experts)).Sum(e => Math.Exp(logits[e] - lowest));
        for (int slot = 0; slot < Chosen; slot++)
        {
            Assert.Equal((uint)best[slot], routes.Words[2 * slot]);
            Assert.Equal(Math.Exp(logits[best[slot]] - lowest) / total, routes.Floats[(2 * slot) + 1], 1e-3);
        }

        Assert.Equal((uint)Experts, routes.Words[2 * Chosen]);
        Assert.Equal(1, routes.Floats[(2 * Chosen) + 1], 1e-6);
    }

    /// <summary>What is no number takes a wrong expert, never an address behind the last.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void No_number_is_no_wild_address(bool one)
    {
        KernelBuffer routes = Route(one, renormalise: true, [.. Enumerable.Repeat(double.NaN, Experts), -400]);

        for (int slot = 0; slot < Chosen; slot++)
        {
            Assert.InRange(routes.Words[2 * slot], 0u, Experts - 1u);
        }

        Assert.Equal((uint)Experts, routes.Words[2 * Chosen]);
        Assert.Equal(0, routes.Floats[(2 * Chosen) + 1], 1e-6);
    }

    private KernelBuffer Route(bool one, bool renormalise, double[] logits)
    {
        KernelBuffer routes = KernelBuffer.Unwritten((Chosen + 1) * 2);
        if (!one)
        {
            runner.Run(RouteTopKKernel.Emit("Routes", Experts, Chosen, renormalise, shared: true), new KernelSetting(), KernelBuffer.Rows(logits, logits.Length), routes);
            return routes;
        }

        double[] weights = new double[logits.Length * Hidden];
        for (int e = 0; e < logits.Length; e++)
        {
            weights[(e * Hidden) + (e % Hidden)] = logits[e];       // x is ones, and so is what the norm makes of it
        }

        runner.Run(
            RouterKernel.Emit("Router", new Router(Experts, Chosen, renormalise, Shared: true, Norm), Norm, Hidden),
            new KernelSetting(),
            KernelBuffer.Rows([.. Enumerable.Repeat(1.0, Hidden)], Hidden),
            KernelBuffer.Vector(new double[Hidden]),
            KernelBuffer.Matrix(weights, Hidden, "Float32"),
            KernelBuffer.Unwritten(48),
            KernelBuffer.Of(new uint[1]),
            routes);
        return routes;
    }
}
