using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace Modelwright.Runtime.Tests;

/// <summary>Lists of texts: batches of a bounded size, progress, cancellation; and where in a text what was found stands.</summary>
public class TextListTests
{
    private static readonly string[] Texts = [.. Enumerable.Range(0, 19).Select(static i => new string((char)('a' + i), 1 + (i % 4)))];

    public static TheoryData<string> Heads => ["Classify", "Label", "Embed", "Answer"];

    [Theory]
    [MemberData(nameof(Heads))]
    public void Long_lists_are_worked_in_batches_with_progress(string head)
    {
        using Batches model = new();
        Told told = new(static _ => { });

        object[] together = [.. Run(head, model, Texts, new HeadOptions { BatchSize = 8, Progress = told }, CancellationToken.None)];

        Assert.Equal([8, 8, 3], model.Sizes);
        Assert.Equal([8, 16, 19], told.All);
        Assert.Equal(Texts.Select(text => Run(head, model, [text], new HeadOptions(), CancellationToken.None).Single().ToString()), together.Select(static result => result.ToString()));
    }

    [Theory]
    [MemberData(nameof(Heads))]
    public void Cancellation_is_heard_between_batches(string head)
    {
        using Batches model = new();
        using CancellationTokenSource source = new();

        Assert.Throws<OperationCanceledException>(() => Run(head, model, Texts, new HeadOptions { BatchSize = 5, Progress = new Told(done => { if (done == 10) { source.Cancel(); } }) }, source.Token).ToArray());

        Assert.Equal([5, 5], model.Sizes);
        Assert.Throws<ArgumentOutOfRangeException>(() => Run(head, model, Texts, new HeadOptions { BatchSize = 0 }, CancellationToken.None).ToArray());
    }

    /// <summary>Marks that the tokenizer composes, characters of two units and of several tokens: places are those of the text that was given.</summary>
    [Theory]
    [InlineData("Zu\u0308rich liegt schön", "ich", 4)]
    [InlineData("e\u0301\u0323\u0302 😀👩‍👩‍👧 ㄱ\u1112\u1161\u11ab x.", " x", 20)]
    [InlineData("naïve café", " café", 5)]
    public void Places_are_those_of_the_text_that_was_given(string text, string found, int start)
    {
        HuggingFaceTokenizer tokenizer = Qwen3Tokenizer.Instance;
        using ColumnModel each = new(2, static _ => [0, 1], new LabelSet(["O", "X"], null), tokenizer: tokenizer);

        IReadOnlyList<LabelledSpan> tokens = each.Label([text], SpanAggregation.None)[0];
        LabelledSpan whole = Assert.Single(each.Label([text])[0]);

        Assert.Equal(text, whole.Text);
        Assert.All(tokens, token => Assert.Equal(text[token.Start..token.End], token.Text));
        Assert.Contains(tokens, token => token.Text == found && token.Start == start);
        Assert.Equal(text.Length, tokens[^1].End);
        Assert.All(tokens.Zip(tokens.Skip(1)), static pair => Assert.InRange(pair.Second.Start, pair.First.Start, pair.First.End));

        // The same of an answer.
        int wanted = Array.FindIndex([.. tokens], token => token.Text == found);
        using ColumnModel spans = new(2, context => [context.Count == wanted + 1 + tokenizer.Encode("q").Length ? 9 : 0, context.Count == wanted + 1 + tokenizer.Encode("q").Length ? 9 : 0], tokenizer: tokenizer);
        Answer answer = spans.Answer("q", text);
        Assert.Equal((found, start, start + found.Length), (answer.Text, answer.Start, answer.End));
    }

    /// <summary>A surrogate without its partner is one character of the text and of its spelling.</summary>
    [Fact]
    public void Half_a_character_has_its_place()
    {
        const string Text = "A\u030A\uD800B";
        using ColumnModel each = new(2, static _ => [0, 1], new LabelSet(["O", "X"], null), tokenizer: Qwen3Tokenizer.Instance);

        IReadOnlyList<LabelledSpan> tokens = each.Label([Text], SpanAggregation.None)[0];

        Assert.Equal((0, 2), (tokens[0].Start, tokens[0].End));
        Assert.Equal((3, 4), (tokens[^1].Start, tokens[^1].End));
    }

