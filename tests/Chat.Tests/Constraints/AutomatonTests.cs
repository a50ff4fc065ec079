using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Modelwright.Runtime;
using Modelwright.Runtime.Constraints;

namespace Modelwright.Chat.Tests;

/// <summary>Masks over a vocabulary, and the processor that holds an answer to them.</summary>
public partial class AutomatonTests
{
    private const int Open = 256;
    private const int Close = 257;
    private const int End = 263;

    /// <summary>Bytes, two tags, words that begin each other or are spelled alike, an id that is no token, and an end.</summary>
    private static readonly ByteTokenizer Words = MakeWords();

    [Fact]
    public void The_mask_of_every_state_holds_the_tokens_that_go_on()
    {
        Grammar[] grammars =
        [
            Grammar.Text("abcab"),
            Grammar.Then(Grammar.Tag("<a>"), Grammar.Repeat(Grammar.Text("ab"), 0, most: null), Grammar.Tag("</a>")),
            Grammar.Any(Grammar.Text("<a>"), Grammar.Tag("<no such token>")),
            Grammar.Without("abc"),
            JsonGrammar.AnyValue,
            Grammar.Empty,
        ];
        foreach (Grammar grammar in grammars)
        {
            TokenTrie trie = TokenTrie.Of(Words);
            ConstraintAutomaton automaton = new(new NetworkBuilder(trie.Symbols).Build(grammar), trie);
            HashSet<int> seen = [automaton.Start];
            Queue<int> waiting = new(seen);
            while (seen.Count < 60 && waiting.TryDequeue(out int state))
            {
                int[] next = [.. Enumerable.Range(0, Words.VocabularySize).Select(token => automaton.After(state, token))];
                float[] logits = [.. Enumerable.Range(0, Words.VocabularySize).Select(static token => (float)token)];
                TokenMask mask = automaton.Mask(state);
                mask.Apply(logits);

                Assert.Equal(next.Select(static (after, token) => after >= 0 ? token : float.NegativeInfinity), logits);
                Assert.Equal(next.All(static after => after < 0), mask.IsEmpty);
                Assert.Same(mask, automaton.Mask(state));
                next.Where(after => after >= 0 && seen.Add(after)).ToList().ForEach(waiting.Enqueue);
            }
        }
    }

    [Fact]
    public void A_tag_is_its_token_and_not_its_spelling_where_there_is_one()
    {
        OutputConstraint constraint = new(Grammar.Then(Grammar.Tag("<a>"), Grammar.Text("x"), Grammar.Tag("<b>")));

        Assert.True(Complete(constraint, [Open, 'x', .. "<b>"u8]));
        Assert.Throws<ConstraintException>(() => Complete(constraint, [.. "<a>x<b>"u8]));
        Assert.False(Complete(constraint, [Open, 'x', .. "<b"u8]));
        Assert.Throws<ConstraintException>(() => Complete(constraint, [Close]));
        Assert.Throws<ConstraintException>(() => Complete(new(Grammar.Text("<a>")), [Open]));
        Assert.Throws<ConstraintException>(() => Complete(new(Grammar.Without("abc")), [Open]));
    }

    /// <summary>Up to 512 tokens are a list, more are bits; logits may be fewer or more than the vocabulary.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(511)]
    [InlineData(512)]
    [InlineData(513)]
    [InlineData(640)]
    public void A_mask_leaves_its_tokens_and_no_other(int count)
    {
        List<int> tokens = [.. Enumerable.Range(0, count).Select(static i => i + (i / 100 * 50) + 3)];
        TokenMask mask = new(tokens, 1000);

        foreach (int length in new[] { 1, 63, 64, 65, 200, 900, 960, 1000, 1024, 1100 })
        {
            float[] logits = [.. Enumerable.Range(0, length).Select(static token => token + 0.5f)];
            mask.Apply(logits);
            Assert.Equal(Enumerable.Range(0, length).Select(token => tokens.Contains(token) ? token + 0.5f : float.NegativeInfinity), logits);
        }

        Assert.Equal(count == 0, mask.IsEmpty);
        Assert.Equal(64 + (count <= 512 ? 4 * count : 8 * 16), mask.Size);
    }

    [Fact]
    public void An_answer_ends_where_it_may()
    {
        ConstraintProcessor processor = OutputConstraint.Regex("ab?").CreateProcessor(Words, [End, Words.VocabularySize, 300, -1]);

        Assert.False(processor.IsComplete);
        Assert.Equal([97, 258, 260], Allowed(processor, []));
        Assert.Equal([98, 261, End], Allowed(processor, [97]));
        Assert.True(processor.IsComplete);
        Assert.Equal([End], Allowed(processor, [97, 261]));
        Assert.Equal([End], Allowed(processor, [97, 261, End]));
        Assert.Equal([End], Allowed(processor, [97, 261, End, End]));
    }

    [Fact]
    public void A_token_that_does_not_fit_is_refused()
    {
        ConstraintProcessor processor = OutputConstraint.Regex("ab").CreateProcessor(Words, [End]);
        processor.Observe([97]);

        foreach (int token in new[] { 97, End, 262, 9999 })
        {
            ConstraintException error = Assert.Throws<ConstraintException>(() => processor.Observe([97, token]));
            Assert.Equal(("an answer", $"the token {token}, which it cannot hold there", "one that the constraint allows"), (error.Place, error.Found, error.Wanted));
        }

        processor.Observe([97, 98]);
        Assert.True(processor.IsComplete);
        Assert.Throws<ConstraintException>(() => processor.Observe([97, 98, 98]));
    }

