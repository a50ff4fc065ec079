using System.Collections.Generic;
using System.Linq;
using static TorchSharp.torch;

namespace Modelwright.Runtime.TorchSharp;

/// <summary>The losses that Hugging Face's causal language models compute.</summary>
public static class Losses
{
    private const long Ignored = -100;

    /// <summary>Mean cross entropy of each column's logits with the next column's label, in float32; labels of −100 do not count.</summary>
    /// <param name="logits">[batch, tokens, vocabulary].</param>
    /// <param name="labels">int64 [batch, tokens], not shifted.</param>
    public static Tensor NextToken(Tensor logits, Tensor labels)
    {
        long columns = labels.shape[1] - 1;
        Tensor predictions = logits.narrow(1, 0, columns).reshape(-1, logits.shape[2]).to(float32);
        return nn.functional.cross_entropy(predictions, labels.narrow(1, 1, columns).reshape(-1), ignore_index: Ignored);
    }

    /// <summary>The load-balancing loss of the routers (Fedus et al. 2021, equation 4, as transformers sums it: <c>experts · Σ f·p</c>).</summary>
    /// <param name="routerLogits">[rows, experts] of each expert layer.</param>
    /// <param name="perToken">Experts a token.</param>
    /// <param name="present">1 for tokens, 0 for padding: [batch, tokens]; null where there is none.</param>
    public static Tensor RouterBalance(IReadOnlyList<Tensor> routerLogits, int perToken, Tensor? present)
    {
        Tensor probabilities = cat([.. routerLogits], dim: 0).softmax(-1);
        long experts = probabilities.shape[1];
        (_, Tensor chosen) = probabilities.topk(perToken, dim: -1);
        Tensor counts = nn.functional.one_hot(chosen, experts).to(probabilities.dtype);
        if (present is null)
        {
            return (counts.mean([0]) * probabilities.mean([0])).sum() * experts;
        }

        Tensor rows = cat([.. Enumerable.Repeat(present.reshape(-1), routerLogits.Count)], dim: 0).to(probabilities.dtype);
        Tensor share = rows / rows.sum();
        return ((counts * share.view(-1, 1, 1)).sum(0) * (probabilities * share.unsqueeze(-1)).sum(0)).sum() * experts;
    }
}
