using System.Collections.Generic;
using Modelwright.Runtime;
using Modelwright.Runtime.Templating;

namespace Modelwright.Chat.Tests;

/// <summary>Filters, methods and functions where they are easily a little off.</summary>
public class TemplateBuiltinTests
{
    /// <summary>What Jinja 3.1.6 makes of it under Hugging Face's settings.</summary>
    [Theory]
    [InlineData("{{ (1e308 * 10)|tojson }} {{ (-1e308 * 10)|tojson }} {{ (1e308 * 10 - 1e308 * 10)|tojson }}", "Infinity -Infinity NaN")]
    [InlineData("{{ 0.0|abs }} {{ (-0.0)|abs }} {{ (-2.5)|abs }} {{ (-3)|abs }} {{ 3|abs }} {{ true|abs }} {{ (1e308 * 10 - 1e308 * 10)|abs }}", "0.0 0.0 2.5 3 3 1 nan")]
    [InlineData("{{ (1e308 * 10 - 1e308 * 10)|int(7) }} {{ '1e999'|int(7) }} {{ (-2.9)|int }}", "7 7 -2")]
    [InlineData("{{ ['a', 'b'].index('a') }}{{ 'abab'.index('a') }}{{ 'abab'.rindex('a') }}", "002")]
    [InlineData("{{ {'a': 1}.copy() }}{{ [1].copy() }}{{ (1,).copy is undefined }}", "{'a': 1}[1]True")]
    [InlineData("{{ 'Hello World'.istitle() }} {{ 'hello'.istitle() }} {{ '12'.istitle() }} {{ 'A 1'.istitle() }} {{ ''.istitle() }}", "True False False True False")]
    [InlineData("{{ '\u2079'.isdigit() }} {{ '\u2089'.isdigit() }} {{ '\u2468'.isdigit() }} {{ '\u247C'.isdigit() }}", "True True True True")]
    [InlineData("{{ '\u207A'.isdigit() }} {{ '\u208A'.isdigit() }} {{ '\u2469'.isdigit() }} {{ '\u247D'.isdigit() }}", "False False False False")]
    [InlineData("{{ 'XaX'.rsplit('X') }}{{ 'XaX'.rsplit('X', 1) }}", "['', 'a', '']['Xa', '']")]
    [InlineData("{{ 'abc'.startswith('abc', none, 2) }}{{ 'abc'.startswith('ab', none, 2) }}{{ 'abc'.endswith('c', 1) }}{{ 'abc'.endswith('b', 1, 2) }}", "FalseTrueTrueTrue")]
    [InlineData("{{ ['a'|title] }}{{ ['a b'|safe|title] }}", "['A']['A B']")]
    [InlineData("{{ 'aaa'|replace('a', 'b') }} {{ 'aaa'|replace('a', 'b', none) }} {{ 'aaa'|replace('a', 'b', 2) }} {{ 'aa'|replace('a', 'b', -1) }} {{ 'aa'|replace('a', 'b', count=0) }}", "bbb bbb bba bb aa")]
    public void Results_are_Jinjas(string source, string expected) => Assert.Equal(expected, Render(source));

