using System.Linq;
using Modelwright.Templates;

namespace Modelwright.Chat.Tests;

/// <content>What is not in the language, word by word and at its place.</content>
public partial class TemplateSyntaxTests
{
    [Theory]
    [InlineData("{{ 'a", 3, "the string has no end")]
    [InlineData("{{ 'a\\'", 3, "the string has no end")]
    [InlineData("{{ 'a\\", 3, "the string has no end")]
    [InlineData("{{ 0x }}", 3, "the number has no digits")]
    [InlineData("{{ 0o_ }}", 3, "the number has no digits")]
    [InlineData("{{ 0b2 }}", 3, "the number has no digits")]
    [InlineData("{{ 1e400 }}", 3, "the number is too large")]
    [InlineData("{{ a ? b }}", 5, "the character '?' belongs to no expression")]
    [InlineData("{{ ) }}", 3, "')' closes nothing")]
    [InlineData("{{ (] }}", 4, "']' closes nothing")]
    [InlineData("{{ (1 }}", 6, "'}' closes nothing")]
    [InlineData("x{{ a", 1, "the tag has no end; '}}' is missing")]
    [InlineData("x{% if a  ", 1, "the tag has no end; '%}' is missing")]
    [InlineData("x{# a }", 1, "the comment has no end; '#}' is missing")]
    [InlineData("x{% raw %}{% endraw", 1, "'raw' has no 'endraw'")]
    [InlineData("x{% raw %}{% endraw x %}", 1, "'raw' has no 'endraw'")]
    [InlineData("{{ 'a\\x4' }}", 6, "the escape needs 2 hexadecimal digits")]
    [InlineData("{{ 'a\\u123g' }}", 6, "the escape needs 4 hexadecimal digits")]
    [InlineData("{{ '\\U0000004' }}", 5, "the escape needs 8 hexadecimal digits")]
    [InlineData("{{ '\\U00110000' }}", 5, "the escape is no character; the last one is U+10FFFF")]
    [InlineData("{{ 1", 0, "the tag has no end; '}}' is missing")]
    [InlineData("{{ 1.", 0, "the tag has no end; '}}' is missing")]
    [InlineData("{{ 1.5", 0, "the tag has no end; '}}' is missing")]
    [InlineData("{{ 1e", 0, "the tag has no end; '}}' is missing")]
    [InlineData("{{ 1e+", 0, "the tag has no end; '}}' is missing")]
    [InlineData("{{ 1e5", 0, "the tag has no end; '}}' is missing")]
    [InlineData("{{ 0", 0, "the tag has no end; '}}' is missing")]
    [InlineData("{{ 1_", 0, "the tag has no end; '}}' is missing")]
    [InlineData("{{ a_", 0, "the tag has no end; '}}' is missing")]
    [InlineData("{{ (", 0, "the tag has no end; '}}' is missing")]
    [InlineData("{{ -", 0, "the tag has no end; '}}' is missing")]
    [InlineData("{{", 0, "the tag has no end; '}}' is missing")]
    [InlineData("{%-", 0, "the tag has no end; '%}' is missing")]
    [InlineData("{#-", 0, "the comment has no end; '#}' is missing")]
    [InlineData("{{ 0x", 3, "the number has no digits")]
    [InlineData("{{ 0x1", 0, "the tag has no end; '}}' is missing")]
    [InlineData("{{ 1x2 }}", 4, "found 'x2'; wanted '}}'")]
    [InlineData("{{ 1e }}", 4, "found 'e'; wanted '}}'")]
    [InlineData("{{ 1e+ }}", 4, "found 'e'; wanted '}}'")]
    [InlineData("{{ 0x1g }}", 6, "found 'g'; wanted '}}'")]
    [InlineData("{{ 0b12 }}", 6, "found '2'; wanted '}}'")]
    [InlineData("{{ 0o18 }}", 6, "found '8'; wanted '}}'")]
    public void Of_tokens(string source, int position, string message) => Refused(source, position, message);

