using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Modelwright.Runtime;
using Modelwright.Runtime.Constraints;

namespace Modelwright.Chat.Tests;

/// <content>Rules that call each other, and what is left out of them.</content>
public partial class AutomatonTests
{
    /// <summary>A part that nothing fits takes with it what it is part of, and no more.</summary>
    [Fact]
    public void What_nothing_fits_is_left_out()
    {
        Grammar nothing = Grammar.Nothing;
        GrammarRule endless = new("endless");
        endless.Body = Grammar.Then(Grammar.Text("a"), new CallGrammar(endless));
        foreach (Grammar dead in new[] { nothing, new CallGrammar(endless), Grammar.Byte(default), Grammar.Repeat(Grammar.Text("x"), 2, 1), Grammar.Then(Grammar.Text("x"), nothing) })
        {
            Check("c", Grammar.Any(Grammar.Then(Grammar.Text("a"), dead), Grammar.Text("c")), "a");
            Check("c", Grammar.Any(Grammar.Text("c"), Grammar.Then(dead, Grammar.Text("a"))), "a");
            Check("c", Grammar.Then(Grammar.Repeat(dead, 0, 3), Grammar.Text("c")), "a|x");
            Check("c", Grammar.Then(Grammar.Repeat(dead, 0, null), Grammar.Text("c")), "a|x");
            Check("c", Grammar.Any(Grammar.Then(Grammar.Repeat(dead, 1, 3), Grammar.Text("c")), Grammar.Text("c")), "a|x");
            Check("c", Grammar.Any(Grammar.Then(Grammar.Repeat(dead, 2, null), Grammar.Text("c")), Grammar.Text("c")), "a|x");
            ConstraintException error = Assert.Throws<ConstraintException>(() => new OutputConstraint(dead).CreateProcessor(Words, []));
            Assert.Equal(("the answer", "a constraint that nothing fits", "one that some finite text fits"), (error.Place, error.Found, error.Wanted));
        }

        static void Check(string good, Grammar grammar, string begun)
        {
            OutputConstraint constraint = new(grammar);
            Assert.True(constraint.Fits(good));
            ConstraintProcessor processor = constraint.CreateProcessor(Words, []);
            Assert.All(begun.Split('|'), text => Assert.Throws<ConstraintException>(() => processor.Observe([text[0]])));
        }
    }

    /// <summary>A rule may call itself behind a byte, and not before one, however little stands before it.</summary>
    [Fact]
    public void A_rule_reads_before_it_calls_itself()
    {
        Grammar a = Grammar.Text("a"), b = Grammar.Text("b"), empty = Grammar.Text("");
        Func<Grammar, Grammar>[] fine =
        [
            self => Grammar.Any(Grammar.Then(a, self, b), empty),
            self => Grammar.Any(b, Grammar.Then(Grammar.Repeat(a, 1, 2), self)),
            self => Grammar.Any(b, Grammar.Then(Grammar.Byte(ByteSet.Of((byte)'a')), self)),
            self => Grammar.Any(b, Grammar.Then(Grammar.Tag("a"), self)),
            self => Grammar.Any(b, Grammar.Then(empty, Grammar.Any(a, b), self)),
        ];
        Func<Grammar, Grammar>[] circular =
        [
            self => Grammar.Any(self, a),
            self => Grammar.Any(a, Grammar.Then(self, b)),
            self => Grammar.Any(a, Grammar.Then(empty, self, b)),
            self => Grammar.Any(a, Grammar.Then(Grammar.Optional(b), self)),
            self => Grammar.Any(a, Grammar.Then(Grammar.Repeat(b, 0, 3), self)),
            self => Grammar.Any(a, Grammar.Then(Grammar.Repeat(empty, 2, 3), self)),
            self => Grammar.Any(a, Grammar.Repeat(self, 1, 2)),
            self => Grammar.Any(a, Grammar.Then(new CallGrammar(new GrammarRule("none") { Body = Grammar.Optional(b) }), self)),
            self => Grammar.Any(a, new CallGrammar(new GrammarRule("between") { Body = Grammar.Then(Grammar.Empty, self) })),
        ];

        Assert.All(fine, body => Assert.True(Constraint(body).Fits("aab") || Constraint(body).Fits("aabb")));
        Assert.All(circular, body =>
        {
            ConstraintException error = Assert.Throws<ConstraintException>(() => Constraint(body).CreateProcessor(Words, []));
            Assert.Equal(("itself", "a reference that leads back to itself", "a value on the way"), (error.Place, error.Found, error.Wanted));
        });

        static OutputConstraint Constraint(Func<Grammar, Grammar> body)
        {
            GrammarRule rule = new("itself");
            rule.Body = body(new CallGrammar(rule));
            return new OutputConstraint(new CallGrammar(rule));
        }
    }

