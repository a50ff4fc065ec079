using System.Collections.Generic;
using Modelwright.Runtime;
using Modelwright.Runtime.Templating;

namespace Modelwright.Chat.Tests;

/// <summary>Operators, indices, padding and calls at their borders, and what is said of those that fail.</summary>
public class TemplateOperationTests
{
    private const string TooMuchWork = "The template does more work than it may (1000 characters copied, or 20 iterations).";

    /// <summary>What Jinja 3.1.6 makes of it.</summary>
    [Theory]
    [InlineData("{{ (2 ** 32768) % 10 }}{{ (2 ** 32768 * 2 ** 32767) % 10 }}", "68")]
    [InlineData("{{ (-1) ** 99999999999 }}{{ 1 ** 99999999999 }}{{ 0 ** 99999999999 }}", "-110")]
    [InlineData("{{ 'aab'.replace('a', 'x', 2147483647) }}{{ 'aab'.replace('a', 'x', -2147483648) }}", "xxbxxb")]
    [InlineData("{{ '' * 999999999999 }}{{ [] * 999999999999 }}", "[]")]
    [InlineData("{{ nan < 1 }}{{ 1 < nan }}{{ nan > 1 }}{{ nan <= nan }}{{ 1 >= nan }}{{ [nan] < [1] }}", "FalseFalseFalseFalseFalseFalse")]
    [InlineData("{{ nan == nan }}{{ nan != nan }}{{ nan == 1 }}{{ nan|abs }}", "FalseTrueFalsenan")]
    [InlineData("{% set g = l|map('upper') %}{{ g == g }}{{ g == l|map('upper') }}{{ d.values() == d.values() }}", "TrueFalseFalse")]
    [InlineData("{{ 2 ** [1, 2, 3]|length }}", "8")]
    public void Operators_do_what_Pythons_do(string source, string expected) => Assert.Equal(expected, Render(source));

    /// <summary>What Jinja 3.1.6 makes of it, but for the address that Python writes behind a generator.</summary>
    [Theory]
    [InlineData("{{ 'a'['upper']() }}", "A")]
    [InlineData("{{ 'abc'[:false] }}|{{ 'abc'[true:] }}|{{ 'abc'[::true] }}", "|bc|abc")]
    [InlineData("{{ d[[1]] is defined }}{{ d[{}] is defined }}", "FalseFalse")]
    [InlineData("{{ {(): 1}[()] }}{{ {(1, 2): 'a', (3, 4): 'b'}[(1, 2)] }}", "1a")]
    [InlineData("{{ range(3).index(2) }}{{ (l|map('upper')).index is defined }}{{ d.keys().count is defined }}", "2FalseFalse")]
    [InlineData("{{ l|map('upper') }}", "<generator object>")]
    [InlineData("{{ ['a', 'a'|escape] }}", "['a', Markup('a')]")]
    [InlineData("{% set c = cycler('a', 'b') %}{{ c.next() }}{{ c.next() }}{{ c.next() }}{{ c.current }}{{ c.reset() }}{{ c.current }}", "ababNonea")]
    public void Values_are_what_Pythons_are(string source, string expected) => Assert.Equal(expected, Render(source));

    /// <summary>What Jinja 3.1.6 makes of it.</summary>
    [Theory]
    [InlineData("{{ 'ab'.ljust(2) }}{{ 'ab'.rjust(-2147483648) }}{{ 'ab'.center(-2147483648) }}{{ 'ab'.center(1) }}", "abababab")]
    [InlineData("{{ '%.0s|%.s|%.2s|%.3s|%.9s' % ('abc', 'abc', 'abc', 'abc', 'abc') }}", "||ab|abc|abc")]
    [InlineData("{{ '%f|%F|%e|%E|%5f|%05f|%+f|%-5f|' % (inf, -inf, nan, inf, nan, inf, inf, nan) }}", "inf|-INF|nan|INF|  nan|00inf|+inf|nan  |")]
    [InlineData("{{ '%.20e|%.1e|%.0e|%.0e|%e|%E|%.2e' % (0.1, 123456, 2.5, 3.5, 0, 1e300, 1e-300) }}", "1.00000000000000005551e-01|1.2e+05|2e+00|4e+00|0.000000e+00|1.000000E+300|1.00e-300")]
    [InlineData("{{ ('%.60f' % 0.5)|length }}", "62")]
    [InlineData("{{ '%s' % 1 }}{{ 'a%sb%%%sc' % (1, 2) }}", "1a1b%2c")]
    public void Text_is_padded_and_formatted_as_Pythons(string source, string expected) => Assert.Equal(expected, Render(source));

