using System;
using System.Linq;
using TorchSharp;
using static TorchSharp.torch;

namespace Modelwright.TorchSharpStandIn;

/// <summary>Compares gradients with central differences, in float64.</summary>
internal static class GradientCheck
{
    /// <summary>The function's elements are weighted differently before they are summed, so that no error cancels.</summary>
    public static void Run(Func<Tensor[], Tensor> function, params Tensor[] inputs)
    {
        Tensor[] leaves = inputs.Select(static t => t.detach().clone().requires_grad_()).ToArray();
        Weigh(function(leaves)).backward();
        for (int k = 0; k < leaves.Length; k++)
        {
            double[] found = (leaves[k].grad ?? zeros_like(leaves[k])).data<double>().ToArray();
            for (int i = 0; i < found.Length; i++)
            {
                double expected = Slope(function, inputs, k, i);
                Assert.True(
                    Math.Abs(found[i] - expected) <= 1e-5 * Math.Max(1, Math.Abs(expected)),
                    FormattableString.Invariant($"input {k}, element {i}: gradient {found[i]}, by differences {expected}"));
            }
        }
    }

    private static double Slope(Func<Tensor[], Tensor> function, Tensor[] inputs, int k, int i)
    {
        const double Step = 1e-5;
        return (At(Step) - At(-Step)) / (2 * Step);

        double At(double shift)
        {
            using IDisposable mode = no_grad();
            Tensor[] moved = inputs.Select(static t => t.detach().clone()).ToArray();
            moved[k].view(-1)[i] += shift;
            return Weigh(function(moved)).item<double>();
        }
    }

    private static Tensor Weigh(Tensor result)
    {
        Tensor weights = arange(1, result.numel() + 1, dtype: float64).view(result.shape);
        return (result * (weights * 0.37).cos()).sum();
    }
}
