using System.Linq;
using Modelwright.Runtime;
using Modelwright.Runtime.Templating;
using Modelwright.Templates;

namespace Modelwright.Chat.Tests;

/// <summary>What binds how, where every part of it stands, and which white space is text.</summary>
public partial class TemplateSyntaxTests
{
    [Theory]
    [InlineData(
        "{{ a.b[0](1, x=2)|f(3)|g is h(4) }}",
        "{{ a@3.b@5[0@7]@6(1@10, x=2@15)@9|f(3@20)@18|g()@23 is h(4@30)@28 }}@0")]
    [InlineData(
        "{{ a[1:2:3] ~ a[:] ~ a[::2] ~ a[1:] ~ a[:2] ~ a[1, 2] }}",
        "{{ (a@3[1@5:2@7:3@9]@4 ~ a@14[::]@15 ~ a@21[::2@25]@22 ~ a@30[1@32::]@31 ~ a@38[:2@41:]@39 ~ a@46[(1@48, 2@51)@48]@47)@4 }}@0")]
    [InlineData(
        "{{ not a in b and not c or d not in e }}",
        "{{ (((not (a@7 in b@12)@7)@3 and (not c@22)@18)@14 or (d@27 not in e@36)@27)@24 }}@0")]
    [InlineData(
        "{{ 1 if a else 2 if b else 3 }}",
        "{{ (1@3 if a@8 else (2@15 if b@20 else 3@27)@17)@5 }}@0")]
    [InlineData(
        "{{ 1 if a if b else 2 }}",
        "{{ ((1@3 if a@8)@5 if b@13 else 2@20)@10 }}@0")]
    [InlineData(
        "{{ -1|abs }}{{ - + a ** 2 ** 3 }}{{ -a.b }}",
        "{{ (-1@4)@3|abs()@6 }}@0{{ (((-(+a@19)@17)@15 ** 2@24)@21 ** 3@29)@26 }}@12{{ (-a@37.b@39)@36 }}@33")]
    [InlineData(
        "{{ 1 + 2 - 3 * 4 / 5 // 6 % 7 ** 8 ~ 'x' ~ \"y\" + 1 }}",
        "{{ (((1@3 + 2@7)@5 - (((((3@11 * 4@15)@13 / 5@19)@17 // 6@24)@21 % (7@28 ** 8@33)@30)@26 ~ 'x'@37 ~ 'y'@43)@26)@9 + 1@49)@47 }}@0")]
    [InlineData(
        "{{ a < b <= c == d != e > f >= g in h not in i }}",
        "{{ (a@3 < b@7 <= c@12 == d@17 != e@22 > f@26 >= g@31 in h@36 not in i@45)@3 }}@0")]
    [InlineData(
        "{{ a or b and c or d }}",
        "{{ ((a@3 or (b@8 and c@14)@10)@5 or d@19)@16 }}@0")]
    [InlineData(
        "{{ [1, 2,] }}{{ [] }}{{ () }}{{ (1,) }}{{ (1, 2) }}{{ (1) }}{{ {} }}{{ {'a': 1, 'b': [2],} }}",
        "{{ [1@4, 2@7]@3 }}@0{{ []@16 }}@13{{ ()@24 }}@21{{ (1@33)@33 }}@29{{ (1@43, 2@46)@43 }}@39{{ 1@55 }}@51{{ {}@63 }}@60{{ {'a'@72: 1@77, 'b'@80: [2@86]@85}@71 }}@68")]
    [InlineData(
        "{{ 1, 2 }}{{ 1, }}{{ f(1, a=2,) }}{{ (1, 2,) }}",
        "{{ (1@3, 2@6)@3 }}@0{{ (1@13)@13 }}@10{{ f@21(1@23, a=2@28)@22 }}@18{{ (1@38, 2@41)@38 }}@34")]
    [InlineData(
        "{{ a is divisibleby 3 }}{{ a is not none }}{{ a is in [1] }}{{ a is eq b.c[0] }}{{ a is f {} }}{{ a is f 'x' }}",
        "{{ a@3 is divisibleby(3@20)@8 }}@0{{ (not a@27 is none()@36)@36 }}@24{{ a@46 is in([1@55]@54)@51 }}@43{{ a@63 is eq(b@71.c@73[0@75]@74)@68 }}@60{{ a@83 is f({}@90)@88 }}@80{{ a@98 is f('x'@105)@103 }}@95")]
    [InlineData(
        "{{ a is defined and b or c is defined }}{{ a is defined is none }}{{ 1 if a is none else 2 }}{{ 1 if a is b if c }}{{ a is x.y }}{{ a is f - 1 }}",
        "{{ ((a@3 is defined()@8 and b@20)@16 or c@25 is defined()@30)@22 }}@0{{ a@43 is defined()@48 is none()@59 }}@40{{ (1@69 if a@74 is none()@79 else 2@89)@71 }}@66{{ ((1@96 if a@101 is b()@106)@98 if c@111)@108 }}@93{{ a@118 is x.y()@123 }}@115{{ (a@132 is f()@137 - 1@141)@139 }}@129")]
    [InlineData(
        "{{ 'a' 'b' \"c\" }}{{ [true, True, false, False, none, None] }}",
        "{{ 'abc'@3 }}@0{{ [true@21, true@27, false@33, false@40, none@47, none@53]@20 }}@17")]
    [InlineData(
        "{{ a.0.b }}{{ a|x.y(1)(2) }}{{ f()()|g }}{{ (a|f)(1) }}",
        "{{ a@3[0@5]@5.b@7 }}@0{{ a@14|x.y()@16(1@20)@19(2@23)@22 }}@11{{ f@31()@32()@34|g()@37 }}@28{{ a@45|f()@47(1@50)@49 }}@41")]
    [InlineData(
        "{{ [1_000, 0xFf_0, 0O17, 0b1_01, 1.5, 1e5, 1.5E-3, 2e+2, 007, 1.a] }}",
        "{{ [1000@4, 4080@11, 15@19, 5@25, float 1.5@33, float 100000@38, float 0.0015@43, float 200@51, 7@57, 1@62.a@64]@3 }}@0")]
    [InlineData(
        "{{ _a1 + é }}",
        "{{ (_a1@3 + é@9)@7 }}@0")]
    [InlineData(
        "{% if a %}1{% elif b, c %}2{% else %}3{% endif %}",
        "if[a@6: «1»@10][(b@19, c@22)@19: «2»@26]else[«3»@37]@3")]
    [InlineData(
        "{% for k, (v, w) in a if b if c else d %}x{% else %}y{% endfor %}",
        "for (k@7, (v@11, w@14)@11)@7 in a@20 if (b@25 if c@30 else d@37)@27: [«x»@41]else[«y»@52]@3")]
    [InlineData(
        "{% set a, b = 1, 2 %}{% set n.x = 1 %}{% set t, = x %}{% set (u) = v %}{% set c|f|g(1) %}x{% endset %}",
        "set (a@7, b@10)@7 = (1@14, 2@17)@14;@3set n.x@28 = 1@34;@24set (t@45)@45 = x@50;@41set u@62 = v@67;@57set c@78|f()@80|g(1@84)@82: [«x»@89]@74")]
    [InlineData(
        "{% macro m(a, b=1, c=2) %}x{% endmacro %}{% call m(1) %}y{% endcall %}{% call(u, v=2) m(1) %}y{% endcall %}",
        "macro m(a@11, b=1@16@14, c=2@21@19): [«x»@26]@3call() m@49(1@51)@50: [«y»@56]@44call(u@78, v=2@83@81) m@86(1@88)@87: [«y»@93]@73")]
    [InlineData(
        "{% filter upper|f(1) %}x{% endfilter %}{% with a=1, b=2 %}x{% endwith %}{% with %}x{% endwith %}{% generation %}x{% endgeneration %}",
        "filter|upper()@10|f(1@18)@16: [«x»@23]@3with a@47 = 1@49, b@52 = 2@54: [«x»@58]@42with : [«x»@82]@75generation: [«x»@112]@99")]
    [InlineData(
        "{% for x in y %}{% for z in y %}{% break %}{% endfor %}{% set a %}b{% endset %}{% continue %}{% endfor %}",
        "for x@7 in y@12: [for z@23 in y@28: [break@35]else[]@19set a@62: [«b»@66]@58continue@82]else[]@3")]
    [InlineData(
        "a{# c #}b{{ 1 }}c{% raw %} {{ x }} {% y %} {% endraw %}d",
        "«a»@0«b»@8{{ 1@12 }}@9«c»@16« {{ x }} {% y %} »@26«d»@55")]
    [InlineData(
        "{{ [1.0, 1.9, 1e0, 1e9, 2E-0, 9, 99, 0x0, 0b0_1, 0xa0F, 1_9, 9_0] }}",
        "{{ [float 1@4, float 1.9@9, float 1@14, float 1000000000@19, float 2@24, 9@30, 99@33, 0@37, 1@42, 2575@49, 19@56, 90@61]@3 }}@0")]
    [InlineData(
        "{% set t, u, = x %}{{ f(a=1) }}",
        "set (t@7, u@10)@7 = x@15;@3{{ f@22(a=1@26)@23 }}@19")]
    public void Every_part_stands_where_it_belongs(string source, string tree) => Assert.Equal(tree, TreeText.Of(source));

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
    [InlineData("{{ 1 }}a\n  {% if 1 %}x{% endif %}", "1a\nx")]
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
    [InlineData("'\\U00010000\\xAa'", "\U00010000ª")]
    [InlineData("'\\1017'", "A7")]
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
