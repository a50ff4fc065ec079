using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace Modelwright.Runtime.Tests;

/// <summary>How texts are cut into words, and at added tokens.</summary>
public class WordSplitterTests
{
    [Theory]
    [InlineData(nameof(SplitBehavior.Removed), false, "a|b|c")]
    [InlineData(nameof(SplitBehavior.Isolated), false, "-|a|-|-|b|-|c")]
    [InlineData(nameof(SplitBehavior.MergedWithPrevious), false, "-|a-|-|b-|c")]
    [InlineData(nameof(SplitBehavior.MergedWithNext), false, "-a|-|-b|-c")]
    [InlineData(nameof(SplitBehavior.Contiguous), false, "-|a|--|b|-|c")]
    [InlineData(nameof(SplitBehavior.Removed), true, "-|-|-|-")]
    [InlineData(nameof(SplitBehavior.Isolated), true, "-|a|-|-|b|-|c")]
    [InlineData(nameof(SplitBehavior.MergedWithPrevious), true, "-a|-|-b|-c")]
    [InlineData(nameof(SplitBehavior.MergedWithNext), true, "-|a-|-|b-|c")]
    [InlineData(nameof(SplitBehavior.Contiguous), true, "-|a|--|b|-|c")]
    public void What_becomes_of_matches(string behavior, bool invert, string wanted)
    {
        PatternSplitter splitter = new(new Regex("-"), Enum.Parse<SplitBehavior>(behavior), invert);

        Assert.Equal(wanted, Words(splitter, "-a--b-c"));
        Assert.Equal(wanted, Words(splitter, "x-a--b-c-", first: 1, last: 1)); // nothing outside the piece is looked at
    }

    [Fact]
    public void Matches_of_nothing_cut_nothing()
    {
        Assert.Equal("abc", Words(new PatternSplitter(new Regex("x*"), SplitBehavior.Contiguous, invert: false), "abc"));
        Assert.Equal("", Words(new PatternSplitter(new Regex("-"), SplitBehavior.Isolated, invert: false), ""));
        Assert.Throws<InvalidOperationException>(static () => Words(new PatternSplitter(new Regex("-"), (SplitBehavior)9, invert: false), "a"));
    }

    /// <summary>A code point beyond U+FFFF of each general category is a char of the same one.</summary>
    [Fact]
    public void What_stands_for_a_code_point_is_of_its_category()
    {
        Dictionary<UnicodeCategory, Rune> examples = [];
        for (int code = 0x10000; code < 0x110000; code++)
        {
            examples.TryAdd(Rune.GetUnicodeCategory(new Rune(code)), new Rune(code));
        }

        Assert.True(examples.Count >= 18);
        Assert.All(examples, static example =>
        {
            CodePointText points = CodePointText.Of("a" + example.Value);
            Assert.Equal(2, points.Text.Length);
            Assert.Equal(example.Key, char.GetUnicodeCategory(points.Text[1]));
        });
    }

    [Theory]
    [InlineData("It's we'LL I'd they'RE o'clock", false, "It|'s| we|'LL| I|'d| they|'RE| o|'clock")]
    [InlineData("'tis 'Ve 'v 'l 'm", false, "'t|is| '|Ve| '|v| '|l| '|m")]
    [InlineData("'LLa'REb'VEc'Sd'Te'Mf'Dg", false, "'LL|a|'RE|b|'VE|c|'S|d|'T|e|'M|f|'D|g")]
    [InlineData("'lLa'Reb'rEc", false, "'lL|a|'Re|b|'rE|c")]
    [InlineData("'4x'\u0012x '", false, "'|4|x|'\u0012|x| '")]
    [InlineData("a  b   ", false, "a| | b|   ")]
    [InlineData("a \n\n b \r\n", false, "a| \n\n| b| \r\n")]
    [InlineData("12\t34", false, "1|2|\t|3|4")]
    [InlineData(" \t!x", false, " |\t|!x")]
    [InlineData(" !?\n\nx", false, " !?\n\n|x")]
    [InlineData("  !", false, " | !")]
    [InlineData("\ta\n", false, "\ta|\n")]
    [InlineData("e\u0301a", false, "e|\u0301a")]
    [InlineData("e\u0301a", true, "e\u0301a")]
    [InlineData(" \u0301\u0301!", false, " \u0301\u0301!")]
    [InlineData(" \u0301!", true, " \u0301|!")]
    [InlineData("\u2160\u00B2x", false, "\u2160|\u00B2|x")]
    [InlineData("\u01C5\u02B0\u3042", false, "\u01C5\u02B0\u3042")]
    [InlineData("'", false, "'")]
    [InlineData("'\u015Fa", false, "'\u015Fa")]
    [InlineData("\n  a", false, "\n| | a")]
    [InlineData("\n", false, "\n")]
    [InlineData("\n a", false, "\n| a")]
    public void Qwens_words(string text, bool marks, string wanted)
    {
        Assert.Equal(wanted, Words(new QwenSplitter(marks), text));
        Assert.Equal(wanted, Words(new PatternSplitter(new Regex(marks ? QwenSplitter.PatternWithMarks : QwenSplitter.Pattern), SplitBehavior.Isolated, invert: false), text));
        Assert.Equal(wanted, Words(new QwenSplitter(marks), $"x{text}x", first: 1, last: 1));
    }

