using System;
using System.Collections.Generic;
using System.Linq;

namespace Modelwright.Runtime.Tests;

/// <summary>What is made of a head's numbers, against plain references.</summary>
public class HeadTests
{
    private const int Vocabulary = 5;

    private static readonly int[] Text = [1, 4, 2, 2, 0, 3, 1, 1, 4, 0, 2];

    /// <summary>Each token is predicted once, in the first window that reaches it; only its own logits are computed.</summary>
    [Theory]
    [InlineData(0, 0)]
    [InlineData(3, 4)]
    [InlineData(1, 4)]
    [InlineData(2, 5)]
    [InlineData(10, 11)]
    [InlineData(1, 2)]
    public void Perplexity_is_the_mean_over_windows(int stride, int window)
    {
        using ColumnModel model = new(Vocabulary, Logits);

        TextLikelihood likelihood = model.Perplexity(Text, stride, window);

        int size = window == 0 ? Text.Length : window;
        double sum = 0;
        for (int token = 1; token < Text.Length; token++)
        {
            int begin = 0;
            while (begin + size <= token)
            {
                begin += stride;
            }

            float[] logits = Logits(Text[begin..token]);
            sum += Math.Log(logits.Sum(static x => Math.Exp(x))) - logits[Text[token]];
        }

        Assert.Equal(Text.Length - 1, likelihood.Tokens);
        Assert.Equal(sum / (Text.Length - 1), likelihood.Loss, 1e-6);
        Assert.Equal(Math.Exp(likelihood.Loss), likelihood.Perplexity);
        Assert.Equal(Text.Length - 1, model.Asked.Sum());
    }

    [Fact]
    public void Perplexity_needs_two_tokens_and_windows_that_overlap()
    {
        using ColumnModel model = new(Vocabulary, Logits);
        Assert.Throws<ArgumentException>(() => model.Perplexity([1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Perplexity(Text, stride: 4, window: 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Perplexity(Text, stride: 1, window: 1));
    }

    /// <summary>Padding before the shorter text takes no part.</summary>
    [Theory]
    [InlineData(Pooling.LastToken)]
    [InlineData(Pooling.Mean)]
    public void Embeddings_are_pooled_over_the_text_alone(Pooling pooling)
    {
        static float[] State(IReadOnlyList<int> tokens) => [tokens[^1], tokens.Count, 1];
        using ColumnModel model = new(3, State);

        IReadOnlyList<float[]> plain = model.Embed(["abc", "d"], pooling, normalise: false);
        IReadOnlyList<float[]> unit = model.Embed(["abc", "d"], pooling);

        float[][] wanted = pooling == Pooling.Mean ? [['b', 2, 1], ['d', 1, 1]] : [['c', 3, 1], ['d', 1, 1]];
        for (int text = 0; text < 2; text++)
        {
            Assert.Equal(wanted[text], plain[text]);
            double length = Math.Sqrt(wanted[text].Sum(static x => (double)x * x));
            Assert.Equal(wanted[text].Select(x => (float)(x / length)), unit[text], new Close());
        }
    }

    /// <summary>Letters are people, digits places; a capital or 5 begins another one, all else is nothing.</summary>
    [Fact]
    public void Tokens_of_one_label_are_a_span()
    {
        LabelSet labels = new(["O", "B-PER", "I-PER", "B-LOC", "I-LOC"], null);
        using ColumnModel model = new(5, tokens => Only(5, Kind((char)tokens[^1]), weight: tokens.Count), labels);
        const string Sentence = "é AbBc 12534 ";

        IReadOnlyList<LabelledSpan> spans = model.Label([Sentence, "x"])[0];
        IReadOnlyList<LabelledSpan> each = model.Label([Sentence], SpanAggregation.None)[0];

        Assert.Equal([("PER", "Ab", 2, 4), ("PER", "Bc", 4, 6), ("LOC", "12", 7, 9), ("LOC", "534", 9, 12)], spans.Select(static span => (span.Name, span.Text, span.Start, span.End)));
        Assert.Equal(["B-PER", "I-PER", "B-PER", "I-PER", "I-LOC", "I-LOC", "B-LOC", "I-LOC", "I-LOC"], each.Select(static token => token.Name));
        Assert.Equal(each.Take(2).Average(static token => token.Score), spans[0].Score, 1e-6);
        Assert.All(spans, static span => Assert.Equal(Sentence[span.Start..span.End], span.Text));

        static int Kind(char letter) => letter switch
        {
            >= 'A' and <= 'Z' => 1,
            >= 'a' and <= 'z' => 2,
            '5' => 3,
            >= '0' and <= '9' => 4,
            _ => 0,
        };
    }

    /// <summary>An answer lies in the context, does not end before it begins, and is no longer than is allowed.</summary>
    [Theory]
    [InlineData(15, "<b>", 1)]
    [InlineData(2, "<", 1)]
    public void An_answer_is_the_best_span_of_the_context(int longest, string text, int start)
    {
        // Begins at '<', ends at '>', and somewhat at 'b'; both marks stand in the question as well.
        using ColumnModel model = new(2, static tokens => [tokens[^1] == '<' ? 6 : 0, tokens[^1] switch { '>' => 6, '<' => 1, _ => 0 }]);

        Answer answer = model.Answer("<q>", ">" + "<b>" + "a", longest);

        Assert.Equal((text, start, start + text.Length), (answer.Text, answer.Start, answer.End));
        Assert.InRange(answer.Score, 0.001f, 1f);
    }

    [Fact]
    public void A_texts_label_is_read_at_its_last_token()
    {
        using ColumnModel model = new(3, static tokens => Only(3, tokens[^1] % 3, weight: 4), new LabelSet(["zero", "one", "two"], null));

        IReadOnlyList<SequenceLabels> results = model.Classify(["aab", "c", "ca"]);

        Assert.Equal(["two", "zero", "one"], results.Select(static result => result.Name));
        Assert.All(results, static result => Assert.Equal(1f, result.Scores.Sum(), 1e-5f));
        Assert.Equal(3, Assert.Single(model.Asked));
    }

    [Fact]
    public void Several_texts_need_a_padding_token()
    {
        using ColumnModel model = new(2, static _ => [0, 1], new LabelSet(["a", "b"], null), padding: null);
        Assert.Throws<PaddingTokenMissingException>(() => model.Classify(["x", "y"]));
        Assert.Equal(["b", "b"], model.Classify(["x", "y"], new HeadOptions { BatchSize = 1 }).Select(static result => result.Name));
    }

    private static float[] Logits(IReadOnlyList<int> tokens) =>
        [.. Enumerable.Range(0, Vocabulary).Select(id => MathF.Sin((id * 1.7f) + (tokens[^1] * 0.9f) + (tokens.Count * 0.3f)))];

    private static float[] Only(int width, int place, float weight) => [.. Enumerable.Range(0, width).Select(i => i == place ? weight : 0)];

    private sealed class Close : IEqualityComparer<float>
    {
        public bool Equals(float x, float y) => MathF.Abs(x - y) < 1e-6f;

        public int GetHashCode(float value) => 0;
    }
}