    [Theory]
    [InlineData("{{ }}", 3, "found '}}'; wanted an expression")]
    [InlineData("{{ a b }}", 5, "found 'b'; wanted '}}'")]
    [InlineData("{{ 1_ }}", 4, "found '_'; wanted '}}'")]
    [InlineData("{{ a 'x' }}", 5, "found a string; wanted '}}'")]
    [InlineData("{{ a. }}", 6, "found '}}'; wanted a name behind the dot")]
    [InlineData("{{ a.'x' }}", 5, "found a string; wanted a name behind the dot")]
    [InlineData("{{ a.1.5 }}", 5, "found '1.5'; wanted a name behind the dot")]
    [InlineData("{{ a| }}", 6, "found '}}'; wanted the name of a filter")]
    [InlineData("{{ a|x. }}", 8, "found '}}'; wanted a name behind the dot")]
    [InlineData("{{ a is }}", 8, "found '}}'; wanted the name of a test")]
    [InlineData("{{ a is not 1 }}", 12, "found '1'; wanted the name of a test")]
    [InlineData("{{ a[] }}", 5, "found ']'; wanted an expression")]
    [InlineData("{{ a[1 2] }}", 7, "found '2'; wanted ']'")]
    [InlineData("{{ a[1:2:3:4] }}", 10, "found ':'; wanted ']'")]
    [InlineData("{{ a[1:2 3] }}", 9, "found '3'; wanted ']'")]
    [InlineData("{{ [1 2] }}", 6, "found '2'; wanted ','")]
    [InlineData("{{ [,] }}", 4, "found ','; wanted an expression")]
    [InlineData("{{ {1 2} }}", 6, "found '2'; wanted ':'")]
    [InlineData("{{ {1: 2 3: 4} }}", 9, "found '3'; wanted ','")]
    [InlineData("{{ (1 2) }}", 6, "found '2'; wanted ')'")]
    [InlineData("{{ f(1 2) }}", 7, "found '2'; wanted ','")]
    [InlineData("{{ f(a=1, 2) }}", 10, "an argument without a name stands behind one with a name")]
    [InlineData("{{ f(a=1, b=2, a=2) }}", 15, "the argument 'a' is given twice")]
    [InlineData("{{ f(*x) }}", 5, "'*' before an argument is not supported; write the arguments out")]
    [InlineData("{{ f(1, **x) }}", 8, "'**' before an argument is not supported; write the arguments out")]
    [InlineData("{{ not }}", 7, "found '}}'; wanted an expression")]
    [InlineData("{{ a not b }}", 5, "found 'not'; wanted '}}'")]
    [InlineData("{{ a < }}", 7, "found '}}'; wanted an expression")]
    [InlineData("{{ 1 if a else }}", 15, "found '}}'; wanted an expression")]
    public void Of_expressions(string source, int position, string message) => Refused(source, position, message);

