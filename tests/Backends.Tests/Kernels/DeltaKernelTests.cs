using System;
using System.Linq;
using Modelwright.Backends.Vulkan;
using Modelwright.IR;

namespace Modelwright.Backends.Tests;

[Collection(KernelRunnerCollection.Name)]
[Trait("Subgroups", "Any")]
public sealed class DeltaKernelTests(KernelRunner runner)
{
    private const int Batch = 2;
    private static readonly NormSpec Norm = new(1e-6f, ZeroCentred: false);

    [Theory]
    [InlineData(16, 32, 32, 32, 4, null)]
    [InlineData(3, 6, 20, 12, 2, null)]
    [InlineData(2, 4, 8, 72, 3, 3)]
    [InlineData(1, 1, 130, 44, 1, 2)]
    [InlineData(1, 1, 1024, 1023, 64, null)]
    public void A_column_is_convolved_and_the_state_shifts(int keyHeads, int valueHeads, int keyDim, int valueDim, int taps, int? subgroups)
    {
        DeltaShape shape = new(keyHeads, valueHeads, keyDim, valueDim);
        double[] projection = Reference.Numbers(1, Batch * shape.ProjectionWidth);
        double[] weight = Reference.Numbers(2, shape.Channels * taps);
        double[] state = Reference.Numbers(3, Math.Max(1, Batch * (taps - 1)) * shape.Channels);
        foreach (int head in (int[])[0, keyHeads])       // the first of the queries, and of the keys
        {
            Reference.Faint(projection, head * keyDim, keyDim);
            for (int column = 0; column < taps - 1; column++)
            {
                Reference.Faint(state, (column * shape.Channels) + (head * keyDim), keyDim);
            }
        }

        KernelBuffer states = KernelBuffer.Rows(state, shape.Channels);
        KernelBuffer mixed = KernelBuffer.Unwritten(Batch * shape.MixedWidth);
        KernelSetting setting = new() { Batch = Batch, Past = 3, Padding = [0, 7], Subgroups = subgroups };   // the second sequence is still padding, which leaves its state as it is

        runner.Run(
            ConvolutionStepKernel.Emit("Convolution", shape, taps, Activation.Silu),
            setting,
            KernelBuffer.Rows(projection, shape.ProjectionWidth),
            KernelBuffer.Vector(weight),
            states,
            mixed);

        for (int b = 0; b < Batch; b++)
        {
            double[] raw = [.. Enumerable.Range(0, shape.Channels).Select(channel => b == 1 ? 0 : projection[(b * shape.ProjectionWidth) + channel])];
            double Past(int s, int channel) => s == taps - 1 ? raw[channel] : state[(((b * (taps - 1)) + s) * shape.Channels) + channel];
            double[] convolved = [.. raw.Select((_, channel) => Reference.Silu(Enumerable.Range(0, taps).Sum(s => weight[(channel * taps) + s] * Past(s, channel))))];

            Reference.Close(Mixed(shape, convolved), i => mixed.Floats[(b * shape.MixedWidth) + i]);
            int stride = (shape.Channels + 7) / 8 * 8;
            for (int s = 0; s < taps - 1; s++)
            {
                Reference.Close([.. raw.Select((_, channel) => Past(b == 1 ? s : s + 1, channel))], i => states.Floats[(((b * (taps - 1)) + s) * stride) + i], tolerance: 0);
            }
        }
    }

