using System;
using System.Collections.Generic;
using System.Linq;
using Modelwright.Runtime.Templating;

namespace Modelwright.Chat.Tests;

/// <summary>Text beyond 16 bits, with halves of such characters alone, and where each character comes from.</summary>
public class TemplateTextTests
{
    private const string Grin = "\U0001F600";

    /// <summary>Ends with the same unit of UTF-16 as <see cref="Grin"/>.</summary>
    private const string Chess = "\U0001FA00";

    [Fact]
    public void Halves_of_pairs_are_written_as_Python_writes_them()
    {
        Assert.Equal(@"'a\udc00'", Repr("a\uDC00"));
        Assert.Equal(@"'\ud83d'", Repr("\uD83D"));
        Assert.Equal(@"'\ud83d\xad'", Repr("\uD83D\u00AD"));
        Assert.Equal(@"'a\u2028\U000e0001'", Repr("a\u2028\U000E0001"));
        Assert.Equal($"'{Grin}\u0100\U00010000'", Repr($"{Grin}\u0100\U00010000"));
    }

    [Fact]
    public void Halves_of_pairs_are_characters_of_their_own()
    {
        Assert.Equal(["a", "\uDC00"], Characters("a\uDC00"));
        Assert.Equal([Grin, "\uD83D"], Characters(Grin + "\uD83D"));
        Assert.Equal(["\uD83D", "a"], Characters("\uD83Da"));
    }

    [Fact]
    public void What_is_trimmed_are_whole_characters()
    {
        Assert.Equal("a", Trimmed("a" + Grin, Grin));
        Assert.Equal("a" + Chess, Trimmed("a" + Chess, Grin));
        Assert.Equal(Chess, Trimmed(Chess, Grin));
        Assert.Equal("\uDC00", Trimmed("\uDC00", null));
        Assert.Equal("\uD83D", Trimmed("\uD83Da", "a"));
    }

    [Fact]
    public void Empty_texts_leave_no_trace_of_where_they_come_from()
    {
        StringValue text = new OriginText()
            .Append("a", fromTemplate: true).Append("", fromTemplate: false).Append("b", fromTemplate: true)
            .Append(StringValue.Data("")).Append(StringValue.Template("c")).Append("", fromTemplate: false).ToValue();

        Assert.Equal("abc", text.Text);
        Assert.Equal("TTT", Origins(text));
        Assert.Empty(text.Origin.Flips.ToArray());
    }

    [Fact]
    public void Every_part_of_a_text_keeps_where_it_comes_from()
    {
        StringValue text = new OriginText().Append("aa", fromTemplate: true).Append(StringValue.Data("bb")).Append(StringValue.Template("cc")).ToValue();

        Assert.Equal("TT--TT", Origins(text));
        for (int start = 0; start < 6; start++)
        {
            for (int length = 1; length <= 6 - start; length++)
            {
                StringValue part = text.Part(start, length);

                Assert.Equal("TT--TT".Substring(start, length), Origins(part));
                Assert.All(part.Origin.Flips.ToArray(), flip => Assert.InRange(flip, 1, length - 1));
            }
        }
    }

    [Fact]
    public void Values_are_made_of_what_is_there()
    {
        Assert.Same(TemplateValue.None, TemplateValue.Of((string?)null));
        Assert.Equal("entries", Assert.Throws<ArgumentNullException>(static () => TemplateValue.Of((IEnumerable<KeyValuePair<string, TemplateValue>>)null!)).ParamName);
    }

    private static string Repr(string text) => ReprWriter.Write(StringValue.Data(text));

    private static string[] Characters(string text) => [.. StringValue.Data(text).Items.Cast<StringValue>().Select(static c => c.Text)];

    private static string Trimmed(string text, string? characters) => StringValue.Data(text).Trim(characters, atStart: false, atEnd: true).Text;

    private static string Origins(StringValue text) => string.Concat(Enumerable.Range(0, text.Text.Length).Select(i => text.Origin.At(i) ? 'T' : '-'));
}