    [Theory]
    [InlineData("{% 1 %}", 3, "found '1'; wanted the name of a statement")]
    [InlineData("{% nosuch %}", 3, "there is no statement 'nosuch'")]
    [InlineData("{% include 'x' %}", 3, "'include' is not supported: a chat template is one file")]
    [InlineData("{% import 'x' %}", 3, "'import' is not supported: a chat template is one file")]
    [InlineData("{% from 'x' %}", 3, "'from' is not supported: a chat template is one file")]
    [InlineData("{% extends 'x' %}", 3, "'extends' is not supported: a chat template is one file")]
    [InlineData("{% block x %}", 3, "'block' is not supported: a chat template is one file")]
    [InlineData("{% autoescape %}", 3, "'autoescape' is a statement that chat templates do not have")]
    [InlineData("{% do x %}", 3, "'do' is a statement that chat templates do not have")]
    [InlineData("{% trans %}", 3, "'trans' is a statement that chat templates do not have")]
    [InlineData("{% debug %}", 3, "'debug' is a statement that chat templates do not have")]
    [InlineData("x{% else %}", 4, "'else' closes nothing")]
    [InlineData("{% elif a %}", 3, "'elif' closes nothing")]
    [InlineData("{% endset %}", 3, "'endset' closes nothing")]
    [InlineData("{% if a %}{% else %}{% else %}{% endif %}", 23, "found 'else'; wanted 'endif' for 'if'")]
    [InlineData("{% if a %}{% else %}{% elif b %}{% endif %}", 23, "found 'elif'; wanted 'endif' for 'if'")]
    [InlineData("{% if a %}{% for x in y %}{% endif %}", 29, "found 'endif'; wanted 'endfor' for 'for'")]
    [InlineData("{% for x in y %}{% elif %}{% endfor %}", 19, "found 'elif'; wanted 'endfor' for 'for'")]
    [InlineData("{% for x in y %}{% else %}{% else %}{% endfor %}", 29, "found 'else'; wanted 'endfor' for 'for'")]
    [InlineData("{% set a %}{% endif %}", 14, "found 'endif'; wanted 'endset' for 'set'")]
    [InlineData("{% if a %}x", 11, "'if' has no 'endif'")]
    [InlineData("{% if a %}{% else %}x", 21, "'if' has no 'endif'")]
    [InlineData("{% for x in y %}x", 17, "'for' has no 'endfor'")]
    [InlineData("{% for x in y %}x{% else %}", 27, "'for' has no 'endfor'")]
    [InlineData("{% set a %}x", 12, "'set' has no 'endset'")]
    [InlineData("{% macro m() %}x", 16, "'macro' has no 'endmacro'")]
    [InlineData("{% call m() %}x", 15, "'call' has no 'endcall'")]
    [InlineData("{% filter f %}x", 15, "'filter' has no 'endfilter'")]
    [InlineData("{% with %}x", 11, "'with' has no 'endwith'")]
    [InlineData("{% generation %}x", 17, "'generation' has no 'endgeneration'")]
    [InlineData("{% if a b %}", 8, "found 'b'; wanted '%}'")]
    [InlineData("{% if a if b %}", 8, "found 'if'; wanted '%}'")]
    [InlineData("{% if a %}{% endif b %}", 19, "found 'b'; wanted '%}'")]
    [InlineData("{% if a %}{% else b %}{% endif %}", 18, "found 'b'; wanted '%}'")]
    [InlineData("{% if a %}{% elif %}{% endif %}", 18, "found '%}'; wanted an expression")]
    [InlineData("{% for x y %}", 9, "found 'y'; wanted 'in'")]
    [InlineData("{% for x.y in z %}", 8, "found '.'; wanted 'in'")]
    [InlineData("{% for x in y recursive %}", 14, "'recursive' loops are not supported; write a macro that calls itself")]
    [InlineData("{% for x in y if z recursive %}", 19, "'recursive' loops are not supported; write a macro that calls itself")]
    [InlineData("{% for x in y z %}", 14, "found 'z'; wanted '%}'")]
    [InlineData("{% for x in y %}{% endfor z %}", 26, "found 'z'; wanted '%}'")]
    [InlineData("{% set 1 = 1 %}", 7, "found '1'; wanted a variable")]
    [InlineData("{% set n. = 1 %}", 10, "found '='; wanted a name behind the dot")]
    [InlineData("{% set (a = 1) %}", 10, "found '='; wanted ')'")]
    [InlineData("{% set a = 1 2 %}", 13, "found '2'; wanted '%}'")]
    [InlineData("{% set a b %}", 9, "found 'b'; wanted '%}'")]
    [InlineData("{% set loop = 1 %}", 7, "'loop' cannot be assigned")]
    [InlineData("{% set true = 1 %}", 7, "'true' cannot be assigned")]
    [InlineData("{% set a, false = 1 %}", 10, "'false' cannot be assigned")]
    [InlineData("{% for none in x %}", 7, "'none' cannot be assigned")]
    [InlineData("{% set True = 1 %}", 7, "'True' cannot be assigned")]
    [InlineData("{% set False = 1 %}", 7, "'False' cannot be assigned")]
    [InlineData("{% set None = 1 %}", 7, "'None' cannot be assigned")]
    [InlineData("{% call a %}{% endcall %}", 8, "'call' wants the call of a macro")]
    [InlineData("{% call m() b %}{% endcall %}", 12, "found 'b'; wanted '%}'")]
    [InlineData("{% macro (a) %}", 9, "found '('; wanted the name of the macro")]
    [InlineData("{% macro m %}", 11, "found '%}'; wanted '('")]
    [InlineData("{% macro m(a b) %}", 13, "found 'b'; wanted ','")]
    [InlineData("{% macro m(1) %}", 11, "found '1'; wanted a parameter")]
    [InlineData("{% macro m(a=1, b) %}", 16, "the parameter 'b' has no default but stands behind one that has")]
    [InlineData("{% macro m(a, b, a) %}", 17, "there are two parameters 'a'")]
    [InlineData("{% macro m() b %}", 13, "found 'b'; wanted '%}'")]
    [InlineData("{% filter %}", 10, "found '%}'; wanted the name of a filter")]
    [InlineData("{% filter f g %}", 12, "found 'g'; wanted '%}'")]
    [InlineData("{% with 1 %}", 8, "found '1'; wanted a variable")]
    [InlineData("{% with a 1 %}", 10, "found '1'; wanted '='")]
    [InlineData("{% with a=1 b=2 %}", 12, "found 'b'; wanted ','")]
    [InlineData("{% generation a %}", 14, "found 'a'; wanted '%}'")]
    [InlineData("{% break %}", 3, "'break' stands in no loop")]
    [InlineData("{% for x in y %}{% endfor %}{% continue %}", 31, "'continue' stands in no loop")]
    [InlineData("{% for x in y %}{% else %}{% break %}{% endfor %}", 29, "'break' stands in no loop")]
    [InlineData("{% for x in y %}{% set a %}{% break %}{% endset %}{% endfor %}", 30, "'break' stands in no loop")]
    [InlineData("{% for x in y %}{% macro m() %}{% break %}{% endmacro %}{% endfor %}", 34, "'break' stands in no loop")]
    [InlineData("{% for x in y %}{% break 1 %}{% endfor %}", 25, "found '1'; wanted '%}'")]
    public void Of_statements(string source, int position, string message) => Refused(source, position, message);