    [Theory]
    [InlineData(2, 4, 128, 128, null)]
    [InlineData(3, 6, 20, 12, null)]
    [InlineData(2, 2, 8, 72, 3)]
    [InlineData(1, 3, 136, 20, 2)]
    [InlineData(1, 1, 1024, 1024, null)]
    public void A_step_of_the_delta_rule(int keyHeads, int valueHeads, int keyDim, int valueDim, int? subgroups)
    {
        DeltaShape shape = new(keyHeads, valueHeads, keyDim, valueDim);
        double[] projection = Reference.Numbers(1, Batch * shape.ProjectionWidth, 3);
        double[] channels = Reference.Numbers(2, Batch * shape.Channels);
        double[] aLog = Reference.Numbers(3, valueHeads, 2);
        double[] dtBias = Reference.Numbers(4, valueHeads);
        double[] norm = Reference.Numbers(5, valueDim);
        double[] state = Reference.Numbers(6, Batch * valueHeads * valueDim * keyDim);
        Reference.Faint(state, 0, valueDim * keyDim);
        Reference.Faint(channels, 2 * keyHeads * keyDim, valueDim);
        projection[shape.ProjectionWidth - 1] = 30;     // beyond softplus's threshold
        KernelBuffer states = KernelBuffer.Vector(Padded(state, keyDim, shape.PaddedKeyDim));
        double[] mixed = [.. Enumerable.Range(0, Batch).SelectMany(b => Mixed(shape, channels[(b * shape.Channels)..((b + 1) * shape.Channels)]))];
        int stride = ((valueHeads * valueDim) + 7) / 8 * 8;
        KernelBuffer result = KernelBuffer.Unwritten(Batch * stride);
        KernelSetting setting = new() { Batch = Batch, Past = 3, Padding = [0, 7], Subgroups = subgroups };

        runner.Run(
            DeltaStepKernel.Emit("Delta", shape, Norm),
            setting,
            KernelBuffer.Rows(mixed, shape.MixedWidth),
            KernelBuffer.Rows(projection, shape.ProjectionWidth),
            KernelBuffer.Vector(aLog),
            KernelBuffer.Vector(dtBias),
            KernelBuffer.Vector(norm),
            states,
            result);

        for (int b = 0; b < Batch; b++)
        {
            double[] row = b == 1 ? new double[shape.ProjectionWidth] : projection[..shape.ProjectionWidth];
            for (int head = 0; head < valueHeads; head++)
            {
                int keyHead = head / (valueHeads / keyHeads);
                ReadOnlySpan<double> mix = mixed.AsSpan(b * shape.MixedWidth, shape.MixedWidth);
                ReadOnlySpan<double> q = mix.Slice(keyHead * shape.PaddedKeyDim, keyDim);
                ReadOnlySpan<double> k = mix.Slice((keyHeads + keyHead) * shape.PaddedKeyDim, keyDim);
                ReadOnlySpan<double> v = mix.Slice((2 * keyHeads * shape.PaddedKeyDim) + (head * shape.PaddedValueDim), valueDim);
                int gates = shape.Channels + (valueHeads * valueDim);
                double beta = b == 1 ? 0 : Reference.Sigmoid(row[gates + head]);
                double decay = b == 1 ? 1 : Math.Exp(-Math.Exp(aLog[head]) * Softplus(row[gates + valueHeads + head] + dtBias[head]));
                Span<double> s = state.AsSpan(((b * valueHeads) + head) * valueDim * keyDim, valueDim * keyDim);
                double[] o = Step(s, q, k, v, beta, decay);

                double[] normed = Reference.Norm(o, norm, Norm.Epsilon, zeroCentred: false);
                double[] expected = [.. normed.Select((value, j) => value * Reference.Silu(row[shape.Channels + (head * valueDim) + j]))];
                int at = (b * stride) + (head * valueDim);
                Reference.Close(expected, j => result.Floats[at + j], tolerance: 1e-4);
            }
        }

        Reference.Close(Padded(state, keyDim, shape.PaddedKeyDim), i => states.Floats[i]);
    }

    /// <summary>The recurrence as it is written, on a state [value dim][key dim]; the outputs before the norm.</summary>
    private static double[] Step(Span<double> state, ReadOnlySpan<double> q, ReadOnlySpan<double> k, ReadOnlySpan<double> v, double beta, double decay)
    {
        double[] outputs = new double[v.Length];
        for (int j = 0; j < v.Length; j++)
        {
            Span<double> row = state.Slice(j * k.Length, k.Length);
            double memory = 0;
            for (int i = 0; i < k.Length; i++)
            {
                row[i] *= decay;
                memory += row[i] * k[i];
            }

            double delta = beta * (v[j] - memory);
            for (int i = 0; i < k.Length; i++)
            {
                row[i] += k[i] * delta;
                outputs[j] += row[i] * q[i];
            }
        }

        return outputs;
    }

    private static double Softplus(double x) => x > 20 ? x : Math.Log(1 + Math.Exp(x));

    /// <summary>Heads of q and k normalised (q also scaled), heads of v as they are, each padded with zeros.</summary>
    private static double[] Mixed(DeltaShape shape, double[] channels)
    {
        double[] mixed = new double[shape.MixedWidth];
        for (int head = 0; head < (2 * shape.KeyHeads) + shape.ValueHeads; head++)
        {
            bool isValue = head >= 2 * shape.KeyHeads;
            int value = head - (2 * shape.KeyHeads);
            int from = isValue ? (2 * shape.KeyHeads * shape.KeyDim) + (value * shape.ValueDim) : head * shape.KeyDim;
            int to = isValue ? (2 * shape.KeyHeads * shape.PaddedKeyDim) + (value * shape.PaddedValueDim) : head * shape.PaddedKeyDim;
            double[] source = channels[from..(from + (isValue ? shape.ValueDim : shape.KeyDim))];
            double scale = isValue ? 1 : 1 / Math.Sqrt(source.Sum(static x => x * x) + 1e-6) / (head < shape.KeyHeads ? Math.Sqrt(shape.KeyDim) : 1);
            for (int i = 0; i < source.Length; i++)
            {
                mixed[to + i] = source[i] * scale;
            }
        }

        return mixed;
    }

    private static double[] Padded(double[] rows, int width, int padded)
    {
        double[] result = new double[rows.Length / width * padded];
        for (int i = 0; i < rows.Length; i++)
        {
            result[(i / width * padded) + (i % width)] = rows[i];
        }

        return result;
    }
}