    /// <summary>Python rounds the number that a float is, halves to the even neighbour; a whole number stays one.</summary>
    [Theory]
    [InlineData("2.675|round(2)", "2.67")]
    [InlineData("1.115|round(2)", "1.11")]
    [InlineData("8.345|round(2)", "8.35")]
    [InlineData("0.125|round(2)", "0.12")]
    [InlineData("0.375|round(2)", "0.38")]
    [InlineData("2.5|round", "2.0")]
    [InlineData("3.5|round", "4.0")]
    [InlineData("(-2.5)|round", "-2.0")]
    [InlineData("(-0.4)|round", "-0.0")]
    [InlineData("0.12345678901234566|round(15)", "0.123456789012346")]
    [InlineData("1e-5|round(16)", "1e-05")]
    [InlineData("5e-324|round(323)", "0.0")]
    [InlineData("5e-324|round(324)", "5e-324")]
    [InlineData("1e-323|round(323)", "1e-323")]
    [InlineData("2.5e-308|round(308)", "2e-308")]
    [InlineData("2.2250738585072014e-308|round(322)", "2.2250738585072e-308")]
    [InlineData("4503599627370495.5|round", "4503599627370496.0")]
    [InlineData("(-0.05)|round(1)", "-0.1")]
    [InlineData("1e300|round(2)", "1e+300")]
    [InlineData("1e300|round", "1e+300")]
    [InlineData("0|round(-2)", "0")]
    [InlineData("1.5|round(2147483647)", "1.5")]
    [InlineData("1.5|round(-400)", "0.0")]
    [InlineData("(1e308 * 10)|round(2)", "inf")]
    [InlineData("1250.0|round(-2)", "1200.0")]
    [InlineData("1350.0|round(-2)", "1400.0")]
    [InlineData("1250.5|round(-2)", "1300.0")]
    [InlineData("(-1250.5)|round(-2)", "-1300.0")]
    [InlineData("(-7.0)|round(-2)", "-0.0")]
    [InlineData("5|round(2)", "5")]
    [InlineData("true|round", "1")]
    [InlineData("1250|round(-2)", "1200")]
    [InlineData("(-1250)|round(-2)", "-1200")]
    [InlineData("1251|round(-2)", "1300")]
    [InlineData("50|round(-2)", "0")]
    [InlineData("99|round(-2147483648)", "0")]
    [InlineData("12345678901234567890123|round", "12345678901234567890123")]
    [InlineData("12345678901234567890123|round(-2)", "12345678901234567890100")]
    [InlineData("2.675|round(2, 'ceil')", "2.68")]
    [InlineData("7|round(1, 'floor')", "7.0")]
    [InlineData("7|round(-1, 'ceil')", "10.0")]
    public void Numbers_are_rounded_as_by_Python(string expression, string expected) => Assert.Equal(expected, Render($"{{{{ {expression} }}}}"));

    [Theory]
    [InlineData("{{ '{a'.format() }}", "expected '}' before end of string")]
    [InlineData("{{ '}'.format() }}", "Single '}' encountered in format string")]
    [InlineData("{{ '{:>5}'.format(1) }}", "the format field '{:>5}' is not supported; use {}, {0} or {name}")]
    [InlineData("{{ '{0.a}'.format(1) }}", "the format field '{0.a}' is not supported; use {}, {0} or {name}")]
    [InlineData("{{ '{0[1]}'.format(1) }}", "the format field '{0[1]}' is not supported; use {}, {0} or {name}")]
    [InlineData("{{ '{0!r}'.format(1) }}", "the format field '{0!r}' is not supported; use {}, {0} or {name}")]
    [InlineData("{{ [1].copy(2) }}", "copy takes at most 0 arguments (1 given)")]
    [InlineData("{{ {'a': 1}.copy(2) }}", "copy takes at most 0 arguments (1 given)")]
    [InlineData("{{ {'a': 1}.items(2) }}", "items takes at most 0 arguments (1 given)")]
    [InlineData("{{ {'a': 1}.keys(2) }}", "keys takes at most 0 arguments (1 given)")]
    [InlineData("{{ {'a': 1}.values(2) }}", "values takes at most 0 arguments (1 given)")]
    [InlineData("{{ 'a'.isalpha(1) }}", "this method takes at most 0 arguments (1 given)")]
    [InlineData("{{ [1].append(2) }}", "access to attribute 'append' of 'list' object is unsafe.")]
    [InlineData("{{ [1].nosuch(2) }}", "'list object' has no attribute 'nosuch'")]
    [InlineData("{{ (1,).append(2) }}", "'tuple object' has no attribute 'append'")]
    [InlineData("{{ 'abc'.startswith('abc', end=2) }}", "startswith takes no keyword arguments")]
    [InlineData("{{ 'abc'.find(sub='b') }}", "find takes no keyword arguments")]
    [InlineData("{{ [1].index(value=1) }}", "index takes no keyword arguments")]
    [InlineData("{{ [1].count(value=1) }}", "count takes no keyword arguments")]
    [InlineData("{{ {'a': 1}.get('b', default=2) }}", "get takes no keyword arguments")]
    [InlineData("{{ 'a'|abs }}", "bad operand type for abs(): 'str'")]
    [InlineData("{{ u|abs }}", "'u' is undefined")]
    [InlineData("{{ 3|abs(1) }}", "abs takes at most 0 arguments (1 given)")]
    [InlineData("{{ x|int }}", "cannot convert float infinity to integer")]
    public void What_fails_says_why(string source, string message) => Assert.Equal(message, Assert.Throws<ChatTemplateRenderException>(() => Render(source)).Message);

