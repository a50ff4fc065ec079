using System.IO;
using System.Linq;
using Modelwright.Runtime;
using Modelwright.Templates;

namespace Modelwright.Chat.Tests;

/// <summary>What binds how, where every part of it stands, and which white space is text.</summary>
public partial class TemplateSyntaxTests
{
    private static readonly string[] Sources =
    [
        "{{ a.b[0](1, x=2)|f(3)|g is h(4) }}",
        "{{ a[1:2:3] ~ a[:] ~ a[::2] ~ a[1:] ~ a[:2] ~ a[1, 2] }}",
        "{{ not a in b and not c or d not in e }}",
        "{{ 1 if a else 2 if b else 3 }}",
        "{{ 1 if a if b else 2 }}",
        "{{ -1|abs }}{{ - + a ** 2 ** 3 }}{{ -a.b }}",
        "{{ 1 + 2 - 3 * 4 / 5 // 6 % 7 ** 8 ~ 'x' ~ \"y\" + 1 }}",
        "{{ a < b <= c == d != e > f >= g in h not in i }}",
        "{{ a or b and c or d }}",
        "{{ [1, 2,] }}{{ [] }}{{ () }}{{ (1,) }}{{ (1, 2) }}{{ (1) }}{{ {} }}{{ {'a': 1, 'b': [2],} }}",
        "{{ 1, 2 }}{{ 1, }}{{ f(1, a=2,) }}{{ (1, 2,) }}",
        "{{ a is divisibleby 3 }}{{ a is not none }}{{ a is in [1] }}{{ a is eq b.c[0] }}{{ a is f {} }}{{ a is f 'x' }}",
        "{{ a is defined and b or c is defined }}{{ a is defined is none }}{{ 1 if a is none else 2 }}{{ 1 if a is b if c }}{{ a is x.y }}{{ a is f - 1 }}",
        "{{ 'a' 'b' \"c\" }}{{ [true, True, false, False, none, None] }}",
        "{{ a.0.b }}{{ a|x.y(1)(2) }}{{ f()()|g }}{{ (a|f)(1) }}",
        "{{ [1_000, 0xFf_0, 0O17, 0b1_01, 1.5, 1e5, 1.5E-3, 2e+2, 007, 1.a] }}",
        "{{ _a1 + é }}",
        "{% if a %}1{% elif b, c %}2{% else %}3{% endif %}",
        "{% for k, (v, w) in a if b if c else d %}x{% else %}y{% endfor %}",
        "{% set a, b = 1, 2 %}{% set n.x = 1 %}{% set t, = x %}{% set (u) = v %}{% set c|f|g(1) %}x{% endset %}",
        "{% macro m(a, b=1, c=2) %}x{% endmacro %}{% call m(1) %}y{% endcall %}{% call(u, v=2) m(1) %}y{% endcall %}",
        "{% filter upper|f(1) %}x{% endfilter %}{% with a=1, b=2 %}x{% endwith %}{% with %}x{% endwith %}{% generation %}x{% endgeneration %}",
        "{% for x in y %}{% for z in y %}{% break %}{% endfor %}{% set a %}b{% endset %}{% continue %}{% endfor %}",
        "a{# c #}b{{ 1 }}c{% raw %} {{ x }} {% y %} {% endraw %}d",
    ];

    [Fact]
    public void Dump() => File.WriteAllLines("/tmp/mw/mutb/trees.txt", Sources.Select(static s => s + "\n    " + TreeText.Of(s)));

