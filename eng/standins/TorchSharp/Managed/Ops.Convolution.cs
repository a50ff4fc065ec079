using System;

namespace TorchSharp.Managed;

internal static partial class Ops
{
    /// <summary>Cross-correlation over the last dimension; <paramref name="x"/> is [channels, length] or [batch, channels, length].</summary>
    public static NativeTensor Conv1d(NativeTensor x, NativeTensor weight, NativeTensor? bias, ConvolutionPlan plan)
    {
        if (x.Rank == 2)
        {
            return Squeeze(Conv1d(Unsqueeze(x, 0), weight, bias, plan), 0);
        }

        RefuseRank($"Expected 2D (unbatched) or 3D (batched) input to conv1d, but got input of size: {Shape.Text(x.Sizes)}", x, 3);
        RefuseRank("weight should have at least three dimensions", weight, 3);
        RefuseOtherType("Input type ({0}) and weight type ({1}) should be the same", x, weight);
        if (x.Sizes[1] != weight.Sizes[1] * plan.Groups || weight.Sizes[0] % plan.Groups != 0)
        {
            throw NativeError.Of(
                $"Given groups={Shape.Number(plan.Groups)}, weight of size {Shape.Text(weight.Sizes)}, expected input{Shape.Text(x.Sizes)} to have " +
                $"{Shape.Number(weight.Sizes[1] * plan.Groups)} channels, but got {Shape.Number(x.Sizes[1])} channels instead");
        }

        NativeTensor padded = plan.Padding == 0 ? x : Pad(x, [plan.Padding, plan.Padding], 0);
        long reach = (plan.Dilation * (weight.Sizes[2] - 1)) + 1;
        if (padded.Sizes[2] < reach)
        {
            throw NativeError.Of(
                $"Calculated padded input size per channel: ({Shape.Number(padded.Sizes[2])}). Kernel size: ({Shape.Number(reach)}). Kernel size can't be greater than actual input size");
        }

        long length = ((padded.Sizes[2] - reach) / plan.Stride) + 1;
        double[] values = padded.ToDoubles();
        double[] factors = weight.ToDoubles();
        long[] sizes = [x.Sizes[0], weight.Sizes[0], length];
        double[] sums = new double[Shape.Numel(sizes)];
        plan.Walk(padded.Sizes, weight.Sizes, length, (o, i, w) => sums[o] += values[i] * factors[w]);
        NativeTensor result = NativeTensor.From(sums, sizes, x.Type);
        long[] inputSizes = padded.Sizes;
        NativeTensor convolved = Tape.Record(result, "ConvolutionBackward0", [padded, weight], [padded, weight], (g, s) =>
        {
            double[] grads = g.ToDoubles();
            double[] inputs = s[0].ToDoubles();
            double[] weights = s[1].ToDoubles();
            double[] toInput = new double[inputs.Length];
            double[] toWeight = new double[weights.Length];
            plan.Walk(inputSizes, s[1].Sizes, length, (o, i, w) =>
            {
                toInput[i] += grads[o] * weights[w];
                toWeight[w] += grads[o] * inputs[i];
            });
            return [NativeTensor.From(toInput, inputSizes, g.Type), NativeTensor.From(toWeight, s[1].Sizes, g.Type)];
        });
        return bias is null ? convolved : Add(convolved, Reshape(bias, [1, -1, 1]));
    }
}

/// <summary>How a one-dimensional convolution walks.</summary>
internal readonly record struct ConvolutionPlan(long Stride, long Padding, long Dilation, long Groups)
{
    /// <summary>Visits every product: the flat positions of output, input and weight.</summary>
    public void Walk(long[] input, long[] weight, long length, Action<int, int, int> visit)
    {
        long perGroup = weight[0] / Groups;
        for (long batch = 0; batch < input[0]; batch++)
        {
            for (long channel = 0; channel < weight[0]; channel++)
            {
                long firstInput = channel / perGroup * weight[1];
                for (long at = 0; at < length; at++)
                {
                    int output = (int)((((batch * weight[0]) + channel) * length) + at);
                    for (long c = 0; c < weight[1]; c++)
                    {
                        long row = ((batch * input[1]) + firstInput + c) * input[2];
                        long kernel = ((channel * weight[1]) + c) * weight[2];
                        for (long k = 0; k < weight[2]; k++)
                        {
                            visit(output, (int)(row + (at * Stride) + (k * Dilation)), (int)(kernel + k));
                        }
                    }
                }
            }
        }
    }
}
