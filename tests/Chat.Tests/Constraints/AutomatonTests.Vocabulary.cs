using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Modelwright.Runtime;
using Modelwright.Runtime.Constraints;

namespace Modelwright.Chat.Tests;

/// <content>A vocabulary's trie, and what of an automaton is kept.</content>
public partial class AutomatonTests
{
    [Fact]
    public void The_trie_holds_every_token_in_the_order_of_its_bytes()
    {
        ByteTokenizer words = MakeWords();
        TokenTrie trie = TokenTrie.Of(words);

        Assert.Same(trie, TokenTrie.Of(words));
        Assert.Equal((264, 259, 3), (trie.VocabularySize, trie.SymbolCount, trie.Deepest));
        Assert.Equal([("<a>", 256), ("</a>", 257), ("<end>", 258)], trie.Symbols.Select(static pair => (pair.Key, pair.Value)));
        Assert.Equal([97, 98, 99], trie.SymbolsOf(259).ToArray().Select(static symbol => (int)symbol));
        Assert.Equal([257], trie.SymbolsOf(Close).ToArray().Select(static symbol => (int)symbol));
        Assert.True(trie.SymbolsOf(262).IsEmpty && trie.SymbolsOf(264).IsEmpty && trie.SymbolsOf(-1).IsEmpty);
        TokenTrie.Node[] nodes = trie.Nodes.ToArray();
        Assert.Equal(Enumerable.Range(0, 264).Where(static token => token != 262), nodes.Where(static node => node.Token >= 0).Select(static node => node.Token).Order());
        Assert.All(nodes.Index(), entry => Assert.Equal(entry.Index + 1 + nodes.Skip(entry.Index + 1).TakeWhile(node => node.Depth > entry.Item.Depth).Count(), entry.Item.End));
        Assert.Equal(263, nodes.Length);
    }

    [Fact]
    public void A_special_token_outside_the_vocabulary_is_none()
    {
        TokenTrie trie = TokenTrie.Of(new ByteTokenizer([], new Dictionary<string, int> { ["<far>"] = 256, ["<wrong>"] = -1, ["<last>"] = 255 }, 256));

        Assert.Equal([("<last>", 256)], trie.Symbols.Select(static pair => (pair.Key, pair.Value)));
    }

    [Fact]
    public void A_token_ends_where_its_bytes_do()
    {
        TokenTrie trie = TokenTrie.Of(new ByteTokenizer(["xyz", "xq"], new Dictionary<string, int>(), 258));

        Assert.Equal(
            [new TokenTrie.Node('x', 0, 'x', 124), new TokenTrie.Node('q', 1, 257, 122), new TokenTrie.Node('y', 1, -1, 124), new TokenTrie.Node('z', 2, 256, 124)],
            trie.Nodes[120..124].ToArray());
    }

    /// <summary>A symbol is a number of 16 bits; tokens for which none is left are spelled.</summary>
    [Fact]
    public void Tokens_outside_the_text_are_as_many_as_there_are_symbols()
    {
        const int count = 65281;
        TokenTrie trie = TokenTrie.Of(new ByteTokenizer([], Enumerable.Range(0, count).ToDictionary(static id => id.ToString(CultureInfo.InvariantCulture)), count));

        Assert.Equal((65279, 65535, 1), (trie.Symbols.Count, trie.SymbolCount, trie.Deepest));
        Assert.Equal([256], trie.SymbolsOf(0).ToArray().Select(static symbol => (int)symbol));
        Assert.Equal([65534], trie.SymbolsOf(65278).ToArray().Select(static symbol => (int)symbol));
        Assert.True(trie.SymbolsOf(65279).IsEmpty);
    }

    /// <summary>Two masks of 68 bytes each.</summary>
    [Theory]
    [InlineData(136, true)]
    [InlineData(135, false)]
    public void Masks_are_kept_until_they_take_too_much(long most, bool kept)
    {
        TokenTrie trie = TokenTrie.Of(new ByteTokenizer());
        ConstraintAutomaton automaton = new(new NetworkBuilder(trie.Symbols).Build(Grammar.Text("ab")), trie, most);
        TokenMask first = automaton.Mask(automaton.Start), second = automaton.Mask(automaton.After(automaton.Start, 'a'));

        Assert.Equal((68L, 68L), (first.Size, second.Size));
        Assert.Same(second, automaton.Mask(automaton.After(automaton.Start, 'a')));
        Assert.Equal(kept, ReferenceEquals(first, automaton.Mask(automaton.Start)));
    }

    /// <summary>A rule that is changed afterwards is seen only by the automaton of another vocabulary.</summary>
    [Fact]
    public void A_constraint_is_compiled_once_for_a_vocabulary()
    {
        GrammarRule rule = new("a letter") { Body = Grammar.Text("a") };
        OutputConstraint constraint = new(new CallGrammar(rule));
        Assert.Equal([97], Allowed(constraint.CreateProcessor(Words, []), []));
        rule.Body = Grammar.Text("c");

        Assert.Equal([97], Allowed(constraint.CreateProcessor(Words, []), []));
        Assert.Equal([99], Allowed(constraint.CreateProcessor(new ByteTokenizer(), []), []));
    }

    [Fact]
    public void A_network_has_so_many_steps_and_no_more()
    {
        Assert.Equal(10, Build(Grammar.Text("123456789"), mostNodes: 10).Nodes.Length);
        Assert.Equal("a constraint of more than 10 steps", Assert.Throws<ConstraintException>(static () => Build(Grammar.Text("1234567890"), mostNodes: 10)).Found);
    }

    private static GrammarNetwork Build(Grammar grammar, int mostNodes = 1000) => new NetworkBuilder(new Dictionary<string, int>(), mostNodes).Build(grammar);
}