    [Theory]
    [InlineData("a  {%- if 1 -%}  b  {%- endif -%}  c", "abc")]
    [InlineData("a\n  {% if 1 %}\nb\n  {% endif %}\nc", "a\nb\nc")]
    [InlineData("a\n  {%+ if 1 %}\nb{% endif %}", "a\n  b")]
    [InlineData("a {% if 1 +%}\nb{% endif %}", "a \nb")]
    [InlineData("a {% if 1 %}\n\nb{% endif %}", "a \nb")]
    [InlineData("{{ 1 }}\n2", "1\n2")]
    [InlineData("{{ 1 -}}\n 2", "12")]
    [InlineData("a \n{{- 1 }}", "a1")]
    [InlineData("a\n  {{ 1 }}\n  {{+ 2 }}", "a\n  1\n  2")]
    [InlineData("{# c #}\nx{# c -#}\n x{# c +#}\nx", "xx\nx")]
    [InlineData("a {#- c #}b{#-#} c{#+#}\nd", "ab cd")]
    [InlineData("a\n {# c #}\nb\n {#+ c #}\nc", "a\nb\n c")]
    [InlineData("x{% raw %}\n{{ a }}\n{% endraw %}\ny", "x\n{{ a }}\ny")]
    [InlineData("x {%- raw -%}  {{  {%- endraw -%}  y", "x{{y")]
    [InlineData("{% raw %}{% x %}{% endraw +%}\ny", "{% x %}\ny")]
    [InlineData("{% raw %} a {%+ endraw %}b{%raw%}c{%endraw%}", " a bc")]
    [InlineData("  {# c #}x", "x")]
    [InlineData(" a{# c #}x", " ax")]
    [InlineData("{{ 1 }}  {% if 1 %}x{% endif %}", "1  x")]
    [InlineData("{% if 1 %}\n  {% if 1 %}x{% endif %}{% endif %}", "x")]
    [InlineData("{% if 1 %}  {% if 1 %}x{% endif %}{% endif %}", "  x")]
    [InlineData("a\u001c\u001f{%- if 1 %}b{% endif %}\u001e{{- 1 }}", "ab1")]
    [InlineData("a\u0020\u0085{%- if 1 %}b{% endif %}", "ab")]
    [InlineData("a\u001b{%- if 1 %}b{% endif %}", "a\u001bb")]
    [InlineData("{{ '}}' }}{% if '%}' %}{{ {'a': {}}.a }}{% endif %}", "}}{}")]
    [InlineData("{ {}} {a} %} #} }}{", "{ {}} {a} %} #} }}{")]
    [InlineData("{{\u001c1\u001c}}", "1")]
    [InlineData("{{ 1-}} {{ 2 - 1 }}{{ 1--1 }}", "112")]
    [InlineData("a\r\nb\rc\n\n", "a\nb\nc\n")]
    [InlineData("", "")]
    public void White_space_goes_where_a_tag_strips_it(string source, string text) =>
        Assert.Equal(text, ChatTemplate.Parse(source).Render(new() { Messages = [TemplateValue.None] }).Text);

    [Theory]
    [InlineData("'a\\tb\\n\\r\\\\\\'\\\"\\a\\b\\f\\v'", "a\tb\n\r\\'\"\a\b\f\v")]
    [InlineData("'\\q\\.\\8'", "\\q\\.\\8")]
    [InlineData("'a\\\nb'", "ab")]
    [InlineData("'\\x41\\u00e9\\U0001F600\\U0010FFFF\\uffff\\xaF'", "Aé😀\U0010FFFF\uffff¯")]
    [InlineData("'\\0\\1018\\777\\7a\\47'", "\0A8\u01ff\aa'")]
    [InlineData("\"it's \\x7a\"", "it's z")]
    public void Escapes_are_Pythons(string literal, string text)
    {
        OutputStatement output = Assert.IsType<OutputStatement>(Assert.Single(TemplateParser.Parse("{{ " + literal + " }}").Body));
        Assert.Equal(text, Assert.IsType<LiteralExpression>(output.Value).Value);
    }

    /// <summary>Lines and columns from 0; line ends are one character each, and behind the end is the end.</summary>
    [Fact]
    public void Offsets_are_places()
    {
        TemplateSource source = new("a\r\nb\rcd\n\n");
        Assert.Equal("a\nb\ncd\n", source.Text);
        Assert.Equal([(0, 0), (0, 1), (1, 0), (1, 1), (2, 0), (2, 1), (2, 2), (3, 0), (3, 0)], Enumerable.Range(0, 9).Select(source.Place));
        Assert.Equal("", new TemplateSource("\n").Text);
    }
}
