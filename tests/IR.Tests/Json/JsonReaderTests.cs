using System.Linq;

namespace Modelwright.IR.Tests;

public sealed class JsonReaderTests
{
    private static JsonValue Read(string text) => Assert.IsType<JsonReadResult.Read>(JsonReader.Read(text)).Value;

    private static JsonReadResult.Refused Refuse(string text) => Assert.IsType<JsonReadResult.Refused>(JsonReader.Read(text));

    [Theory]
    [InlineData("0")]
    [InlineData("-0")]
    [InlineData("12")]
    [InlineData("-12.50")]
    [InlineData("1e-06")]
    [InlineData("1E+6")]
    [InlineData("0.0e0")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("-Infinity")]
    [InlineData("123456789012345678901234567890")]
    public void Numbers_keep_their_spelling(string text)
    {
        JsonNumber number = Assert.IsType<JsonNumber>(Read($" {text} "));

        Assert.Equal(text, number.Spelling);
        Assert.Equal(new Span(1, text.Length), number.Span);
    }

    [Fact]
    public void Only_what_is_inside_counts_as_depth() =>
        Assert.Equal(5000, Assert.IsType<JsonArray>(Read("[" + string.Join(',', Enumerable.Repeat("[{}]", 5000)) + "]")).Items.Count);

    [Fact]
    public void Space_may_stand_between_any_two_signs()
    {
        JsonObject value = Assert.IsType<JsonObject>(Read(" { \"a\" : [ 1 , 2 ] , \"b\" : [ ] , \"c\" : { } } "));

        Assert.Equal([2, 0], value.Members.Take(2).Select(static member => ((JsonArray)member.Value).Items.Count));
        Assert.Empty(((JsonObject)value.Members[2].Value).Members);
    }

    [Fact]
    public void What_stands_after_the_end_is_underlined_whole() => Assert.Equal(new Span(2, 3), Refuse("1 2 3").Span);

    [Theory]
    [InlineData("1e-06", 1e-6)]
    [InlineData("1e999", double.PositiveInfinity)]
    [InlineData("-1e999", double.NegativeInfinity)]
    [InlineData("NaN", double.NaN)]
    [InlineData("Infinity", double.PositiveInfinity)]
    [InlineData("-Infinity", double.NegativeInfinity)]
    public void Numbers_have_a_value(string text, double value) => Assert.Equal(value, ((JsonNumber)Read(text)).ToDouble());

    [Theory]
    [InlineData("1", true)]
    [InlineData("-10", true)]
    [InlineData("1234567890", true)]
    [InlineData("1.0", false)]
    [InlineData("1e3", false)]
    [InlineData("NaN", false)]
    [InlineData("Infinity", false)]
    public void Whole_numbers_are_those_without_fraction_and_exponent(string text, bool whole) =>
        Assert.Equal(whole, ((JsonNumber)Read(text)).IsWhole);

    [Theory]
    [InlineData("""
        "a\"b\\c\/d"
        """, "a\"b\\c/d")]
    [InlineData("""
        "\b\f\n\r\t"
        """, "\b\f\n\r\t")]
    [InlineData("""
        "\u00e9\uD83D\uDE00"
        """, "é😀")]
    [InlineData("""
        ""
        """, "")]
    public void Strings_are_unescaped(string text, string value) => Assert.Equal(value, ((JsonString)Read(text)).Value);

    [Fact]
    public void Literals_are_read()
    {
        JsonArray list = Assert.IsType<JsonArray>(Read("[true, false, null, {}, []]"));

        Assert.Equal(["true", "false", "null", "{}", "[]"], list.Items.Select(static i => i.Text));
    }

    [Fact]
    public void Every_value_and_every_name_knows_its_place()
    {
        JsonObject root = Assert.IsType<JsonObject>(Read("{\"a\": [1, \"x\"],\n \"b\": null}"));

        Assert.Equal(new Span(0, 27), root.Span);
        Assert.Equal([new Span(1, 3), new Span(17, 3)], root.Members.Select(static m => m.NameSpan));
        Assert.Equal([new Span(6, 8), new Span(22, 4)], root.Members.Select(static m => m.Value.Span));
        Assert.Equal([new Span(7, 1), new Span(10, 3)], ((JsonArray)root.Members[0].Value).Items.Select(static i => i.Span));
    }

