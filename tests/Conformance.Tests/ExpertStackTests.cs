using System;
using System.Linq;
using Modelwright.Runtime.TorchSharp;
using TorchSharp;
using static TorchSharp.torch;

namespace Modelwright.Conformance.Tests;

/// <summary>Both ways of few rows through their experts, that of a CPU and that of a device that should not be waited for, against every expert's own two products.</summary>
public class ExpertStackTests
{
    private const int Experts = 5;
    private const int Hidden = 12;

    [Theory]
    [InlineData(8, null)]
    [InlineData(8, 6)]
    [InlineData(6, 9)]
    public void Gathered_or_one_by_one_the_sums_are_the_same(int width, int? shared)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable quiet = no_grad();
        random.manual_seed(7);
        int count = shared is null ? Experts : Experts + 1;
        using ExpertStack experts = new(new ParameterFactory(CPU, ScalarType.Float32), Experts, Hidden, width, static x => nn.functional.silu(x), shared);
        for (int expert = 0; expert < count; expert++)
        {
            experts.GateUp(expert)[0].weight!.normal_();
            experts.GateUp(expert)[1].weight!.normal_();
            experts.Down(expert).weight!.normal_();
        }

        Tensor x = randn(3, Hidden);
        Tensor chosen = tensor(new long[] { 0, 3, count - 1, 2, 1, 3, 4, 0, count - 1 }, [3, 3]);
        Tensor weights = rand(3, 3);

        Tensor wanted = stack([.. Enumerable.Range(0, 3).Select(row => Enumerable.Range(0, 3).Select(slot => Through(experts, (int)chosen[row, slot].item<long>(), x[row]) * weights[row, slot]).Aggregate(static (a, b) => a + b))]);
        Tensor one = cat([.. Enumerable.Range(0, 3).Select(row => experts.Apply(x.narrow(0, row, 1), chosen.narrow(0, row, 1), weights.narrow(0, row, 1)))]);

        Comparison.AssertClose(Numbers(one), Numbers(wanted), 1e-5, "one by one");
        Comparison.AssertClose(Numbers(experts.Gather(x, chosen, weights)), Numbers(wanted), 1e-5, "gathered");
    }

    private static Tensor Through(ExpertStack experts, int expert, Tensor row)
    {
        FusedLinear gateUp = experts.GateUp(expert);
        return experts.Down(expert).forward(nn.functional.silu(gateUp[0].forward(row)) * gateUp[1].forward(row));
    }

    private static float[] Numbers(Tensor values) => values.contiguous().data<float>().ToArray();
}
