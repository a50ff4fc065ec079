using System;
using System.Collections.Generic;
using static TorchSharp.torch;

namespace Modelwright.Runtime.TorchSharp;

/// <summary>
/// What <see cref="DeltaState.Step"/> derives from a layer's weights, in float32: filters for the projected rows as they lie, of which those of z, b and a let the present
/// column through alone (a with its sign turned), so that one convolution serves all parts.
/// </summary>
internal sealed class DeltaConstants : IDisposable
{
    private readonly List<Tensor> _owned = [];

    public DeltaConstants(DeltaLayout layout, Device device)
    {
        Kernel = (int)layout.Filter.weight.shape[2];
        float[] weights = Numbers(layout.Filter.weight);
        float[] bias = Numbers(layout.DecayBias);
        Rates = Keep(tensor(Numbers(layout.DecayLog), [layout.KeyHeads, layout.Group, 1, 1], device: device).exp());
        Rows = Keep(tensor(ChannelRows(layout), device: device));
        Taps = new Tensor[Kernel];
        for (int slot = 0; slot < Kernel; slot++)
        {
            Taps[slot] = Keep(tensor(FilterAt(layout, weights, slot), [layout.Projected, Kernel], device: device));
        }

        float[] shifts = new float[layout.Projected];
        for (int head = 0; head < layout.ValueHeads; head++)
        {
            shifts[DecayRow(layout, head)] = -bias[head];
        }

        Shifts = Keep(tensor(shifts, device: device));
        Unit = Keep(full([2, layout.KeyDim], 1 / Math.Sqrt(layout.KeyDim), dtype: float32, device: device));
        Tensor norm = layout.Norm.weight.detach().to(float32);
        NormPair = Keep(stack([norm, norm], dim: 0));
        Output = Keep(layout.Output.weight.detach().t());
    }

    public int Kernel { get; }

    /// <summary>For each slot of the ring that holds the present column: the filters, [rows, kernel].</summary>
    public Tensor[] Taps { get; }

    /// <summary>−dt_bias in the rows of a, else 0.</summary>
    public Tensor Shifts { get; }

    /// <summary>exp(A_log), [key heads, group, 1, 1].</summary>
    public Tensor Rates { get; }

    /// <summary>The projected row of every channel.</summary>
    public Tensor Rows { get; }

    public Tensor Unit { get; }

    public Tensor NormPair { get; }

    /// <summary>The output projection as addmm wants it, a view.</summary>
    public Tensor Output { get; }

    public void Dispose() => _owned.ForEach(static owned => owned.Dispose());

    private static int DecayRow(DeltaLayout layout, int head) => layout.Rows.Decay.RowOf(head, layout.Group);

    private static float[] Numbers(Tensor weights) => weights.detach().to(float32).cpu().flatten().data<float>().ToArray();

    private static long[] ChannelRows(DeltaLayout layout)
    {
        long[] rows = new long[layout.Channels];
        for (int channel = 0; channel < rows.Length; channel++)
        {
            rows[channel] = layout.RowOf(channel);
        }

        return rows;
    }

    private float[] FilterAt(DeltaLayout layout, float[] weights, int slot)
    {
        float[] taps = new float[layout.Projected * Kernel];
        for (int row = 0; row < layout.Projected; row++)
        {
            taps[(row * Kernel) + slot] = 1;
        }

        for (int head = 0; head < layout.ValueHeads; head++)
        {
            taps[(DecayRow(layout, head) * Kernel) + slot] = -1;
        }

        for (int channel = 0; channel < layout.Channels; channel++)
        {
            int row = layout.RowOf(channel);
            for (int i = 0; i < Kernel; i++)
            {
                int back = (slot - i + Kernel) % Kernel;
                taps[(row * Kernel) + i] = weights[(channel * Kernel) + Kernel - 1 - back];
            }
        }

        return taps;
    }

    private Tensor Keep(Tensor made)
    {
        _owned.Add(made.DetachFromDisposeScope());
        return made;
    }
}
