using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using Modelwright.Runtime;
using Modelwright.Runtime.Constraints;

namespace Modelwright.Chat.Tests;

/// <summary>Regular expressions against .NET's, over every short text; character classes over every character; and what is refused, word by word.</summary>
public partial class PatternTests
{
    private static readonly string[] Texts = [.. Enumerable.Range(0, 6).SelectMany(static length => Words("abc", length))];

    [Theory]
    [InlineData("a*")]
    [InlineData("a+b?")]
    [InlineData("a+?b")]
    [InlineData("a??b")]
    [InlineData("(ab|c)+")]
    [InlineData("a{2}")]
    [InlineData("a{1,3}b")]
    [InlineData("a{2,}c")]
    [InlineData("a{0}b")]
    [InlineData("b{0,0}a")]
    [InlineData("a{2}?b")]
    [InlineData("(?:a|b){0,2}c")]
    [InlineData("(?<x>ab)*c")]
    [InlineData("[ab]+c")]
    [InlineData("[^a]b*")]
    [InlineData("[^ab]")]
    [InlineData("[a-b][b-c]")]
    [InlineData("a|b|")]
    [InlineData("")]
    [InlineData("(a|)b")]
    [InlineData("^a|b$")]
    [InlineData("^ab$|^c$")]
    [InlineData("((a)b)*")]
    [InlineData("(a|b*)+c")]
    [InlineData("(a*)*b")]
    [InlineData(".a.")]
    [InlineData("a()b")]
    [InlineData("(a(b(c)))?")]
    public void A_pattern_matches_the_texts_that_dot_NET_matches(string pattern)
    {
        Regex whole = new($"^(?:{pattern})$", RegexOptions.None, TimeSpan.FromSeconds(5));
        OutputConstraint constraint = OutputConstraint.Regex(pattern);

        Assert.Equal(Texts.Where(text => whole.IsMatch(text)), Texts.Where(constraint.Fits));
    }

    /// <summary>In a schema a pattern may stand anywhere in the text, unless it is held to an end.</summary>
    [Theory]
    [InlineData("a")]
    [InlineData("^a")]
    [InlineData("a$")]
    [InlineData("^a$")]
    [InlineData("^a|b$")]
    [InlineData("ab|^c$")]
    [InlineData("^(?:ab)+$|cc")]
    [InlineData("^$")]
    public void A_schemas_pattern_matches_what_dot_NET_finds_it_in(string pattern)
    {
        Regex anywhere = new(pattern, RegexOptions.None, TimeSpan.FromSeconds(5));
        OutputConstraint constraint = Fitting.Schema($$"""{"type":"string","pattern":"{{pattern}}"}""");

        Assert.Equal(Texts.Where(text => anywhere.IsMatch(text)), Texts.Where(text => constraint.Fits($"\"{text}\"")));
        Assert.False(constraint.Fits("abc"));
    }

    [Theory]
    [InlineData("\\d", "0-9")]
    [InlineData("\\w", "0-9,A-Z,_-_,a-z")]
    [InlineData("\\s", "\t-\r, - ,\u00A0-\u00A0,\u1680-\u1680,\u2000-\u200A,\u2028-\u2029,\u202F-\u202F,\u205F-\u205F,\u3000-\u3000,\uFEFF-\uFEFF")]
    [InlineData("[\\d\\s]", "0-9,\t-\r, - ,\u00A0-\u00A0,\u1680-\u1680,\u2000-\u200A,\u2028-\u2029,\u202F-\u202F,\u205F-\u205F,\u3000-\u3000,\uFEFF-\uFEFF")]
    [InlineData("[b-dx-z]", "b-d,x-z")]
    [InlineData("[c-c]", "c-c")]
    [InlineData("[x-za-cb-d]", "a-d,x-z")]
    [InlineData("[-a]", "---,a-a")]
    [InlineData("[a-]", "---,a-a")]
    [InlineData("[a^]", "a-a,^-^")]
    [InlineData("[\\n\\r\\t\\f\\v\\b\\0]", "\0-\0,\b-\r")]
    [InlineData("\\n", "\n-\n")]
    [InlineData("\\r", "\r-\r")]
    [InlineData("\\t", "\t-\t")]
    [InlineData("\\f", "\f-\f")]
    [InlineData("\\v", "\v-\v")]
    [InlineData("\\0", "\0-\0")]
    [InlineData("\\x41", "A-A")]
    [InlineData("\\u20aC", "€-€")]
    [InlineData("\\ud7ff", "\ud7ff-\ud7ff")]
    [InlineData("\\ue000", "\ue000-\ue000")]
    [InlineData("[\\x41-\\u0043]", "A-C")]
    [InlineData("\\.", ".-.")]
    [InlineData("\\\\", "\\-\\")]
    [InlineData("[\\]]", "]-]")]
    [InlineData("[\\-]", "---")]
    [InlineData("[]", "")]
    [InlineData("[é-ü€]", "é-ü,€-€")]
    [InlineData("ö", "ö-ö")]
    public void A_class_holds_its_characters_and_no_other(string pattern, string ranges)
    {
        (int First, int Last)[] wanted = [.. ranges.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(static range => ((int)range[0], (int)range[2]))];
        OutputConstraint constraint = OutputConstraint.Regex(pattern + "?");

        foreach (int character in Characters())
        {
            Assert.True(constraint.Fits(char.ConvertFromUtf32(character)) == wanted.Any(range => character >= range.First && character <= range.Last), $"U+{character:X4}");
        }
    }

