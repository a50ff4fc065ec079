using System.Collections.Generic;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Modelwright.Runtime.TorchSharp;

/// <summary>Rotated keys and values of every column so far, in memory for all columns there can be; and what a step needs of the layer's weights.</summary>
public sealed class KeyValueCache : LayerState
{
    private readonly AttentionLayout _layout;
    private readonly Tensor _output;
    private CachedRows? _keys;
    private CachedRows? _values;
    private int _layer;

    internal KeyValueCache(AttentionLayout layout)
    {
        _layout = layout;
        // The output projection as addmm wants it, a view.
        _output = layout.Output.weight.detach().t().DetachFromDisposeScope();
    }

    internal long Heads => _layout.KeyValueHeads;

    internal long HeadDim => _layout.HeadDim;

    /// <summary>Writes the new columns and gives all columns so far: views of the cache, or copies where it has another type.</summary>
    /// <param name="keys">[batch, heads, tokens, head dimension].</param>
    /// <param name="values">As <paramref name="keys"/>.</param>
    /// <param name="pass">The pass that adds them.</param>
    public (Tensor Keys, Tensor Values) Append(Tensor keys, Tensor values, ForwardPass pass)
    {
        _keys!.Narrow(2, pass.Past, pass.Tokens).Write(keys);
        _values!.Narrow(2, pass.Past, pass.Tokens).Write(values);
        int seen = pass.Past + pass.Tokens;
        return (_keys.Narrow(2, 0, seen).Read(keys.dtype, HeadDim), _values.Narrow(2, 0, seen).Read(keys.dtype, HeadDim));
    }

    /// <summary>
    /// The head norm and the rotation of one column's heads in four calls. A head x becomes the pair [x, −x with its halves exchanged], whose mean is 0 and whose
    /// variance is x's mean square: layer_norm of the pair is the root-mean-square norm of x. Times [weight·cos, partner's weight·∓sin] and folded, it is turned.
    /// </summary>
    /// <param name="heads">Query heads (and gates, which come out meaningless), then key heads: [batch, heads, 1, head dimension].</param>
    /// <param name="step">The step.</param>
    public Tensor NormAndTurn(Tensor heads, DecodeStep step)
    {
        Tensor pairs = nn.functional.linear(heads, step.Constants.Pair);
        Tensor normed = nn.functional.layer_norm(pairs, [2 * HeadDim], eps: _layout.QueryNorm.Epsilon);
        return nn.functional.linear(normed * step.Turns[_layer], step.Constants.Fold);
    }

    /// <summary>Writes the new column and attends to all columns it sees.</summary>
    /// <param name="queries">[batch, kv heads, queries a key head, head dimension]: a group's queries stand where tokens would, so keys are not repeated.</param>
    /// <param name="keys">[batch, kv heads, 1, head dimension].</param>
    /// <param name="values">As <paramref name="keys"/>.</param>
    /// <param name="step">The step.</param>
    /// <param name="window">Columns that are seen, the new one included; null for all.</param>
    public Tensor Attend(Tensor queries, Tensor keys, Tensor values, DecodeStep step, int? window = null)
    {
        _keys!.Write(2, step.Column, keys);
        _values!.Write(2, step.Column, values);
        (CachedRows[] k, CachedRows[] v, Tensor? visible) = step.Seen(window);
        ScalarType compute = step.Report.Compute;
        return nn.functional.scaled_dot_product_attention(queries, k[_layer].Read(compute, HeadDim), v[_layer].Read(compute, HeadDim), visible);
    }

    /// <summary>x plus the output projection of the heads, one call.</summary>
    /// <param name="x">[batch, width].</param>
    /// <param name="heads">[batch, heads * head dimension].</param>
    public Tensor Project(Tensor x, Tensor heads)
    {
        Tensor sum = x.addmm(As(x.dtype, heads), _output);
        return _layout.Output.bias is Parameter bias ? sum + bias : sum;
    }

    internal override IReadOnlyList<Tensor> All => [.. _keys!.All, .. _values!.All];

    /// <inheritdoc/>
    public override void Reset()
    {
        // What lies beyond the columns fed is never read.
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _output.Dispose();
        _keys?.Dispose();
        _values?.Dispose();
    }

    private static Tensor As(ScalarType type, Tensor x) => x.dtype == type ? x : x.to(type);

    internal void Attach(int layer, CachedRows keys, CachedRows values) => (_layer, _keys, _values) = (layer, keys, values);

    /// <summary>The norm's factor for every row that <see cref="NormAndTurn"/> gets: [rows, head dimension].</summary>
    internal Tensor HeadWeights()
    {
        Tensor q = _layout.QueryNorm.Scale().unsqueeze(0);
        Tensor queries = _layout.Gated ? cat([q, q], dim: 0).repeat(_layout.Heads, 1) : q.repeat(_layout.Heads, 1);
        return cat([queries, _layout.KeyNorm.Scale().unsqueeze(0).repeat(_layout.KeyValueHeads, 1)], dim: 0);
    }
}