    [Fact]
    public void The_last_of_a_repeated_name_counts() => Assert.Equal("2", ((JsonObject)Read("""{"a": 1, "a": 2}""")).Find("a")!.Text);

    [Fact]
    public void A_byte_order_mark_is_skipped() => Assert.Equal(new Span(1, 4), Read("\uFEFFtrue").Span);

    [Theory]
    [InlineData("", 0, 0, "the file is empty")]
    [InlineData(" \n", 2, 0, "the file is empty")]
    [InlineData("{", 1, 0, "the file ends inside an object")]
    [InlineData("[1", 2, 0, "the file ends inside a list")]
    [InlineData("[1,", 3, 0, "the file ends where a value is expected")]
    [InlineData("{\"a\"", 4, 0, "the file ends after a name")]
    [InlineData("{\"a\" 1}", 5, 1, "':' is expected after a name")]
    [InlineData("{\"a\":1,}", 7, 1, "a trailing comma is not allowed")]
    [InlineData("[1,]", 3, 1, "a value is expected here; a trailing comma is not allowed")]
    [InlineData("[1 2]", 3, 1, "',' or ']' is expected here")]
    [InlineData("{\"a\":1 \"b\":2}", 7, 1, "',' or '}' is expected here")]
    [InlineData("{a: 1}", 1, 1, "a name in double quotes is expected here")]
    [InlineData("{'a': 1}", 1, 1, "names are written with double quotes")]
    [InlineData("['a']", 1, 1, "strings are written with double quotes")]
    [InlineData("// no", 0, 1, "JSON has no comments")]
    [InlineData("{\n// no\n}", 2, 1, "JSON has no comments")]
    [InlineData("True", 0, 4, "'True' is Python; JSON writes true, false and null")]
    [InlineData("silu", 0, 4, "'silu' is not a JSON value; text is written in double quotes")]
    [InlineData("nul", 0, 3, "'nul' is not a JSON value; text is written in double quotes")]
    [InlineData("1 2", 2, 1, "there is text after the end of the value")]
    [InlineData("\"abc", 0, 4, "a string has no closing quote")]
    [InlineData("\"\\u0041", 0, 7, "a string has no closing quote")]
    [InlineData("\"a\\", 3, 0, "the file ends inside a string")]
    [InlineData("\"a\nb\"", 2, 1, "a control character stands in a string (a line break, perhaps); it must be escaped")]
    [InlineData("\"\\x\"", 2, 1, "a backslash in a string must be followed by one of \" \\ / b f n r t u")]
    [InlineData("\"\\u12G4\"", 3, 1, "\\u must be followed by four hexadecimal digits")]
    [InlineData("\"\\u12", 3, 1, "\\u must be followed by four hexadecimal digits")]
    [InlineData("01", 0, 2, "a number must not start with a zero")]
    [InlineData("-", 1, 0, "a digit is expected here")]
    [InlineData("+1", 0, 1, "the character '+' cannot start a value")]
    [InlineData(".5", 0, 1, "the character '.' cannot start a value")]
    [InlineData("5.", 2, 0, "a digit is expected after the decimal point")]
    [InlineData("1e", 2, 0, "a digit is expected in the exponent")]
    [InlineData("1.2.3", 3, 1, "the character '.' cannot stand in a number")]
    [InlineData("0x10", 1, 1, "the character 'x' cannot stand in a number")]
    [InlineData("-Infinite", 1, 1, "a digit is expected here")]
    [InlineData("\0", 0, 1, "the character 'U+0000' cannot start a value")]
    public void What_is_not_JSON_is_refused_with_its_place_and_in_words(string text, int start, int length, string words)
    {
        JsonReadResult.Refused refused = Refuse(text);

        Assert.Equal(words, refused.Words);
        Assert.Equal(new Span(start, length), refused.Span);
    }

    [Fact]
    public void Nesting_has_a_limit()
    {
        Assert.NotNull(Read(new string('[', JsonReader.MaxDepth) + new string(']', JsonReader.MaxDepth)));
        Refuse(new string('[', JsonReader.MaxDepth + 1) + new string(']', JsonReader.MaxDepth + 1));
        Assert.Equal("values are nested deeper than 64 levels", Refuse(new string('[', 100_000)).Words);
    }
}