    [Theory]
    [InlineData("\\D", "\\d")]
    [InlineData("\\W", "\\w")]
    [InlineData("\\S", "\\s")]
    [InlineData("[^\\d\\s]", "[\\d\\s]")]
    [InlineData("[^\\0-\\x7f]", "[\\0-\\x7f]")]
    [InlineData("[^]", "[]")]
    [InlineData("[^a-cü]", "[a-cü]")]
    [InlineData(".", "[\\n\\r\\u2028\\u2029]")]
    public void A_class_and_its_complement_share_all_characters(string pattern, string complement)
    {
        (OutputConstraint one, OutputConstraint other) = (OutputConstraint.Regex(pattern + "?"), OutputConstraint.Regex(complement + "?"));

        Assert.All(Characters().Select(char.ConvertFromUtf32), text => Assert.NotEqual(one.Fits(text), other.Fits(text)));
        Assert.False(one.Fits([0xED, 0xA0, 0x80]), "half a character");
        Assert.False(one.Fits([0xF4, 0x90, 0x80, 0x80]), "above the last character");
        Assert.False(one.Fits([0xC0, 0x80]), "a longer form");
    }

    /// <summary>Every range between characters at the borders of UTF-8's lengths and bytes.</summary>
    [Fact]
    public void Ranges_are_written_in_UTF8()
    {
        int[] borders = [0, 0x41, 0x7E, 0x7F, 0x80, 0x81, 0xBF, 0xC0, 0x7FE, 0x7FF, 0x800, 0xFFF, 0x1000, 0x1234, 0x20AC, 0xD7FF, 0xE000, 0xFFFF, 0x10000, 0x1F600, 0x3FFFF, 0x40000, 0x10FFFE, 0x10FFFF];
        foreach ((int first, int last) in from a in borders from b in borders where a <= b select (a, b))
        {
            OutputConstraint constraint = new(CodePointSet.ToUtf8(CodePointSet.Of((first, last))));
            foreach (int character in borders.SelectMany(static border => new[] { border - 1, border, border + 1 }).Where(static c => Rune.IsValid(c)))
            {
                Assert.True(constraint.Fits(new Rune(character).ToString()) == (character >= first && character <= last), $"U+{first:X}-U+{last:X}: U+{character:X}");
            }
        }
    }

    /// <summary>A byte that goes on with a character may not stand behind a whole one.</summary>
    [Theory]
    [InlineData(0, 0x10FFFF)]
    [InlineData(0x80, 0x7FF)]
    [InlineData(0x805, 0xFFF0)]
    [InlineData(0x10005, 0x10FFF0)]
    public void A_character_ends_with_its_last_byte(int first, int last)
    {
        OutputConstraint constraint = new(CodePointSet.ToUtf8(CodePointSet.Of((first, last))));

        foreach (int character in new[] { 0x41, 0x80, 0x123, 0x805, 0x1234, 0xE123, 0x10005, 0x20000, 0x10FFF0 }.Where(c => c >= first && c <= last))
        {
            byte[] bytes = Encoding.UTF8.GetBytes(char.ConvertFromUtf32(character));
            Assert.True(constraint.Fits(bytes));
            Assert.False(constraint.Fits([.. bytes, 0x80]) || constraint.Fits([.. bytes, 0x80, 0x80]) || constraint.Fits(bytes[..^1]), $"U+{character:X}");
        }
    }

