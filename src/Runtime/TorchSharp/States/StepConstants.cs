using System;
using System.Collections.Generic;
using System.Linq;
using static TorchSharp.torch;

namespace Modelwright.Runtime.TorchSharp;

/// <summary>
/// Tensors that every decoding step of a session reads and none changes. They are derived from the norms' weights when the session is made:
/// a session made before a training step keeps the norms of before.
/// </summary>
internal sealed class StepConstants : IDisposable
{
    private readonly List<Tensor> _owned = [];

    public StepConstants(TorchLoadReport report, long headDim, int rotaryDim)
    {
        (Report, HeadDim) = (report, headDim);
        (ScalarType type, Device device) = (report.Compute, report.Device);
        Signs = Keep(tensor(new float[] { 1, -1 }, [2, 1], dtype: report.Weights, device: device));
        SignsWide = Keep(tensor(new float[] { 1, -1 }, [2, 1], dtype: float32, device: device));
        (Pair, Fold) = (Keep(tensor(PairRows(headDim, rotaryDim), [2 * headDim, headDim], dtype: type, device: device)), Keep(tensor(FoldRows(headDim), [headDim, 2 * headDim], dtype: type, device: device)));
    }

    public TorchLoadReport Report { get; }

    public long HeadDim { get; }

    /// <summary>[1, -1] as a column, in the type of the residual stream.</summary>
    public Tensor Signs { get; }

    /// <summary>The same in float32, in which recurrent states are kept.</summary>
    public Tensor SignsWide { get; }

    /// <summary>Takes a head x to [x, −x with its halves exchanged]: a permutation with signs, so products with it are exact.</summary>
    public Tensor Pair { get; }

    /// <summary>Adds the two halves of what <see cref="Pair"/> made.</summary>
    public Tensor Fold { get; }

    /// <summary>Norm weights of every attention layer's heads, in the order that <see cref="Pair"/> gives: [layers, 1, heads, 1, 2 * head dim].</summary>
    public Tensor? Weights { get; set; }

    public Tensor Keep(Tensor made)
    {
        _owned.Add(made.DetachFromDisposeScope());
        return made;
    }

    public void Dispose() => _owned.ForEach(static owned => owned.Dispose());

    /// <summary>Where the second half of a pair takes its elements from: the rotary partner, or the element itself where nothing turns.</summary>
    public static int Partner(long element, int rotaryDim) => (int)(element >= rotaryDim ? element : (element + (rotaryDim / 2)) % rotaryDim);

    private static float[] PairRows(long headDim, int rotaryDim)
    {
        float[] rows = new float[2 * headDim * headDim];
        for (long i = 0; i < headDim; i++)
        {
            rows[(i * headDim) + i] = 1;
            rows[((headDim + i) * headDim) + Partner(i, rotaryDim)] = -1;
        }

        return rows;
    }

    private static float[] FoldRows(long headDim) =>
        [.. Enumerable.Range(0, (int)(2 * headDim * headDim)).Select(i => i % (2 * headDim) % headDim == i / (2 * headDim) ? 1f : 0f)];
}
