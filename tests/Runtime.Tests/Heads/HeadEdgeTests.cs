using System;
using System.Linq;

namespace Modelwright.Runtime.Tests;

/// <summary>Labels, losses of results, and batches at the borders of what a head takes.</summary>
public sealed class HeadEdgeTests
{
    [Fact]
    public void Labels_mean_what_the_config_says_else_what_their_number_does()
    {
        LabelSet one = new(["a"], null), two = new(["a", "b"], null), numbers = new(["a", "b"], ProblemType.Regression), many = new(["a", "b"], ProblemType.MultiLabel), single = new(["a"], ProblemType.SingleLabel);

        Assert.Equal(
            [ProblemType.MultiLabel, ProblemType.SingleLabel, ProblemType.Regression, ProblemType.MultiLabel, ProblemType.SingleLabel],
            new[] { one, two, numbers, many, single }.Select(static set => set.Meaning));
        Assert.Equal([2f, -1f], numbers.Scores([2f, -1f]));
        Assert.Equal([1 / (1 + MathF.Exp(-2f)), 1 / (1 + MathF.Exp(1f))], many.Scores([2f, -1f]));
        Assert.Equal(1 / (1 + Math.Exp(-3.0)), two.Scores([2f, -1f])[0], 1e-6);
        Assert.Equal(0, Probabilities.Best([1f, 1f, 0f]));
    }

    [Fact]
    public void Losses_of_texts_follow_the_kind_of_label()
    {
        SequenceLabels[] results = [Labels(2f, -1f), Labels(0.5f, 0.25f)];
        float[] logits = [2f, -1f, 0.5f, 0.25f], targets = [1f, 0f, 0f, 1f];

        Assert.Equal(HeadLosses.MeanSquared(logits, targets), Of(ProblemType.Regression, "a", "b").Loss(results, targets));
        Assert.Equal(HeadLosses.BinaryCrossEntropy(logits, targets), Of(ProblemType.MultiLabel, "a", "b").Loss(results, targets));
        Assert.Equal(HeadLosses.BinaryCrossEntropy(logits, targets), Of(null, "a", "b").Loss(results, targets));
        Assert.Equal(HeadLosses.MeanSquared([2f], [1f]), Of(null, "a").Loss([Labels(2f)], [1f]));
        Assert.Equal(HeadLosses.BinaryCrossEntropy([2f], [1f]), Of(ProblemType.MultiLabel, "a").Loss([Labels(2f)], [1f]));
        Assert.Equal(HeadLosses.CrossEntropy(logits, [1, 0]), Of(null, "a", "b").Loss(results, [1, 0]));

        static SequenceLabels Labels(params float[] logits) => new(logits, logits, 0, "a");
        static ISequenceClassifier Of(ProblemType? problem, params string[] names) => new ColumnModel(names.Length, static _ => [0], new LabelSet(names, problem));
    }

