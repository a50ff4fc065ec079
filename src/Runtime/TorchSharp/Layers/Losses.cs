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
    /// <param name="count">What the sum is divided by in place of the labels that count (<c>num_items_in_batch</c>): all labels of the batches whose gradients are added up.</param>
    public static Tensor NextToken(Tensor logits, Tensor labels, double? count = null)
    {
        long columns = labels.shape[1] - 1;
        Tensor predictions = logits.narrow(1, 0, columns).reshape(-1, logits.shape[2]).to(float32);
        Tensor wanted = labels.narrow(1, 1, columns).reshape(-1);
        return count is double items
            ? nn.functional.cross_entropy(predictions, wanted, ignore_index: Ignored, reduction: nn.Reduction.Sum) / items
            : nn.functional.cross_entropy(predictions, wanted, ignore_index: Ignored);
    }

    /// <summary>Of each sequence the row of its last column that does not hold the padding token; the last where there is no such token (transformers' <c>GenericForSequenceClassification</c>).</summary>
    /// <param name="scores">[batch, tokens, labels].</param>
    /// <param name="tokens">int64 [batch, tokens].</param>
    /// <param name="padding"><c>pad_token_id</c>; null: one sequence at a time.</param>
    /// <exception cref="PaddingTokenMissingException">Several sequences, and no padding token.</exception>
    public static Tensor LastToken(Tensor scores, Tensor tokens, int? padding)
    {
        (long batch, long columns) = (tokens.shape[0], tokens.shape[1]);
        if (padding is not int pad)
        {
            return batch == 1 ? scores.select(1, columns - 1) : throw new PaddingTokenMissingException((int)batch);
        }

        Tensor last = (tokens.ne(pad).to(int64) * arange(columns, device: tokens.device)).argmax(1);
        return scores[arange(batch, device: scores.device), last];
    }

    /// <summary>A text classifier's loss: squared differences, cross entropy or binary cross entropy; where the config does not say which, one label means numbers, and integers a label each.</summary>
    /// <param name="logits">[batch, labels].</param>
    /// <param name="labels">int64 [batch], or floats [batch] or [batch, labels].</param>
    /// <param name="problem"><c>problem_type</c>.</param>
    public static Tensor Sequence(Tensor logits, Tensor labels, ProblemType? problem)
    {
        ProblemType kind = problem ?? (logits.shape[1] == 1 ? ProblemType.Regression : labels.is_integral() ? ProblemType.SingleLabel : ProblemType.MultiLabel);
        return kind switch
        {
            ProblemType.Regression => nn.functional.mse_loss(logits.flatten(), labels.flatten().to(logits.dtype)),
            ProblemType.SingleLabel => nn.functional.cross_entropy(logits, labels.flatten(), ignore_index: Ignored),
            _ => nn.functional.binary_cross_entropy_with_logits(logits, labels.to(logits.dtype)),
        };
    }

    /// <summary>Mean cross entropy of every column with its label, not shifted, in float32; labels of −100 do not count.</summary>
    /// <param name="logits">[batch, tokens, labels].</param>
    /// <param name="labels">int64 [batch, tokens].</param>
    public static Tensor Token(Tensor logits, Tensor labels) => nn.functional.cross_entropy(logits.reshape(-1, logits.shape[2]).to(float32), labels.flatten(), ignore_index: Ignored);

    /// <summary>The mean of the cross entropies of where answers begin and end; places behind the last column do not count.</summary>
    /// <param name="logits">[batch, tokens, 2].</param>
    /// <param name="labels">int64 [batch, 2]: the first and the last column of each answer.</param>
    public static Tensor Span(Tensor logits, Tensor labels)
    {
        long columns = logits.shape[1];
        Tensor places = labels.clamp(0, columns);
        Tensor Loss(long end) => nn.functional.cross_entropy(logits.select(2, end), places.select(1, end), ignore_index: columns);
        return (Loss(0) + Loss(1)) / 2;
    }

    /// <summary>For a model without a head, which has no loss.</summary>
    /// <param name="labels">Must be null.</param>
    public static Tensor? None(Tensor? labels) =>
        labels is null ? null : throw new System.ArgumentException("There are labels, but a model without a head has no loss; wanted null.", nameof(labels));

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
        return ((counts * share.view(-1, 1, 1)).sum(dim: 0) * (probabilities * share.unsqueeze(-1)).sum(dim: 0)).sum() * experts;
    }
}