    [Theory]
    [InlineData("a\\x41", "aA")]
    [InlineData("\\u20ac", "€")]
    public void An_escape_may_be_the_last(string pattern, string text) => Fitting.Check(OutputConstraint.Regex(pattern), text, text + text);

    [Fact]
    public void Sets_of_characters_are_those_of_their_members()
    {
        (int, int)[][] some = [[], [(0, 0)], [(3, 5)], [(0, 2), (4, 4)], [(5, 9), (1, 3)], [(2, 6), (4, 5)], [(1, 2), (3, 4)], [(0, 9)]];
        CodePointSet[] sets = [.. some.Select(static ranges => CodePointSet.Of(ranges))];
        foreach ((CodePointSet a, CodePointSet b) in from a in sets from b in sets select (a, b))
        {
            Assert.All(Enumerable.Range(0, 12), c =>
            {
                (bool inA, bool inB) = (Holds(a, c), Holds(b, c));
                Assert.Equal((inA, inA || inB, inA && inB, inA && !inB, !inA), (a.Contains(c), Holds(a.Union(b), c), Holds(a.Intersect(b), c), Holds(a.Except(b), c), Holds(a.Complement(), c)));
            });
        }

        Assert.Equal([(1, 4)], CodePointSet.Of((3, 4), (1, 2)).Ranges);
        Assert.Equal([(1, 9)], CodePointSet.Of((1, 9), (2, 3)).Ranges);
        Assert.Equal([(1, 2), (4, 5)], CodePointSet.Of((1, 2), (4, 5)).Ranges);
        Assert.Equal([(0, 0x60), (0x62, 0xD7FF), (0xE000, 0x10FFFF)], CodePointSet.Of('a').Complement().Ranges);
        Assert.Equal([(0, 0xD7FF), (0xE000, 0x10FFFE)], CodePointSet.Of(0x10FFFF).Complement().Ranges);
        Assert.Equal([(0x10FFFF, 0x10FFFF)], CodePointSet.Of((0, 0x10FFFE)).Complement().Ranges);
        Assert.Empty(CodePointSet.All.Complement().Ranges);

        static bool Holds(CodePointSet set, int character) => set.Ranges.Any(range => character >= range.First && character <= range.Last);
    }

    [Fact]
    public void A_thousand_repeats_are_the_most()
    {
        OutputConstraint constraint = OutputConstraint.Regex("a{1000}");

        Assert.Equal([false, true, false], new[] { 999, 1000, 1001 }.Select(count => constraint.Fits(new string('a', count))));
        Assert.Equal("pattern a{1000}", constraint.Definition);
    }

    [Fact]
    public void A_name_of_a_group_is_no_part_of_the_text() => Fitting.Check(OutputConstraint.Regex("x(?<name>a>b)"), "xa>b", "xb|xname>a>b");

    /// <summary>Knuth, Morris and Pratt's against a search: every text of two letters up to a length.</summary>
    [Theory]
    [InlineData("a")]
    [InlineData("ab")]
    [InlineData("aab")]
    [InlineData("abab")]
    [InlineData("abaab")]
    [InlineData("bbb")]
    public void Text_without_a_word_is_all_that_does_not_hold_it(string word)
    {
        string[] texts = [.. Enumerable.Range(0, 9).SelectMany(static length => Words("ab", length))];
        OutputConstraint constraint = new(Grammar.Without(word));

        Assert.Equal(texts.Where(text => !text.Contains(word, StringComparison.Ordinal)), texts.Where(constraint.Fits));
        Assert.True(constraint.Fits([0, 255, 128]));
    }

    private static IEnumerable<string> Words(string letters, int length) =>
        length == 0 ? [""] : Words(letters, length - 1).SelectMany(word => letters.Select(letter => word + letter));

    private static IEnumerable<int> Characters() =>
        [.. Enumerable.Range(0, 0x180), .. Enumerable.Range(0x167E, 5), .. Enumerable.Range(0x1FFE, 0x64), 0x20AB, 0x20AC, 0x20AD, 0x2FFF, 0x3000, 0x3001, 0xD7FE, 0xD7FF, 0xE000, 0xE001, 0xFEFE, 0xFEFF, 0xFF00, 0xFFFF, 0x10000, 0x1F600, 0x10FFFF];
}
