using System;
using System.Collections.Generic;
using System.Linq;
using Modelwright.Runtime;
using Modelwright.Runtime.Templating;
using Modelwright.Templates;

namespace Modelwright.Chat.Tests;

/// <summary>Names that do not exist, bounds, and what else the goldens do not show.</summary>
public class TemplateLanguageTests
{
    [Fact]
    public void The_catalog_names_exactly_what_the_runtime_has()
    {
        Assert.Equal(TemplateCatalog.Filters.Order(), TemplateFilters.Names.Order());
        Assert.Equal(TemplateCatalog.Tests.Order(), TemplateTests.Names.Where(static n => char.IsLetter(n[0])).Order());
        Assert.Equal(TemplateCatalog.Functions.Order(), TemplateFunctions.Create(static () => default).Keys.Order());
        Assert.Equal(
            TemplateCatalog.Methods.Order(),
            StringMethods.Names.Concat(ListMethods.Names).Concat(MapMethods.Names).Concat(["changed", "cycle", "next", "reset"]).Distinct().Order());
    }

    [Fact]
    public void Published_templates_have_no_issues() =>
        Assert.Empty(TemplateGoldens.Folders.SelectMany(static f => TemplateChecker.Check(TemplateParser.Parse(TemplateGoldens.Source(f))).Select(i => $"{f}: {i}")));

    [Theory]
    [InlineData("a\n  {{ x|nosuch }}", "UnknownFilter", "nosuch", 1, 7)]
    [InlineData("{{ messages is nosuch }}", "UnknownTest", "nosuch", 0, 15)]
    [InlineData("{% if messages %}\r\n{{ messages[0].nosuch() }}{% endif %}", "UnknownMethod", "nosuch", 1, 15)]
    [InlineData("{{ nosuch(1) }}", "UnknownFunction", "nosuch", 0, 3)]
    [InlineData("{{ mesages }}", "UnknownVariable", "mesages", 0, 3)]
    [InlineData("{{ messages.append(1) }}", "RefusedMethod", "append", 0, 12)]
    [InlineData("{{ messages|map('nosuch')|list }}", "UnknownFilter", "nosuch", 0, 16)]
    [InlineData("{{ messages|selectattr('a', 'nosuch')|list }}", "UnknownTest", "nosuch", 0, 28)]
    public void What_does_not_exist_is_found_at_its_place(string source, string kind, string name, int line, int column)
    {
        TemplateTree tree = TemplateParser.Parse(source);

        TemplateIssue issue = TemplateChecker.Check(tree).Single(static i => i.Name != "x");

        Assert.Equal((kind, name, (line, column)), (issue.Kind.ToString(), issue.Name, tree.Source.Place(issue.Position)));
    }

    [Theory]
    [InlineData("{% if enable_thinking is defined and enable_thinking %}{{ enable_thinking }}{% endif %}")]
    [InlineData("{% if add_vision_id %}x{% endif %}{{ system|default('') }}")]
    [InlineData("{% macro m(a) %}{{ a }}{% endmacro %}{{ m(1) }}{% for k, v in messages[0].items() %}{{ k ~ v ~ loop.index }}{% endfor %}")]
    public void Variables_that_a_template_asks_for_or_sets_are_no_issue(string source) => Assert.Empty(TemplateChecker.Check(TemplateParser.Parse(source)));

