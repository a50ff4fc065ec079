using System;
using System.Collections.Generic;
using static TorchSharp.torch;

namespace Modelwright.Runtime.TorchSharp;

/// <summary>Which experts each token goes through.</summary>
public static class Routing
{
    /// <summary>The experts of the largest scores, softmax in float32 over all experts.</summary>
    /// <param name="logits">[rows, experts].</param>
    /// <param name="perToken">Experts a token.</param>
    /// <param name="renormalise">Whether the chosen weights are divided by their sum.</param>
    /// <returns>int64 [rows, perToken] and their weights, of the logits' type.</returns>
    public static (Tensor Experts, Tensor Weights) Choose(Tensor logits, int perToken, bool renormalise)
    {
        if (renormalise)
        {
            // Softmax over all, divided by the sum of the chosen, is softmax over the chosen.
            (Tensor scores, Tensor best) = logits.topk(perToken, dim: -1);
            return (best, scores.softmax(-1)); // in 16 bits too libtorch computes it in float32
        }

        (Tensor weights, Tensor experts) = logits.softmax(-1, float32).topk(perToken, dim: -1);
        return (experts, weights.to(logits.dtype));
    }

    /// <summary>Many tokens: those of one expert side by side, one product each for the experts that any token chose.</summary>
    /// <param name="x">[rows, hidden].</param>
    /// <param name="experts">int64 [rows, experts a token].</param>
    /// <param name="weights">[rows, experts a token].</param>
    /// <param name="expert">An expert's number and its rows, to their results.</param>
    /// <returns>The weighted sums, [rows, hidden].</returns>
    public static Tensor Sorted(Tensor x, Tensor experts, Tensor weights, Func<int, Tensor, Tensor> expert)
    {
        int perToken = (int)experts.shape[1];
        long[] chosen = experts.flatten().cpu().data<long>().ToArray();
        long[] order = new long[chosen.Length];
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        Array.Sort(order, (a, b) => chosen[a] != chosen[b] ? chosen[a].CompareTo(chosen[b]) : a.CompareTo(b));
        long[] tokens = new long[order.Length];
        long[] places = new long[order.Length];
        for (int i = 0; i < order.Length; i++)
        {
            (tokens[i], places[order[i]]) = (order[i] / perToken, i);
        }

        Tensor sorted = x.index_select(0, tensor(tokens, dtype: int64, device: x.device));
        List<Tensor> results = [];
        for (int start = 0; start < order.Length;)
        {
            int end = start + 1;
            while (end < order.Length && chosen[order[end]] == chosen[order[start]])
            {
                end++;
            }

            results.Add(expert((int)chosen[order[start]], sorted.narrow(0, start, end - start)));
            start = end;
        }

        // Back into token order and summed: no index_add, whose order of additions is not fixed on CUDA.
        Tensor slots = cat(results, dim: 0).index_select(0, tensor(places, dtype: int64, device: x.device));
        return (slots.view(x.shape[0], perToken, x.shape[1]) * weights.unsqueeze(-1)).sum(1);
    }
}
