using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Linq;
using static TorchSharp.torch;

namespace Modelwright.Runtime.TorchSharp;

/// <summary>What all layers of one forward pass share: sizes, rotary tables and masks. Made once a pass.</summary>
public sealed class ForwardPass
{
    internal ForwardPass(int batch, int tokens, int past, Tensor cosine, Tensor sine)
    {
        (Batch, Tokens, Past) = (batch, tokens, past);
        (Cosine, Sine) = (cosine, sine);
    }

    /// <summary>Sequences.</summary>
    public int Batch { get; }

    /// <summary>New columns of each.</summary>
    public int Tokens { get; }

    /// <summary>Columns that the states hold already.</summary>
    public int Past { get; }

    /// <summary>The activations' type.</summary>
    public ScalarType Type => Cosine.dtype;

    /// <summary>Collects each expert layer's router logits [rows, experts] where the balancing loss is wanted.</summary>
    public List<Tensor>? RouterLogits { get; init; }

    /// <summary>[1 or batch, 1, tokens, rotary dimension], the activations' type.</summary>
    internal Tensor Cosine { get; }

    /// <summary>As <see cref="Cosine"/>; the first half is negated, as the rotated half of a head is.</summary>
    internal Tensor Sine { get; }

    /// <summary>Which keys each query sees, bool [1 or batch, 1, tokens, past + tokens]; null where causality alone decides and nothing is cached.</summary>
    internal Tensor? Visible { get; init; }

    /// <summary>As <see cref="Visible"/> for layers that slide, by their window; none for a window that holds every key there is.</summary>
    internal IReadOnlyDictionary<int, Tensor> Near { get; init; } = ReadOnlyDictionary<int, Tensor>.Empty;

    /// <summary>As <see cref="Near"/> over the columns of the window alone, for one column and with padding.</summary>
    internal IReadOnlyDictionary<int, Tensor> StepNear { get; init; } = ReadOnlyDictionary<int, Tensor>.Empty;

    /// <summary>1 in the columns that are not padding, 0 in the others: [batch, tokens, 1]; null where there is no padding.</summary>
    internal Tensor? Present { get; init; }

    /// <summary>The rows that an exit's result is wanted of; null for all.</summary>
    internal OutputRun? Rows { get; set; }

    /// <summary>For a tower that sees: which patches attend to each other, and between which rows of the table of positions each lies.</summary>
    internal PatchRows? Patches { get; init; }

    /// <summary>The type that so few rows are multiplied in where it is not <see cref="Type"/>.</summary>
    internal ScalarType? RowType { get; set; }

    /// <summary>Whether autograd keeps layers' inputs alone.</summary>
    internal bool KeepsInputsAlone { get; init; }

    /// <summary>The same pass with tables that outlive the scope they were made in.</summary>
    internal ForwardPass Kept()
    {
        static Tensor Keep(Tensor x) => x.alias().DetachFromDisposeScope();
        return new ForwardPass(Batch, Tokens, Past, Keep(Cosine), Keep(Sine))
        {
            RouterLogits = RouterLogits,
            Visible = Visible is null ? null : Keep(Visible),
            Near = Near.ToDictionary(static pair => pair.Key, static pair => Keep(pair.Value)),
            Present = Present is null ? null : Keep(Present),
        };
    }

    /// <summary>The same pass with another collection of router logits.</summary>
    internal ForwardPass WithRouterLogits(List<Tensor>? logits) => new(Batch, Tokens, Past, Cosine, Sine) { RouterLogits = logits, Visible = Visible, Near = Near, Present = Present };

    /// <summary>The rows whose results are wanted: [rows, width], unless all are.</summary>
    /// <param name="x">[batch, tokens, width].</param>
    public Tensor Wanted(Tensor x)
    {
        if (Rows is not { } run)
        {
            return x;
        }

        Tensor rows = x.reshape(-1, x.shape[2]).slice(0, run.First, run.First + ((run.Count - 1) * run.Stride) + 1, run.Stride);
        return RowType is ScalarType type ? rows.to(type) : rows;
    }

    /// <summary>Turns the leading dimensions of every head by its position: j pairs with j + half (Su et al. 2021).</summary>
    /// <param name="heads">[batch, heads, tokens, head dimension].</param>
    public Tensor Rotate(Tensor heads)
    {
        long turning = Cosine.shape[3];
        long rest = heads.shape[3] - turning;
        Tensor turned = rest == 0 ? heads : heads.narrow(3, 0, turning);
        // The sine's first half is negative: rolling by half a rotation puts the partner at each place.
        Tensor result = (turned * Cosine) + (turned.roll(turning / 2, 3) * Sine);
        return rest == 0 ? result : cat([result, heads.narrow(3, turning, rest)], dim: 3);
    }

    /// <summary>Zero in padding columns, so that recurrent states never see them.</summary>
    /// <param name="x">[batch, tokens, width].</param>
    public Tensor DropPadding(Tensor x) => Present is null ? x : x * Present;

    /// <summary>The mask of a layer that sees everything before, or of one that slides.</summary>
    internal Tensor? VisibleTo(int? window) => window is int columns && Near.TryGetValue(columns, out Tensor? near) ? near : Visible;
}