    [Fact]
    public void Methods_that_take_arguments_by_name() => Assert.Equal(
        "['a', 'b,c'] ['a,b', 'c'] a  b ba 1",
        Render("{{ 'a,b,c'.split(sep=',', maxsplit=1) }} {{ 'a,b,c'.rsplit(',', maxsplit=1) }} {{ 'a\\tb'.expandtabs(tabsize=3) }} {{ 'aa'.replace('a', 'b', count=1) }} {{ '{x}'.format(x=1) }}"));

    /// <summary>Half of a pair of UTF-16 is a character to Python.</summary>
    [Fact]
    public void Nothing_is_found_between_all_characters()
    {
        Assert.Equal("-a-\uD83D-", Render("{{ t.replace('', '-') }}", "a\uD83D"));
        Assert.Equal("-\uD83D-a-", Render("{{ t.replace('', '-') }}", "\uD83Da"));
        Assert.Equal("-\uD83D\uDE00-a-", Render("{{ t.replace('', '-') }}", "\uD83D\uDE00a"));
    }

    /// <summary>What Python's <c>datetime.strftime</c> writes; the 7th of January 2024 is a Sunday.</summary>
    [Theory]
    [InlineData("2024-01-07T00:05:09", "%p %P %I %l", "AM am 12 12")]
    [InlineData("2024-01-07T11:59:00", "%p %P %I %l", "AM am 11 11")]
    [InlineData("2024-01-07T12:00:00", "%p %P %I %l", "PM pm 12 12")]
    [InlineData("2024-01-07T13:00:00", "%p %P %I %l", "PM pm 01  1")]
    [InlineData("2024-01-07T00:05:09", "%-d/%-m/%-H/%-M/%-j/%-I", "7/1/0/5/7/12")]
    [InlineData("2024-01-07T00:05:09", "%e|%k|%s|%Q|%n|%t|%%", " 7| 0|1704585909|%Q|\n|\t|%")]
    [InlineData("2024-01-07T00:05:09", "%U %W %V %G %g %j %u %w %C", "01 01 01 2024 24 007 7 0 20")]
    [InlineData("2024-01-07T00:05:09", "%c|%x|%X|%r|%D|%F|%T|%R", "Sun Jan  7 00:05:09 2024|01/07/24|00:05:09|12:05:09 AM|01/07/24|2024-01-07|00:05:09|00:05")]
    [InlineData("2024-01-07T00:05:09", "%z|%Z|a%", "||a%")]
    [InlineData("2024-01-07T00:05:09", "a%-", "a%-")]
    public void Times_are_written_as_by_Python(string now, string format, string expected) => Assert.Equal(expected, Render("{{ strftime_now(t) }}", format, now));

    private static string Render(string source, string text = "", string now = "2024-01-07T00:05:09") => ChatTemplate.Parse(source).Render(new()
    {
        Messages = [TemplateValue.None],
        Variables = new Dictionary<string, TemplateValue> { ["t"] = TemplateValue.Of(text), ["x"] = TemplateValue.Of(double.PositiveInfinity) },
        Clock = new FixedClock(now),
    }).Text;
}
