using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace Modelwright.Runtime;

/// <summary>What a classifier says of a text.</summary>
/// <param name="Logits">One a label.</param>
/// <param name="Scores">Their probabilities; for regression the numbers themselves.</param>
/// <param name="Label">The number of the label with the highest score.</param>
/// <param name="Name">Its name.</param>
public sealed record SequenceLabels(IReadOnlyList<float> Logits, IReadOnlyList<float> Scores, int Label, string Name)
{
    /// <summary>The score of <see cref="Label"/>.</summary>
    public float Score => Scores[Label];
}

/// <summary>Labels of texts.</summary>
public static class SequenceClassification
{
    /// <summary>Labels texts, in batches.</summary>
    /// <param name="model">The model.</param>
    /// <param name="texts">The texts.</param>
    /// <param name="options">Size of batches, progress; defaults where null.</param>
    /// <param name="cancellationToken">Heard between batches and between pieces of long ones.</param>
    /// <exception cref="TokenizerException">There is no tokenizer beside the checkpoint, or it cannot be read.</exception>
    /// <exception cref="PaddingTokenMissingException">Several texts are to be computed together and the config has no padding token; a batch size of 1 works.</exception>
    /// <exception cref="ContextOverflowException">A text is longer than the model's <see cref="ILanguageModel.MaxContext"/>.</exception>
    public static IReadOnlyList<SequenceLabels> Classify(
        this ISequenceClassifier model, IReadOnlyList<string> texts, HeadOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new HeadOptions();
        return HeadRunner.Run(
            model,
            texts,
            options,
            batch => model.Classify(model.Tokenize(batch, options), cancellationToken),
            cancellationToken);
    }

    /// <summary>Labels a text.</summary>
    /// <param name="model">The model.</param>
    /// <param name="text">The text.</param>
    /// <param name="cancellationToken">Heard between pieces of a long text.</param>
    public static SequenceLabels Classify(this ISequenceClassifier model, string text, CancellationToken cancellationToken = default) => model.Classify([text], null, cancellationToken)[0];

    /// <summary>Labels a batch of tokens.</summary>
    /// <param name="model">The model.</param>
    /// <param name="batch">The tokens. The last one of a row that is not the padding token is what the head reads (transformers' <c>GenericForSequenceClassification</c>).</param>
    /// <param name="cancellationToken">Heard between pieces.</param>
    /// <exception cref="PaddingTokenMissingException">There is more than one row and the config has no padding token.</exception>
    public static IReadOnlyList<SequenceLabels> Classify(this ISequenceClassifier model, TokenBatch batch, CancellationToken cancellationToken = default) =>
        Classify(model, batch, media: null, cancellationToken);

    /// <summary>The same with pictures and clips among the tokens.</summary>
    internal static IReadOnlyList<SequenceLabels> Classify(ISequenceClassifier model, TokenBatch batch, MediaBatch? media, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(batch);
        if (model.Info.PaddingToken is null && batch.Count > 1)
        {
            throw new PaddingTokenMissingException(batch.Count);
        }

        int[] read = [.. Enumerable.Range(0, batch.Count).Select(row => model.Info.PaddingToken is int padding ? batch.LastOther(row, padding) : batch.Columns - 1)];
        float[] logits = HeadRunner.Run(model, batch, media, OutputRows.Of(read), cancellationToken);
        int labels = model.Labels.Names.Count;
        return [.. Enumerable.Range(0, batch.Count).Select(row => Read(model.Labels, logits.AsSpan(row * labels, labels)))];
    }

    /// <summary>The loss of logits with one label each (cross entropy), or numbers for each label (regression, several labels).</summary>
    /// <param name="model">The model.</param>
    /// <param name="results">What it said.</param>
    /// <param name="labels">The right label of each text.</param>
    public static double Loss(this ISequenceClassifier model, IReadOnlyList<SequenceLabels> results, IReadOnlyList<int> labels) =>
        HeadLosses.CrossEntropy([.. results.SelectMany(static result => result.Logits)], [.. labels]);

    /// <summary>The loss of logits with a number for each label: squared differences for regression (also of a single label where the config does not say), else binary cross entropy.</summary>
    /// <param name="model">The model.</param>
    /// <param name="results">What it said.</param>
    /// <param name="targets">Numbers of each text, one a label.</param>
    public static double Loss(this ISequenceClassifier model, IReadOnlyList<SequenceLabels> results, IReadOnlyList<float> targets)
    {
        float[] logits = [.. results.SelectMany(static result => result.Logits)];
        bool numbers = model.Labels.Problem == ProblemType.Regression || (model.Labels.Problem is null && model.Labels.Names.Count == 1);
        return numbers ? HeadLosses.MeanSquared(logits, [.. targets]) : HeadLosses.BinaryCrossEntropy(logits, [.. targets]);
    }

    private static SequenceLabels Read(LabelSet labels, ReadOnlySpan<float> logits)
    {
        float[] scores = labels.Scores(logits);
        int best = Probabilities.Best(scores);
        return new SequenceLabels(logits.ToArray(), scores, best, labels.Names[best]);
    }
}