    [Fact]
    public void A_vocabulary_that_cannot_go_on_is_said()
    {
        ByteTokenizer tokenizer = new([], new Dictionary<string, int>(), 98);
        ConstraintProcessor processor = OutputConstraint.Regex("ab").CreateProcessor(tokenizer, [0]);
        processor.Process(new LogitsContext([], 0), new float[98]);

        ConstraintException error = Assert.Throws<ConstraintException>(() => processor.Process(new LogitsContext([97], 0), new float[98]));

        Assert.Equal(("an answer's end", "a vocabulary without a token that goes on from it", "a vocabulary with tokens for all bytes"), (error.Place, error.Found, error.Wanted));
        Assert.Equal("The constraint cannot be enforced, at an answer's end: found a vocabulary without a token that goes on from it; wanted a vocabulary with tokens for all bytes.", error.Message);
    }

    /// <summary>The first sequence may take the processor itself, as long as it has read nothing.</summary>
    [Fact]
    public void Each_sequence_has_a_processor_of_its_own()
    {
        ConstraintProcessor processor = OutputConstraint.Regex("ab").CreateProcessor(Words, [End]);
        Assert.Same(processor, processor.ForSequence(0));
        ConstraintProcessor second = Assert.IsType<ConstraintProcessor>(processor.ForSequence(1));
        Assert.NotSame(processor, second);
        processor.Observe([97]);

        ConstraintProcessor later = Assert.IsType<ConstraintProcessor>(processor.ForSequence(0));

        Assert.NotSame(processor, later);
        Assert.Equal([97, 258, 260], Allowed(later, []));
        Assert.Equal([97, 258, 260], Allowed(second, []));
        Assert.Equal([98, 261], Allowed(processor, [97]));
        Assert.Equal([End], Allowed(second, [97, 98]));
    }

    [Fact]
    public void Many_ends_may_all_come()
    {
        ConstraintProcessor processor = new OutputConstraint(Grammar.Empty).CreateProcessor(Words, Enumerable.Range(10, 64));

        Assert.Equal(Enumerable.Range(10, 64), Allowed(processor, []));
    }

    [Fact]
    public void A_constraint_serves_one_vocabulary_after_another()
    {
        OutputConstraint constraint = OutputConstraint.OneOf(["ab", "b"]);
        ByteTokenizer bytes = new();

        Assert.Equal([97, 98], Allowed(constraint.CreateProcessor(bytes, []), []));
        Assert.Equal([97, 98, 258, 260, 261], Allowed(constraint.CreateProcessor(Words, []), []));
        Assert.Equal([97, 98], Allowed(constraint.CreateProcessor(bytes, []), []));
    }

    [Fact]
    public void What_is_made_of_nothing_is_refused()
    {
        ConstraintException error = Assert.Throws<ConstraintException>(() => OutputConstraint.OneOf([]));

        Assert.Equal(("the texts", "none", "one or more"), (error.Place, error.Found, error.Wanted));
        Assert.Equal("one of \"a\", \"\\\"b\"", OutputConstraint.OneOf(["a", "\"b"]).Definition);
        Assert.Equal("object", OutputConstraint.JsonObject().Definition);
        Assert.Equal("schema {\"type\" : \"null\"}", Fitting.Schema("{\"type\" : \"null\"}").Definition);
        Assert.Throws<ArgumentNullException>(() => OutputConstraint.OneOf(null!));
        Assert.Throws<ArgumentNullException>(() => OutputConstraint.Regex(null!));
        Assert.Throws<ArgumentNullException>(() => OutputConstraint.JsonObject().CreateProcessor(null!));
        Assert.Throws<ArgumentNullException>(() => OutputConstraint.JsonObject().CreateProcessor(null!, []));
        Assert.Throws<ArgumentNullException>(() => OutputConstraint.JsonObject().CreateProcessor(Words, null!));
    }

    [Fact]
    public void The_ends_of_a_model_end_its_answers()
    {
        using RandomModel model = new(Words, 1, End);

        using RandomModel configured = new(Words, 1, End) { GenerationDefaults = new() { EndTokens = [7, 8] } };

        Assert.Equal([End], Allowed(new OutputConstraint(Grammar.Empty).CreateProcessor(model), []));
        Assert.Equal([7, 8], Allowed(new OutputConstraint(Grammar.Empty).CreateProcessor(configured), []));
    }

    [Fact]
    public void A_constraint_may_not_be_too_large()
    {
        ConstraintException error = Assert.Throws<ConstraintException>(() => OutputConstraint.Regex("((a{1000}){1000})").CreateProcessor(Words, []));

        Assert.Equal(("the answer", "a constraint of more than 524288 steps", "a smaller one: shorter lengths, fewer choices"), (error.Place, error.Found, error.Wanted));
    }

    private static ByteTokenizer MakeWords() =>
        new(["<a>", "</a>", "ab", "abc", "ab", "b"], new Dictionary<string, int> { ["<a>"] = Open, ["</a>"] = Close, ["<end>"] = End }, 264);

    private static bool Complete(OutputConstraint constraint, int[] tokens)
    {
        ConstraintProcessor processor = constraint.CreateProcessor(Words, [End]);
        processor.Observe(tokens);
        return processor.IsComplete;
    }

    /// <summary>The tokens that a processor leaves after those of an answer.</summary>
    private static int[] Allowed(ConstraintProcessor processor, int[] generated)
    {
        float[] logits = [.. Enumerable.Range(0, Words.VocabularySize).Select(static token => token + 0.25f)];
        processor.Process(new LogitsContext([1, 2, .. generated], 2), logits);
        Assert.All(logits.Index(), static entry => Assert.Contains(entry.Item, new[] { entry.Index + 0.25f, float.NegativeInfinity }));
        return [.. Enumerable.Range(0, logits.Length).Where(token => !float.IsNegativeInfinity(logits[token]))];
    }
}