    [Theory]
    [InlineData("{{ u + v }}", "'u' is undefined")]
    [InlineData("{{ 1 + v }}", "'v' is undefined")]
    [InlineData("{{ u + 1 }}", "'u' is undefined")]
    [InlineData("{{ u < v }}", "'u' is undefined")]
    [InlineData("{{ 1 < v }}", "'v' is undefined")]
    [InlineData("{{ u < 1 }}", "'u' is undefined")]
    [InlineData("{{ none.a.b }}", "'None' has no attribute 'a'")]
    [InlineData("{{ d.q.b }}", "'dict object' has no attribute 'q'")]
    [InlineData("{{ d['q'].b }}", "'dict object' has no attribute 'q'")]
    [InlineData("{% set a, b = 5 %}", "cannot unpack non-iterable int object")]
    [InlineData("{% set a, b = [1, 2, 3] %}", "too many values to unpack (expected 2)")]
    [InlineData("{% set a, b = [1] %}", "not enough values to unpack (expected 2, got 1)")]
    [InlineData("{{ 1 in 5 }}", "argument of type 'int' is not iterable")]
    [InlineData("{{ {(1, [2]): 3} }}", "unhashable type: 'tuple'")]
    [InlineData("{{ [nan, 1]|sort }}", "nan has no order")]
    [InlineData("{{ cycler() }}", "at least one item has to be provided")]
    [InlineData("{{ 'ab'.ljust(1, '..') }}", "The fill character must be exactly one character long")]
    [InlineData("{{ 'ab'.rjust(2, '') }}", "The fill character must be exactly one character long")]
    [InlineData("{{ 'ab'.center(1, '..') }}", "The fill character must be exactly one character long")]
    [InlineData("{{ '%d' % nan }}", "cannot convert float to integer")]
    [InlineData("{{ '%x' % inf }}", "cannot convert float to integer")]
    public void What_is_refused_is_named(string source, string message) => Assert.Equal(message, Refused(source));

    [Theory]
    [InlineData("{{ 'x'|indent(nosuch=1) }}", "indent has no argument 'nosuch'")]
    [InlineData("{{ 'x'|indent(2, width=3) }}", "indent got 'width' twice")]
    [InlineData("{{ 'x'|indent(2, true, first=3) }}", "indent got 'first' twice")]
    [InlineData("{{ 'x'.zfill() }}", "zfill wants an argument")]
    [InlineData("{{ 'x'.replace() }}", "replace wants argument 1")]
    [InlineData("{{ 'x'.replace('x') }}", "replace wants argument 2")]
    [InlineData("{{ cycler(1).next(2) }}", "next takes at most 0 arguments (1 given)")]
    public void Arguments_that_do_not_fit_are_named(string source, string message) => Assert.Equal(message, Refused(source));

    [Theory]
    [InlineData("{{ 2 ** 32769 }}", "the power has too many digits")]
    [InlineData("{{ 2 ** 32768 * 2 ** 32768 }}", "the number has too many digits")]
    [InlineData("{{ 'x'.center(2147483648) }}", "the number 2147483648 is too large here")]
    [InlineData("{{ 'x'.center(-2147483649) }}", "the number -2147483649 is too large here")]
    [InlineData("{{ 'x' * 268435456 }}", TooMuchWork)]
    [InlineData("{{ 'x' * 268435457 }}", "the repetition is too long")]
    [InlineData("{{ [1] * 10 ** 30 }}", "the repetition is too long")]
    [InlineData("{{ 'x'.ljust(2147483647) }}", TooMuchWork)]
    [InlineData("{{ '%10485759d' % 1 }}", TooMuchWork)]
    [InlineData("{{ '%10485760d' % 1 }}", "the width is too large")]
    [InlineData("{{ '%99999999999d' % 1 }}", "the width is too large")]
    [InlineData("{{ '%.61f' % 0.5 }}", "the precision is more than 60")]
    public void Numbers_texts_and_widths_have_bounds(string source, string message) => Assert.Equal(message, Refused(source));

    private static ChatTemplateInput Input() => new()
    {
        Messages = [TemplateValue.None],
        Variables = new Dictionary<string, TemplateValue>
        {
            ["l"] = TemplateValue.Parse("""["a", "b"]"""),
            ["d"] = TemplateValue.Parse("""{"a": 1}"""),
            ["nan"] = TemplateValue.Of(double.NaN),
            ["inf"] = TemplateValue.Of(double.PositiveInfinity),
        },
        Limits = new() { Work = 1000 },
    };

    private static string Render(string source) => ChatTemplate.Parse(source).Render(Input()).Text;

    private static string Refused(string source) => Assert.Throws<ChatTemplateRenderException>(() => Render(source)).Message;
}
