using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace Modelwright.Runtime;

/// <summary>A part of a text with its label.</summary>
/// <param name="Label">The label's number; of a group the first token's.</param>
/// <param name="Name">Its name; of a group without <c>B-</c> or <c>I-</c>.</param>
/// <param name="Score">Its probability; of a group the tokens' mean.</param>
/// <param name="Text">The part.</param>
/// <param name="Start">Its first character in the text that was given, whatever the tokenizer makes of it.</param>
/// <param name="End">The character behind its last.</param>
public sealed record LabelledSpan(int Label, string Name, float Score, string Text, int Start, int End);

/// <summary>How tokens are put together to spans.</summary>
public enum SpanAggregation
{
    /// <summary>Tokens that follow each other and have the same label, up to the next <c>B-</c>, are one span.</summary>
    Simple,

    /// <summary>Each token is a span.</summary>
    None,
}

/// <summary>Labels of tokens.</summary>
public static class TokenClassification
{
    /// <summary>The label of tokens that are nothing.</summary>
    private const string Outside = "O";

    /// <summary>The labelled parts of texts, as Hugging Face's <c>token-classification</c> pipeline gives them; those labelled <c>O</c> are left out.</summary>
    /// <param name="model">The model.</param>
    /// <param name="texts">The texts.</param>
    /// <param name="aggregation">How tokens become spans.</param>
    /// <param name="options">Size of batches, progress; defaults where null.</param>
    /// <param name="cancellationToken">Heard between batches and between pieces of long ones.</param>
    /// <exception cref="TokenizerException">There is no tokenizer beside the checkpoint, or it cannot be read.</exception>
    /// <exception cref="ContextOverflowException">A text is longer than the model's <see cref="ILanguageModel.MaxContext"/>.</exception>
    public static IReadOnlyList<IReadOnlyList<LabelledSpan>> Label(
        this ITokenClassifier model, IReadOnlyList<string> texts, SpanAggregation aggregation = SpanAggregation.Simple, HeadOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new HeadOptions();
        return HeadRunner.Run(model, texts, options, batch => LabelBatch(model, batch, aggregation, options, cancellationToken), cancellationToken);
    }

    /// <summary>The logits of every column of a batch, [count, columns, labels].</summary>
    /// <param name="model">The model.</param>
    /// <param name="batch">The tokens.</param>
    /// <param name="cancellationToken">Heard between pieces.</param>
    public static float[] Logits(this ITokenClassifier model, TokenBatch batch, CancellationToken cancellationToken = default) => Logits(model, batch, media: null, cancellationToken);

    /// <summary>The same with pictures and clips among the tokens.</summary>
    internal static float[] Logits(ITokenClassifier model, TokenBatch batch, MediaBatch? media, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(batch);
        return HeadRunner.Run(model, batch, media, OutputRows.All, cancellationToken);
    }

    /// <summary>The loss of logits with a label for each column: mean cross entropy, not shifted.</summary>
    /// <param name="model">The model.</param>
    /// <param name="logits">What it said, [count, columns, labels].</param>
    /// <param name="labels">The right label of each column, [count, columns]; −100 (<see cref="HeadLosses.Ignored"/>) does not count.</param>
    /// <exception cref="ArgumentException">Labels are more or fewer than columns.</exception>
    public static double Loss(this ITokenClassifier model, IReadOnlyList<float> logits, IReadOnlyList<int> labels)
    {
        ArgumentNullException.ThrowIfNull(model);
        return labels.Count * model.Labels.Names.Count == logits.Count
            ? HeadLosses.CrossEntropy([.. logits], [.. labels])
            : throw new ArgumentException($"There are {labels.Count} labels; wanted {logits.Count / model.Labels.Names.Count}, one a column.", nameof(labels));
    }

    private static IEnumerable<IReadOnlyList<LabelledSpan>> LabelBatch(
        ITokenClassifier model, IReadOnlyList<string> texts, SpanAggregation aggregation, HeadOptions options, CancellationToken cancellationToken)
    {
        EncodedText[] encoded = [.. texts.Select(text => HeadRunner.EncodeAlone(model, text, options))];
        TokenBatch batch = TokenBatch.Padded([.. encoded.Select(static text => text.All)], model.Info.PaddingToken ?? 0);
        float[] logits = model.Logits(batch, cancellationToken);
        int labels = model.Labels.Names.Count;
        for (int row = 0; row < encoded.Length; row++)
        {
            int first = ((row * batch.Columns) + batch.First[row] + encoded[row].Before.Length) * labels;
            TokenOffsets offsets = TokenOffsets.Of(model.Tokenizer!, encoded[row].Own, texts[row]);
            LabelledSpan[] spans = [.. Enumerable.Range(0, encoded[row].Own.Length).Select(i => Token(model.Labels, logits.AsSpan(first + (i * labels), labels), offsets, i))];
            yield return [.. (aggregation == SpanAggregation.None ? spans : Grouped(spans, offsets)).Where(static span => span.Name != Outside)];
        }
    }

    private static LabelledSpan Token(LabelSet labels, ReadOnlySpan<float> logits, TokenOffsets offsets, int token)
    {
        float[] scores = logits.ToArray();
        Probabilities.Softmax(scores);
        int best = Probabilities.Best(scores);
        (int start, int end) = offsets[token];
        return new LabelledSpan(best, labels.Names[best], scores[best], offsets.Text[start..end], start, end);
    }

    private static IEnumerable<LabelledSpan> Grouped(IReadOnlyList<LabelledSpan> tokens, TokenOffsets offsets)
    {
        for (int first = 0; first < tokens.Count;)
        {
            int end = first + 1;
            while (end < tokens.Count && Tag(tokens[end].Name) == Tag(tokens[first].Name) && !tokens[end].Name.StartsWith("B-", StringComparison.Ordinal))
            {
                end++;
            }

            float score = tokens.Skip(first).Take(end - first).Average(static token => token.Score);
            (int from, int to) = (tokens[first].Start, tokens[end - 1].End);
            yield return new LabelledSpan(tokens[first].Label, Tag(tokens[first].Name), score, offsets.Text[from..to], from, to);
            first = end;
        }
    }

    private static string Tag(string name) => name.StartsWith("B-", StringComparison.Ordinal) || name.StartsWith("I-", StringComparison.Ordinal) ? name[2..] : name;
}