    [Fact]
    public void Losses_of_tokens_and_spans_have_a_label_for_each()
    {
        using ColumnModel model = new(2, static _ => [0, 1], new LabelSet(["a", "b"], null));
        float[] logits = [2f, -1f, 0.5f, 0.25f, 0f, 1f];
        ITokenClassifier tokens = model;
        IQuestionAnswerer spans = model;

        Assert.Equal(HeadLosses.CrossEntropy(logits, [0, 1, HeadLosses.Ignored]), tokens.Loss(logits, [0, 1, HeadLosses.Ignored]));
        Assert.StartsWith("There are 2 labels", Assert.Throws<ArgumentException>(() => tokens.Loss(logits, [0, 1])).Message, StringComparison.Ordinal);
        Assert.Equal(HeadLosses.Span(logits, logits, [0, 2], [1, 2]), spans.Loss(new SpanLogits(logits, logits), [0, 2], [1, 2]));
        Assert.StartsWith("There are 1 starts and 2 ends for 6 columns; wanted one of each for each row.", Assert.Throws<ArgumentException>(() => spans.Loss(new SpanLogits(logits, logits), [0], [1, 2])).Message, StringComparison.Ordinal);
        Assert.StartsWith("There are 0 starts and 0 ends", Assert.Throws<ArgumentException>(() => spans.Loss(new SpanLogits(logits, logits), [], [])).Message, StringComparison.Ordinal);
        Assert.StartsWith("There are 4 starts and 4 ends", Assert.Throws<ArgumentException>(() => spans.Loss(new SpanLogits(logits, logits), [0, 0, 0, 0], [0, 0, 0, 0])).Message, StringComparison.Ordinal);
        Assert.Equal((0, 0), QuestionAnswering.Best([1, 1, 1], [1, 1, 1], 2));
        Assert.Equal((1, 2), QuestionAnswering.Best([1, 2, 1], [0, 1, 2], 2));
        Assert.Equal(Math.Exp(1) / (1 + Math.Exp(1)), tokens.Label(["x"], SpanAggregation.None)[0][0].Score, 1e-6);
    }

    [Fact]
    public void Batches_fit_the_context_and_the_width()
    {
        using ColumnModel model = new(2, static tokens => [0, tokens.Count], new LabelSet(["a", "b"], null), maxContext: 4, padding: 9);

        Assert.Equal(4f, model.Embed(TokenBatch.Padded([[1, 2, 3, 4]]), normalise: false)[0][1]);
        ContextOverflowException e = Assert.Throws<ContextOverflowException>(() => model.Embed(TokenBatch.Padded([[1, 2, 3, 4, 5]])));
        Assert.Contains("5", e.Message, StringComparison.Ordinal);
        Assert.StartsWith("Embeddings have 3 numbers a column; wanted 1, the model's width.", Assert.Throws<ArgumentException>(() => model.Embed(TokenBatch.Embedded(new float[12], 2, 2))).Message, StringComparison.Ordinal);
        Assert.Equal([9, 'a', 'b', 'c'], model.Tokenize(["a", "bc"]).Tokens.ToArray());
        Assert.StartsWith("A text is empty; wanted one token or more.", Assert.Throws<ArgumentException>(() => model.Embed([""])).Message, StringComparison.Ordinal);
        Assert.StartsWith("A text is empty; wanted one token or more.", Assert.Throws<ArgumentException>(() => ((ITokenClassifier)model).Label([""])).Message, StringComparison.Ordinal);
        Assert.Equal("options.BatchSize", Assert.Throws<ArgumentOutOfRangeException>(() => model.Embed(["a"], options: new HeadOptions { BatchSize = 0 })).ParamName);
    }

    [Fact]
    public void Perplexity_at_its_borders()
    {
        using ColumnModel model = new(3, static tokens => [tokens.Count, 0, 1], maxContext: 4);

        Assert.Equal(1, model.Perplexity([1, 2]).Tokens);
        Assert.Equal("stride", Assert.Throws<ArgumentOutOfRangeException>(() => model.Perplexity([1, 2, 0], stride: -1)).ParamName);
        Assert.Equal("window", Assert.Throws<ArgumentOutOfRangeException>(() => model.Perplexity([1, 2, 0], window: 1)).ParamName);
        Assert.Equal("window", Assert.Throws<ArgumentOutOfRangeException>(() => model.Perplexity([1, 2, 0], stride: 1, window: -1)).ParamName);
        Assert.Equal(model.Perplexity([1, 2, 0, 1, 2], stride: 2), model.Perplexity([1, 2, 0, 1, 2]));
        Assert.Equal(2, model.Perplexity([1, 2, 0], window: 2).Tokens); // half of the window is one
        Assert.Equal(model.Perplexity([1, 2, 0, 1, 2], stride: 2), model.Perplexity([1, 2, 0, 1, 2], stride: 2, window: 9)); // no window is longer than the context
    }
}