    /// <summary>A hundred levels: the template is one, an expression one, and each bracket what it holds.</summary>
    [Theory]
    [InlineData("{{ ", "[", "1", "]", " }}", 98)]
    [InlineData("{{ ", "(", "1", ")", " }}", 49)]
    [InlineData("{{ ", "{1: ", "1", "} ", "}}", 49)]
    [InlineData("{{ ", "f(", "1", ")", " }}", 98)]
    [InlineData("{{ ", "a[", "1", "]", " }}", 98)]
    [InlineData("{{ ", "not ", "1", "", " }}", 98)]
    [InlineData("{{ ", "-", "1", "", " }}", 98)]
    [InlineData("{{ ", "1 if 1 else ", "1", "", " }}", 98)]
    [InlineData("", "{% if a %}", "x", "{% endif %}", "", 99)]
    [InlineData("", "{% for a in b %}", "x", "{% endfor %}", "", 99)]
    [InlineData("{% set ", "(", "a", ")", " = 1 %}", 99)]
    public void A_hundred_levels_nest(string begin, string open, string inside, string close, string end, int most)
    {
        string source(int levels) => begin + string.Concat(Enumerable.Repeat(open, levels)) + inside + string.Concat(Enumerable.Repeat(close, levels)) + end;
        TemplateParser.Parse(source(most));
        Assert.Equal("nested more than 100 deep", Assert.Throws<TemplateSyntaxException>(() => TemplateParser.Parse(source(most + 1))).Message);
    }

    /// <summary>What stands beside each other is no deeper.</summary>
    [Fact]
    public void Three_hundred_brackets_beside_each_other_do_not_nest() => TemplateParser.Parse("{{ [" + string.Concat(Enumerable.Repeat("(1), [not 1], {1: -1}, ", 100)) + "] }}" + string.Concat(Enumerable.Repeat("{% if a %}{% endif %}", 300)));

    [Theory]
    [InlineData("a", " or a")]
    [InlineData("a", " and a")]
    [InlineData("a", " + a")]
    [InlineData("a", " * a")]
    [InlineData("a", " ** a")]
    [InlineData("a", " if a")]
    [InlineData("a", ".a")]
    [InlineData("a", "|a")]
    [InlineData("a", " is a")]
    [InlineData("a", "()")]
    public void Two_hundred_links_follow_each_other(string first, string link)
    {
        string source(int links) => "{{ " + first + string.Concat(Enumerable.Repeat(link, links)) + " }}";
        TemplateParser.Parse(source(200));
        Assert.Equal("a chain of more than 200 operators, filters, attributes or calls", Assert.Throws<TemplateSyntaxException>(() => TemplateParser.Parse(source(201))).Message);
    }

    [Theory]
    [InlineData("", 1000)]
    [InlineData("0x", 1000)]
    [InlineData("0b", 1000)]
    [InlineData("0x0_", 999)]
    public void A_number_has_a_thousand_digits_at_most(string prefix, int most)
    {
        TemplateParser.Parse($"{{{{ {prefix}{new string('1', most)} }}}}");
        TemplateSyntaxException error = Assert.Throws<TemplateSyntaxException>(() => TemplateParser.Parse($"{{{{ {prefix}{new string('1', most + 1)} }}}}"));
        Assert.Equal((3, "the number has more than 1000 digits"), (error.Position, error.Message));
    }

    private static void Refused(string source, int position, string message)
    {
        TemplateSyntaxException error = Assert.Throws<TemplateSyntaxException>(() => TemplateParser.Parse(source));
        Assert.Equal((position, message), (error.Position, error.Message));
    }
}