    [Theory]
    [InlineData("a<x>b", "a|[<x>]|b")]
    [InlineData("<x><x>", "[<x>]|[<x>]")]
    [InlineData("<x", "<x")]
    [InlineData("", "")]
    [InlineData("a <l> b", "a|[ <l>]| b")]
    [InlineData("a <r> b", "a |[<r> ]|b")]
    [InlineData("<l>  <l>", "[<l>]|[  <l>]")]
    [InlineData("<r>  <l>", "[<r>  ]|[<l>]")]
    [InlineData("<r>  ", "[<r>  ]")]
    [InlineData("<r> <r>x", "[<r> ]|[<r>]|x")]
    [InlineData("w", "[w]")]
    [InlineData("aw", "aw")]
    [InlineData("wa", "wa")]
    [InlineData("a w b", "a |[w]| b")]
    [InlineData("-w.", "-|[w]|.")]
    [InlineData("_w", "_w")]
    [InlineData("w1", "w1")]
    [InlineData("w\u0301", "w\u0301")]
    [InlineData("w\u200D", "w\u200D")]
    [InlineData("\u200Cw", "\u200Cw")]
    [InlineData("\u2160w", "\u2160w")]
    [InlineData("\u00B2w", "\u00B2|[w]")]
    [InlineData("\U00020000w", "\U00020000w")]
    [InlineData("w\U0001F467", "[w]|\U0001F467")]
    [InlineData("\u0903w\u20DD", "\u0903w\u20DD")]
    [InlineData("\u01C5w", "\u01C5w")]
    [InlineData("\u02B0w", "\u02B0w")]
    [InlineData("\u3042w", "\u3042w")]
    [InlineData("\u0660w", "\u0660w")]
    [InlineData("ww w", "ww |[w]")]
    [InlineData("<r>  yz", "[<r>  ]|[ y]|z")]
    [InlineData("<r> \v x", "[<r> \v ]|[\v]| x")]
    public void Added_tokens(string text, string wanted)
    {
        AddedTokenSplitter splitter = new([Token("<x>"), Token("<l>", left: true), Token("<r>", right: true), Token("w", word: true), Token(" y"), Token("\v")], static content => content);

        Assert.Equal(wanted, string.Join('|', splitter.Split(text, find: true).Select(piece => piece.Token is null ? text[piece.Text] : $"[{text[piece.Text]}]")));
        Assert.Equal(text, string.Concat(splitter.Split(text, find: false).Select(piece => text[piece.Text])));
        Assert.All(splitter.Split(text, find: false), static piece => Assert.Null(piece.Token));
    }

    /// <summary>A token may be spelled otherwise in the text that is cut.</summary>
    [Fact]
    public void Added_tokens_of_a_normalised_text()
    {
        AddedTokenSplitter splitter = new([Token("<X>"), Token("<XY>")], static content => content.ToLowerInvariant());

        Assert.Equal([null, "<XY>", null], splitter.Split("a<xy><X>", find: true).Select(static piece => piece.Token?.Content));
    }

    [Fact]
    public void Spellings_that_do_not_count_are_passed_over()
    {
        SpellingTrie trie = new(["ab", "abc", "b"]);

        Assert.Equal((0, 3, 1), trie.Find("abc", 0));
        Assert.Equal((0, 2, 0), trie.Find("abc", 0, static (_, length) => length < 3));
        Assert.Equal((1, 1, 2), trie.Find("abc", 0, static (start, _) => start == 1));
        Assert.Null(trie.Find("abc", 0, static (_, _) => false));
        Assert.Equal((3, 2, 0), trie.Find("abcab", 0, static (start, _) => start == 3));
        Assert.Equal((1, 2, 0), trie.Find("xabc", 0, static (start, length) => (start, length) == (1, 2)));
    }

    private static AddedToken Token(string content, bool left = false, bool right = false, bool word = false) => new(content, 1, Special: true, Normalized: false, word, left, right);

    private static string Words(IWordSplitter splitter, string text, int first = 0, int last = 0)
    {
        List<TextRange> words = [];
        splitter.Split(text, new TextRange(first, text.Length - last), words);
        return string.Join('|', words.Select(word => text[word.Start..word.End]));
    }
}