    /// <summary>What a tokenizer puts around a text is read by the model, and is no part of the text.</summary>
    [Fact]
    public void Tokens_around_a_text_have_no_place_in_it()
    {
        FramedTokenizer tokenizer = new();
        using ColumnModel labels = new(2, static tokens => [0, tokens[0] == 1 && tokens[^1] == 'b' ? 1 : -1], new LabelSet(["O", "X"], null), tokenizer: tokenizer);
        using ColumnModel answers = new(2, static tokens => tokens[^1] is 'b' or < 4 ? [9, 9] : [0, 0], tokenizer: tokenizer);

        Assert.Equal([("b", 1, 2)], labels.Label(["abc", "longer text"])[0].Select(static span => (span.Text, span.Start, span.End)));
        Assert.Equal(new Answer("b", answers.Answer("b", "abc").Score, 1, 2), answers.Answer("b", "abc"));
    }

    /// <summary>Normalizers that add, drop or change characters; places never leave the text.</summary>
    [Theory]
    [InlineData(" a b", "▁a▁b")]
    [InlineData("  A B\u0301 ", "a b\u0301")]
    [InlineData("abc", "")]
    [InlineData("", "x")]
    [InlineData("ﬁ x", "fi x")]
    [InlineData("abcdef", "uvwxyz")]
    public void Any_spelling_has_places_in_the_text(string text, string spelled)
    {
        foreach (ITextNormalizer normalizer in (ITextNormalizer[])[UnicodeForm.C, UnicodeForm.KC, new LowercaseNormalizer(), new PrependNormalizer("▁")])
        {
            TextAlignment alignment = TextAlignment.Of(text, spelled, normalizer);
            for (int start = 0; start <= spelled.Length; start++)
            {
                for (int end = start; end <= spelled.Length; end++)
                {
                    (int from, int to) = alignment.Original(start, end);
                    Assert.InRange(from, 0, to);
                    Assert.InRange(to, from, text.Length);
                }
            }
        }

        Assert.Equal((0, 1), TextAlignment.Of("ﬁ x", "fi x", UnicodeForm.KC).Original(1, 2));
        Assert.Equal((2, 3), TextAlignment.Of("ﬁ x", "fi x", UnicodeForm.KC).Original(3, 4));
        Assert.Equal((2, 3), TextAlignment.Of("  A", " a", new LowercaseNormalizer()).Original(1, 2));
    }

    private static IEnumerable<object> Run(string head, ColumnModel model, IReadOnlyList<string> texts, HeadOptions options, CancellationToken cancellationToken) => head switch
    {
        "Classify" => model.Classify(texts, options, cancellationToken).Select(static labels => $"{labels.Name} {labels.Score}"),
        "Label" => model.Label(texts, SpanAggregation.None, options, cancellationToken).Select(static spans => string.Join('|', spans)),
        "Embed" => model.Embed(texts, Pooling.LastToken, normalise: false, options, cancellationToken).Select(static embedding => string.Join('|', embedding)),
        _ => model.Answer([.. texts.Select(static text => new Question("?", text + "xyz"))], longest: 2, options, cancellationToken),
    };

    private sealed class Batches() : ColumnModel(2, static tokens => [tokens[^1] % 5, tokens[^1] % 7], new LabelSet(["A", "B"], null))
    {
        public List<int> Sizes { get; } = [];

        public override IModelSession CreateSession(SessionOptions options)
        {
            Sizes.Add(options.BatchSize);
            return base.CreateSession(options);
        }
    }

    private sealed class Told(Action<int> heard) : IProgress<int>
    {
        public List<int> All { get; } = [];

        public void Report(int value)
        {
            All.Add(value);
            heard(value);
        }
    }
}