    /// <summary>There are 2^64 ways to the last of them.</summary>
    [Fact]
    public void Rules_that_others_share_are_looked_at_once()
    {
        Grammar grammar = Grammar.Text("a");
        for (int i = 0; i < 64; i++)
        {
            CallGrammar call = new(new GrammarRule("shared") { Body = grammar });
            grammar = Grammar.Any(call, Grammar.Then(call, Grammar.Text("b")));
        }

        Assert.Equal(1 + 1 + (64 * 4), Build(grammar).Nodes.Length);
    }

    [Fact]
    public void Rules_that_begin_with_one_another_too_deep_are_refused()
    {
        GrammarRule[] rules = [.. Enumerable.Range(0, 20_000).Select(static _ => new GrammarRule("deep"))];
        foreach ((int i, GrammarRule rule) in rules.Index())
        {
            rule.Body = i + 1 < rules.Length ? new CallGrammar(rules[i + 1]) : Grammar.Text("a");
        }

        Grammar all = Grammar.Any([.. rules.Select(static rule => new CallGrammar(rule))]);
        ConstraintException error = Assert.IsType<ConstraintException>(SmallStack.Catch(() => Build(all)));

        Assert.Equal(("deep", "rules that begin with one another too deep", "fewer in a row"), (error.Place, error.Found, error.Wanted));
    }

    /// <summary>A thousand times a thousand steps would be too many.</summary>
    [Fact]
    public void What_nothing_fits_is_not_written_again_and_again() => Fitting.Check(OutputConstraint.Regex("(?:[]a{1000}){0,1000}b"), "b", "ab|");

    [Fact]
    public void Rules_return_to_where_they_were_called()
    {
        GrammarRule rule = new("nested");
        rule.Body = Grammar.Any(Grammar.Then(Grammar.Text("("), new CallGrammar(rule), Grammar.Text(")")), Grammar.Then(Grammar.Text("["), new CallGrammar(rule), Grammar.Text("]")), Grammar.Text("x"));
        OutputConstraint constraint = new(Grammar.Then(new CallGrammar(rule), new CallGrammar(rule), Grammar.Repeat(Grammar.Then(Grammar.Text(","), new CallGrammar(rule)), 0, 2)));

        Fitting.Check(constraint, "xx|(x)x|x[(x)]|([([x])])[x]|xx,x|xx,(x),[x]", "x|x)x|(x]x|xxx|xx,|xx,x,x,x|([x)]x|");
    }

    /// <summary>Places that are reached in another order, or by a call that is the last of its rule, are no new state.</summary>
    [Fact]
    public void What_goes_on_alike_is_one_state()
    {
        CallGrammar one = new(new GrammarRule("one") { Body = Grammar.Text("1") }), two = new(new GrammarRule("two") { Body = Grammar.Text("2") });
        GrammarRule tail = new("tail");
        tail.Body = Grammar.Any(Grammar.Then(Grammar.Text("a"), new CallGrammar(tail)), Grammar.Empty);
        (Grammar Grammar, string[] Texts)[] alike =
        [
            (Grammar.Any(Grammar.Then(Grammar.Text("x"), one), Grammar.Then(Grammar.Text("x"), two), Grammar.Then(Grammar.Text("y"), two), Grammar.Then(Grammar.Text("y"), one)), ["x", "y"]),
            (new CallGrammar(tail), ["a", "aa", "aaa"]),
            (Grammar.Repeat(Grammar.Any(one, two), 0, null), ["1", "2", "12", "221"]),
        ];
        foreach ((Grammar grammar, string[] texts) in alike)
        {
            TokenTrie trie = TokenTrie.Of(Words);
            ConstraintAutomaton automaton = new(new NetworkBuilder(trie.Symbols).Build(grammar), trie);
            Assert.Single(texts.Select(text => text.Aggregate(automaton.Start, (state, letter) => automaton.After(state, letter))).Distinct());
        }
    }
}
