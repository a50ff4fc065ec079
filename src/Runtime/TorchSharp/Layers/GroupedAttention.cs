using static TorchSharp.torch;

namespace Modelwright.Runtime.TorchSharp;

/// <summary>Softmax attention in which several query heads share a head of keys and values.</summary>
public static class GroupedAttention
{
    /// <summary>Attends, and lays the heads side by side.</summary>
    /// <param name="q">[batch, heads, tokens, head dimension].</param>
    /// <param name="k">[batch, kv heads, columns, head dimension]: of the new tokens, or all of the cache with them.</param>
    /// <param name="v">As <paramref name="k"/>.</param>
    /// <param name="pass">The pass, for its masks.</param>
    /// <param name="window">Columns that a query sees, its own included; null for all before.</param>
    /// <param name="dropout">The share of attention weights that are dropped, the others scaled up.</param>
    /// <returns>[batch, tokens, heads * head dimension].</returns>
    public static Tensor Attend(Tensor q, Tensor k, Tensor v, ForwardPass pass, int? window = null, double dropout = 0)
    {
        (long heads, long shared, long size) = (q.shape[1], k.shape[1], q.shape[3]);
        long group = heads / shared;
        Tensor? visible = pass.VisibleTo(window);
        if (pass.Tokens == 1)
        {
            // One query a head: the queries of a group stand where a sequence's tokens would, so keys and values are not repeated.
            Tensor grouped = nn.functional.scaled_dot_product_attention(q.reshape(pass.Batch, shared, group, size), k, v, visible, dropout);
            return grouped.reshape(pass.Batch, 1, heads * size);
        }

        // is_casual (sic) aligns the triangle with the top left: right only where nothing is cached. Otherwise the mask says it.
        bool causal = visible is null;
        Tensor attended = nn.functional.scaled_dot_product_attention(q, Repeat(k, group), Repeat(v, group), visible, dropout, is_casual: causal);
        return attended.transpose(1, 2).reshape(pass.Batch, pass.Tokens, heads * size);
    }

    /// <summary>scaled_dot_product_attention of this version wants as many key heads as query heads.</summary>
    private static Tensor Repeat(Tensor x, long group) => group == 1 ? x : x.repeat_interleave(group, 1);
}
