using System.Collections.Generic;
using static TorchSharp.torch;

namespace Modelwright.Runtime.TorchSharp;

/// <summary>
/// What all layers of one decoding step share: one new column a sequence, activations of [batch, width]. A call into libtorch costs as much as its work here,
/// so what is the same for all layers is computed once and handed out, and norms and rotations are put into few calls.
/// </summary>
public sealed class DecodeStep
{
    private readonly (CachedRows[] Keys, CachedRows[] Values) _all;
    private readonly Dictionary<int, (CachedRows[] Keys, CachedRows[] Values)> _near;

    internal DecodeStep(
        ForwardPass pass, StepConstants constants, Tensor column, Tensor[] turns, (CachedRows[] Keys, CachedRows[] Values) all, Dictionary<int, (CachedRows[] Keys, CachedRows[] Values)> near)
    {
        (Pass, Constants, Column, Turns) = (pass, constants, column, turns);
        (_all, _near) = (all, near);
    }

    /// <summary>Sequences.</summary>
    public int Batch => Pass.Batch;

    /// <summary>The step as a pass of one column.</summary>
    public ForwardPass Pass { get; }

    internal StepConstants Constants { get; }

    internal TorchLoadReport Report => Constants.Report;

    /// <summary>The new column's number, int64 [1].</summary>
    internal Tensor Column { get; }

    /// <summary>
    /// For each attention layer the cached keys and values that a window lets it see, the new column's place included, and which of them are padding;
    /// null for the window of a layer that sees all.
    /// </summary>
    internal (CachedRows[] Keys, CachedRows[] Values, Tensor? Visible) Seen(int? window) => window is int columns && _near.TryGetValue(columns, out (CachedRows[] Keys, CachedRows[] Values) near)
        ? (near.Keys, near.Values, Pass.StepNear.GetValueOrDefault(columns))
        : (_all.Keys, _all.Values, Pass.Visible);

    /// <summary>For each attention layer the norm weights of its heads times cosine and sine: [batch or 1, heads, 1, 2 * head dim].</summary>
    internal Tensor[] Turns { get; }

    /// <summary>The projected heads in the type that attention is computed in.</summary>
    /// <param name="heads">In the type of the residual stream.</param>
    public Tensor Convert(Tensor heads) => Report.Compute == Report.Weights ? heads : heads.to(Report.Compute);

    /// <summary>Rows of heads as groups that share a key: every <paramref name="every"/>th row from <paramref name="first"/> on.</summary>
    /// <param name="rows">[batch, …, head dim] at the beginning of its memory, sequences <paramref name="stored"/> rows apart.</param>
    /// <param name="stored">Rows of a sequence.</param>
    /// <param name="first">The first row wanted.</param>
    /// <param name="every">Distance of the rows wanted.</param>
    /// <param name="groups">Groups, one a key head.</param>
    /// <param name="size">Rows of a group.</param>
    /// <returns>[batch, groups, size, head dim], a view.</returns>
    public Tensor Group(Tensor rows, long stored, long first, long every, long groups, long size)
    {
        long width = Constants.HeadDim;
        return rows.as_strided([Batch, groups, size, width], [stored * width, size * every * width, every * width, 1], first * width);
    }
}