    [Theory]
    [InlineData("a\nb {{ 1 + }}", 2, 10, "wanted an expression")]
    [InlineData("{% if 1 %}", 1, 11, "'if' has no 'endif'")]
    [InlineData("{% endfor %}", 1, 4, "'endfor' closes nothing")]
    [InlineData("{% for x in [1] %}{% endif %}", 1, 22, "wanted 'endfor'")]
    [InlineData("{{ 'a", 1, 4, "the string has no end")]
    [InlineData("{# x", 1, 1, "'#}' is missing")]
    [InlineData("{% include 'x' %}", 1, 4, "a chat template is one file")]
    [InlineData("{{ 5|nosuch }}", 1, 6, "there is no filter 'nosuch'")]
    [InlineData("{{ 5 is nosuch }}", 1, 9, "there is no test 'nosuch'")]
    [InlineData("{% break %}", 1, 4, "stands in no loop")]
    [InlineData("{{ f(*x) }}", 1, 6, "not supported")]
    public void Errors_say_where_and_what(string source, int line, int column, string problem)
    {
        ChatTemplateSyntaxException error = Assert.Throws<ChatTemplateSyntaxException>(() => ChatTemplate.Parse(source, "t.jinja"));

        Assert.Equal((line, column), (error.Line, error.Column));
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{% for i in range(100000) %}{% for j in range(100000) %}{% endfor %}{% endfor %}", "iterations")]
    [InlineData("{% set ns = namespace(s='x') %}{% for i in range(100) %}{% set ns.s = ns.s + ns.s %}{% endfor %}", "more work")]
    [InlineData("{% for i in range(99999) %}{{ 'x' * 1000 }}{% endfor %}", "writes more than")]
    [InlineData("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "deep")]
    [InlineData("{{ range(100001) }}", "Range too big")]
    [InlineData("{{ 'x' * 999999999999 }}", "too long")]
    [InlineData("{{ 9 ** 99999999 }}", "digits")]
    [InlineData("{% set ns = namespace(l=[]) %}{% for i in range(9999) %}{% set ns.l = [ns.l] %}{% endfor %}{{ ns.l }}", "nested")]
    [InlineData("{% set ns = namespace(l=[1]) %}{% for i in range(60) %}{% set ns.l = [ns.l, ns.l] %}{% endfor %}{{ ns.l }}", "more work")]
    [InlineData("{% set ns = namespace(l=[1]) %}{% for i in range(60) %}{% set ns.l = [ns.l, ns.l] %}{% endfor %}{{ ns.l|tojson }}", "more work")]
    public void A_template_that_would_run_or_grow_without_end_is_stopped(string source, string message)
    {
        ChatTemplateInput input = new() { Messages = [TemplateValue.None], Limits = new() { OutputCharacters = 1 << 20, Work = 1 << 26 } };

        ChatTemplateRenderException interpreted = Assert.Throws<ChatTemplateRenderException>(() => ChatTemplate.Parse(source).Render(input));
        ChatTemplateRenderException compiled = Assert.Throws<ChatTemplateRenderException>(() => CompiledTemplates.Compile([source])[source].Render(input));

        Assert.Contains(message, interpreted.Message, StringComparison.Ordinal);
        Assert.Equal(interpreted.Message, compiled.Message);
    }

    [Theory]
    [InlineData("{{ x[0:2] }}{{ x[::-1] }}", "x😀y", "x😀y😀x")]
    [InlineData("{{ x|upper }}{{ x|title }}{{ x.swapcase() }}", "straße öl", "STRASSE ÖLStraße ÖlSTRASSE ÖL")]
    [InlineData("{{ x.rsplit('ab', 1) }}{{ x.partition('b') }}", "ababab", "['abab', '']('a', 'b', 'abab')")]
    [InlineData("{{ x.replace('', '-') }}", "a😀", "-a-😀-")]
    [InlineData("{{ x.rsplit(none, 1) }}", " a b  c ", "[' a b', 'c']")]
    [InlineData("{{ '%5.1f|%-4d|%04d|%x' % (2.25, 7, -3, 255) }}", "", "  2.2|7   |-003|ff")]
    [InlineData("{{ x|batch(2)|list }}{{ x|slice(2)|list }}", "abc", "[['a', 'b'], ['c']][['a', 'b'], ['c']]")]
    [InlineData("{{ x|truncate(6) }}", "hello world wide", "hel...")]
    [InlineData("{{ '{} {0} {a}'.format(1, a=x) }}", "q", "1 1 q")]
    [InlineData("{{ x.center(6) }}|{{ 'ab'.zfill(4) }}|{{ '-5'.zfill(4) }}", "abc", " abc  |00ab|-005")]
    public void Rarer_methods_do_what_Python_does(string source, string x, string expected) =>
        Assert.Equal(expected, ChatTemplate.Parse(source).Render(new() { Messages = [TemplateValue.None], Variables = new Dictionary<string, TemplateValue> { ["x"] = TemplateValue.Of(x) } }).Text);

    /// <summary>What Jinja 3.1.6 makes of it under Hugging Face's settings; null where it fails.</summary>
    [Theory]
    [InlineData("{{ n|selectattr('a')|list }}{{ n|map('upper')|list }}{{ u|reject('none')|list }}", "[][][]")]
    [InlineData("{{ n|list }}", null)]
    [InlineData("{{ d[1:] }}", null)]
    [InlineData("{{ n[1:] }}", null)]
    [InlineData("{{ d|indent }}", null)]
    [InlineData("{{ 12|truncate }}", null)]
    [InlineData("{{ [1, 2]|truncate }}{{ u|truncate }}", "[1, 2]")]
    [InlineData("{% filter length %}ab{% endfilter %}", null)]
    [InlineData("{% filter length|string %}ab{% endfilter %}", "2")]
    [InlineData("{{ 'ab'|groupby('x') }}", null)]
    [InlineData("{{ 'ab'.ljust(4, '.') }}{{ 'ab'.center(5, '😀') }}{{ '-1'.rjust(4, '0') }}", "ab..😀😀ab😀00-1")]
    [InlineData("{{ 'ab'.ljust(4, '..') }}", null)]
    [InlineData("{{ ['a'|escape] }}", "[Markup('a')]")]
    [InlineData("{% for i in [1] %}{% for j in [1] %}{{ loop.depth }}{{ loop.depth0 }}{% endfor %}{% endfor %}", "10")]
    [InlineData("{% set x = x %}{% for i in [1, 2] %}{% set x = x %}{{ x }}{% if i == 1 %}{% continue %}{% else %}{% break %}{% endif %}never{% endfor %}", "")]
    [InlineData("{% for i in [1] %}{% with a = i %}{% break %}{% endwith %}never{% endfor %}after", "after")]
    [InlineData("{{ (1 if false).a }}", null)]
    [InlineData("{{ range(3) }}{{ range(1, 3)|list }}{{ range(4, 0, -2) }}{{ [range(2)] }}", "range(0, 3)[1, 2]range(4, 0, -2)[range(0, 2)]")]
    public void Corners_of_the_language_are_Jinjas(string source, string? expected)
    {
        ChatTemplateInput input = new() { Messages = [TemplateValue.None], Variables = new Dictionary<string, TemplateValue> { ["n"] = TemplateValue.None, ["d"] = TemplateValue.Parse("{\"a\": 1}") } };
        foreach (ChatTemplate template in (ChatTemplate[])[ChatTemplate.Parse(source), CompiledTemplates.Compile([source])[source]])
        {
            if (expected is null)
            {
                Assert.Throws<ChatTemplateRenderException>(() => template.Render(input));
            }
            else
            {
                Assert.Equal(expected, template.Render(input).Text);
            }
        }
    }

    [Theory]
    [InlineData(0.1, "0.1")]
    [InlineData(1e22, "1e+22")]
    [InlineData(123456789012345680.0, "1.2345678901234568e+17")]
    [InlineData(1234567890123456.0, "1234567890123456.0")]
    [InlineData(0.0001, "0.0001")]
    [InlineData(0.00001234, "1.234e-05")]
    [InlineData(-0.0, "-0.0")]
    [InlineData(5e-324, "5e-324")]
    [InlineData(100.0, "100.0")]
    [InlineData(-1e16, "-1e+16")]
    [InlineData(1e-5, "1e-05")]
    [InlineData(1e100, "1e+100")]
    [InlineData(double.NaN, "nan")]
    [InlineData(double.PositiveInfinity, "inf")]
    [InlineData(double.NegativeInfinity, "-inf")]
    public void Floats_are_written_as_Python_writes_them(double value, string expected) => Assert.Equal(expected, NumberText.Repr(value));
}
