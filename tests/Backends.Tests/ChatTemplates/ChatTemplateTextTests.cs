using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Modelwright.Backends.ChatTemplates;
using Modelwright.Templates;
using VerifyXunit;

namespace Modelwright.Backends.Tests;

/// <summary>Chat templates as C#: a template with every statement and expression, and what is written otherwise where a name is taken, assigned or a keyword.</summary>
public class ChatTemplateTextTests
{
    /// <summary>Every kind of statement and expression there is, once.</summary>
    private const string Everything = """
        {%- set ns = namespace(found=false, n=0) -%}
        {%- macro plain(a, b='x', c=none) -%}{{ a }}{{ b ~ c ~ true }}{%- endmacro -%}
        {%- macro taking(a) -%}{{ varargs | length }}{{ kwargs.key }}{{ caller(a) }}{%- endmacro -%}
        {{ "constant" }}{{ bos_token }}{{ plain(1, c=2.5) }}{{ plain(-1, +2) }}
        {% for message in messages if message.role != 'tool' and loop_count is defined -%}
            {%- set ns.n = ns.n + 1 -%}
            {%- if loop.first and not loop.last -%}first{%- elif loop.index0 > 3 or ns.found -%}later{%- else -%}{%- continue -%}never{%- endif -%}
            {{ message['content'] | trim | replace('a', 'b') }}{{ message[0] }}{{ message[-1] }}{{ message[2147483648] }}{{ message[key] }}
            {{ message.content[1:] }}{{ message.content[:-1] }}{{ message.content[::2] }}
            {%- break -%}
        {%- else -%}
            {%- set empty = 'none' -%}{{ empty }}
        {%- endfor -%}
        {%- for key, value in pairs.items() if value -%}{%- set key = key | upper -%}{{ key }}={{ value }}{%- endfor -%}
        {%- for (a, b), c in triples if a -%}{{ a + b - c * 2 / 3 // 4 % 5 ** 6 }}{%- endfor -%}
        {%- for item in items -%}{%- set item = item ~ '!' -%}{{ item }}{%- endfor -%}
        {%- set left, right = pair -%}{{ left < right <= 3 }}{{ left > right }}{{ left >= right }}{{ left == right }}{{ left != right }}{{ left in right }}{{ left not in right }}
        {%- set captured | upper -%}a{{ left }}{%- endset -%}
        {%- filter trim | indent(2, first=true) -%} text {{ captured }} {%- endfilter -%}
        {%- generation -%}{{ captured }}{%- endgeneration -%}
        {%- call(x) taking('q', key=1) -%}{{ x }}{%- endcall -%}
        {%- with one = 1, two = one -%}{%- set three = one + two -%}{{ three }}{%- endwith -%}
        {{ [1, 'two', none] }}{{ (1, 2) }}{{ {'a': 1, 'b': [false]} }}{{ left and right }}{{ left or right }}{{ 'a' if left else 'b' }}{{ 'a' if left }}
        {{ left is divisibleby(3) }}{{ left is not string }}{{ 9223372036854775807 }}{{ 9223372036854775808 }}{{ 0.1 }}{{ not left }}{{ helper.method(1, two=2) }}{{ range(3)[0] }}
        """;

    [Fact]
    public Task Every_statement_and_expression() =>
        Verifier.Verify(Emit(Everything).Replace(ProductVersion.Text, "{version}")).UseDirectory("Snapshots").UseFileName("everything").ToTask();

    [Fact]
    public void The_file_is_called_after_the_class() =>
        Assert.Equal("Model.ChatTemplate.g.cs", ChatTemplateText.Emit("N", "Model", "chat_template.jinja", [Named("default", "x")], []).HintName);

    [Fact]
    public void Several_templates_are_numbered()
    {
        string text = ChatTemplateText.Emit("N", "Model", "a<b.json", [Named("default", "x"), Named("tool use", "y")], [KeyValuePair.Create("eos_token", "\"")]).Text;

        Assert.Contains("[\"default\"] = new CompiledTemplate1(),", text);
        Assert.Contains("[\"tool use\"] = new CompiledTemplate2(),", text);
        Assert.Contains("class TemplateRendering2(TemplateVariables variables)", text);
        Assert.Contains("=> new TemplateRendering2(variables).Write(output);", text);
        Assert.Contains("[\"eos_token\"] = \"\\\"\",", text);
        Assert.Contains("a&lt;b.json, compiled.", text);
        Assert.Contains("from a<b.json: the chat template.", text);
    }

    [Fact]
    public void A_class_of_no_namespace_has_none()
    {
        string text = ChatTemplateText.Emit("", "event", "t", [Named("default", "x")], []).Text;

        Assert.DoesNotContain("namespace ", text);
        Assert.Contains("partial class @event : ", text);
        Assert.Contains("#nullable enable\n\nusing ", text);
    }

    [Fact]
    public void The_source_is_kept_line_by_line()
    {
        string text = Emit("one\n\"two\"\n\n");

        Assert.Contains("=>\n            \"one\\n\" +\n            \"\\\"two\\\"\\n\" +\n            \"\";\n", text);
    }

    /// <summary>A local is unlike every other of the file, whatever a template calls it.</summary>
    [Theory]
    [InlineData("{% for class in x %}{{ class }}{% endfor %}", "foreach (TemplateValue @class in loop.Items)")]
    [InlineData("{% for Upper in x %}{{ Upper }}{% endfor %}", "foreach (TemplateValue v_Upper in loop.Items)")]
    [InlineData("{% for _x in x %}{{ _x }}{% endfor %}", "foreach (TemplateValue v__x in loop.Items)")]
    [InlineData("{% for output in x %}{{ output }}{% endfor %}", "foreach (TemplateValue output_2 in loop.Items)")]
    [InlineData("{% for call in x %}{{ call }}{% endfor %}", "foreach (TemplateValue call_2 in loop.Items)")]
    [InlineData("{% for variables in x %}{{ variables }}{% endfor %}", "foreach (TemplateValue variables_2 in loop.Items)")]
    [InlineData("{% for a in x %}{% endfor %}{% for a in x %}{% endfor %}{% for a in x %}{{ a }}{% endfor %}", "foreach (TemplateValue a_3 in loop_3.Items)")]
    public void Locals_have_names_of_their_own(string template, string line) => Assert.Contains(line, Emit(template));

    [Fact]
    public void What_comes_from_outside_is_a_field_in_the_order_of_names()
    {
        string[] fields = Lines(Emit("{{ zeta }}{{ Alpha }}{{ beta }}{{ zeta }}"), "private TemplateValue ");

        Assert.Equal(
            ["private TemplateValue _Alpha = variables.Get(\"Alpha\");", "private TemplateValue _beta = variables.Get(\"beta\");", "private TemplateValue _zeta = variables.Get(\"zeta\");"], fields);
    }

    [Fact]
    public void A_name_that_a_loop_assigns_begins_as_the_outer_one()
    {
        string text = Emit("{% for m in ms %}{% set last = m %}{{ last }}{% endfor %}{{ last }}");

        Assert.Contains("TemplateValue last = _last;", text);
        Assert.Contains("last = m;", text);
        Assert.Contains("output.Write(_last);", text);
    }

    [Fact]
    public void A_name_set_to_itself_is_no_statement()
    {
        Assert.DoesNotContain("_content = _content", Emit("{% set content = content %}{{ content }}"));
        Assert.Contains("_content = _other;", Emit("{% set content = other %}{{ content }}"));
    }

    /// <summary>C# warns of what is never reached: nothing is written behind what leaves a loop in every branch.</summary>
    [Theory]
    [InlineData("{% break %}never", false)]
    [InlineData("{% if a %}{% break %}{% else %}{% continue %}{% endif %}never", false)]
    [InlineData("{% if a %}{% break %}{% elif b %}{% break %}{% else %}{% continue %}{% endif %}never", false)]
    [InlineData("{% with a = 1 %}{% break %}{% endwith %}never", false)]
    [InlineData("{% if a %}{% break %}{% endif %}never", true)]
    [InlineData("{% if a %}x{% else %}{% continue %}{% endif %}never", true)]
    [InlineData("{% if a %}{% break %}{% elif b %}y{% else %}{% continue %}{% endif %}never", true)]
    [InlineData("{% with a = 1 %}x{% endwith %}never", true)]
    [InlineData("{% for b in c %}{% break %}{% endfor %}never", true)]
    public void Nothing_follows_what_leaves_a_loop(string body, bool reached) =>
        Assert.Equal(reached, Emit("{% for a in as %}" + body + "{% endfor %}").Contains("output.Text(\"never\");", StringComparison.Ordinal));

    /// <summary>A macro of a loop sees the loop's locals; one outside is a method.</summary>
    [Fact]
    public void A_macro_within_a_loop_is_a_lambda()
    {
        string text = Emit("{% for a in as %}{% macro inner(x) %}{{ x }}{{ a }}{% endmacro %}{{ inner(1) }}{% endfor %}");

        Assert.Contains("inner = Macro(new MacroShape(\"inner\", [\"x\"], TakesPositional: false, TakesNamed: false, TakesCaller: false), (call_2, output_2) =>", text);
        Assert.Contains("output_2.Write(a);", text);
        Assert.DoesNotContain("private void ", text);
    }

    [Fact]
    public void A_parameter_without_a_default_says_so()
    {
        string text = Emit("{% macro m(x, y=1) %}{{ x }}{% endmacro %}");

        Assert.Contains("TemplateValue x = call_2.Values[0] ?? Undefined(\"parameter 'x' was not provided\");", text);
        Assert.Contains("TemplateValue y = call_2.Values[1] ?? Number(1L);", text);
        Assert.Contains("private void MacroM(MacroCall call_2, TemplateOutput output_2)", text);
    }

    [Theory]
    [InlineData("{{ 9223372036854775807 }}", "Number(9223372036854775807L)")]
    [InlineData("{{ 9223372036854775808 }}", "Number(\"9223372036854775808\")")]
    [InlineData("{{ x[2147483647] }}", "Item(_x, 2147483647)")]
    [InlineData("{{ x[2147483648] }}", "Item(_x, Number(2147483648L))")]
    [InlineData("{{ x[0] }}", "Item(_x, 0)")]
    [InlineData("{{ x['a'] }}", "Item(_x, \"a\")")]
    [InlineData("{{ x[true] }}", "Item(_x, TemplateValue.True)")]
    [InlineData("{{ x[1:2:3] }}", "Slice(_x, Number(1L), Number(2L), Number(3L))")]
    [InlineData("{{ x[:] }}", "Slice(_x, null, null, null)")]
    [InlineData("{{ f() }}", "Call(_f)")]
    [InlineData("{{ f(1, 2) }}", "Call(_f, Number(1L), Number(2L))")]
    [InlineData("{{ f(a=1) }}", "Call(_f, new TemplateArguments([], [(\"a\", Number(1L))]))")]
    [InlineData("{{ x.f(1, a=2, b=3) }}", "CallMethod(_x, \"f\", new TemplateArguments([Number(1L)], [(\"a\", Number(2L)), (\"b\", Number(3L))]))")]
    [InlineData("{{ x and y }}", "(IsTrue(Keep(_x, out TemplateValue operand)) ? _y : operand)")]
    [InlineData("{{ x or y }}", "(IsTrue(Keep(_x, out TemplateValue operand)) ? operand : _y)")]
    [InlineData("{{ 1 if x and y else 2 }}", "((IsTrue(_x) && IsTrue(_y)) ? Number(1L) : Number(2L))")]
    [InlineData("{{ 1 if x or not y }}", "((IsTrue(_x) || !IsTrue(_y)) ? Number(1L) : Undefined(\"the inline if had no else\"))")]
    [InlineData("{{ a < b <= c }}", "Boolean((Less(_a, Keep(_b, out TemplateValue operand)) && LessOrEqual(operand, _c)))")]
    [InlineData("{{ a not in b }}", "Boolean(!In(_a, _b))")]
    [InlineData("{{ a != b }}", "Boolean(!Equal(_a, _b))")]
    [InlineData("{{ a is none }}", "Boolean(Is(_a, \"none\"))")]
    [InlineData("{{ -a }}", "Negate(_a)")]
    [InlineData("{{ +a }}", "Plus(_a)")]
    [InlineData("{{ (a, b) }}", "Tuple(_a, _b)")]
    [InlineData("{{ [a, b] }}", "List(_a, _b)")]
    [InlineData("{{ a ~ b ~ c }}", "Concat([_a, _b, _c])")]
    [InlineData("{{ {'a': b, 'c': d} }}", "Map((Text(\"a\"), _b), (Text(\"c\"), _d))")]
    public void Expressions(string template, string expression) => Assert.Contains($"output.Write({expression});", Emit(template));

    /// <summary>What would end a line of C#, or is no ASCII, is a blank in a comment; what is long is cut.</summary>
    [Fact]
    public void Comments_are_one_plain_line()
    {
        string text = Emit("x\n{% if 'ä\u0085~ ' %}{% endif %}\n   {% if " + new string('a', 200) + " %}{% endif %}");

        Assert.Contains("        // 2: {% if '  ~ ' %}{% endif %}\n", text);
        Assert.Contains($"        // 3: {{% if {new string('a', 94)}\n", text);
        Assert.Contains($"// 1: {{% if {new string('b', 90)} %}}\n", Emit($"{{% if {new string('b', 90)} %}}\n{{% endif %}}"));
    }

    [Fact]
    public void An_if_without_an_else_has_none()
    {
        Assert.DoesNotContain("else", Emit("{% if a %}b{% endif %}").Split("class TemplateRendering")[1]);
        Assert.DoesNotContain(".IsEmpty", Emit("{% for a in b %}b{% endfor %}"));
    }

    /// <summary>Names that both branches of an if assign are the scope's, those of the else as well.</summary>
    [Fact]
    public void What_either_branch_assigns_is_a_local()
    {
        string text = Emit("{% for m in ms %}{% if m %}{% set a = 1 %}{% elif n %}{% set b = 2 %}{% else %}{% set c = 3 %}{% set a = 4 %}{% endif %}{{ a }}{{ b }}{{ c }}{% endfor %}");

        Assert.Equal(["TemplateValue a = _a;", "TemplateValue b = _b;", "TemplateValue c = _c;"], Lines(text, "TemplateValue ").Where(static line => line.Contains(" = _", StringComparison.Ordinal)));
        Assert.Contains("a = Number(4L);", text);
    }

    /// <summary>What is declared for a scope already is not declared anew by what sets it.</summary>
    [Theory]
    [InlineData("{% macro m(x) %}{% set x = 2 %}{{ x }}{% endmacro %}", "TemplateValue x = ", "x = Number(2L);")]
    [InlineData("{% macro m() %}{% set caller = 2 %}{{ caller }}{% endmacro %}", "TemplateValue caller = ", "caller = Number(2L);")]
    [InlineData("{% with x = 1 %}{% set x = 2 %}{{ x }}{% endwith %}", "TemplateValue x = ", "x = Number(2L);")]
    public void What_a_scope_begins_with_is_declared_once(string template, string declaration, string assignment)
    {
        string text = Emit(template);

        Assert.Single(Lines(text, declaration));
        Assert.DoesNotContain("x_2", text);
        Assert.Contains(" " + assignment + "\n", text);
    }

    private static NamedTemplate Named(string name, string source) => new(name, TemplateParser.Parse(source));

    private static string Emit(string source) =>
        ChatTemplateText.Emit("Some.Models", "Model", "chat_template.jinja", [Named("default", source)], [KeyValuePair.Create("bos_token", "<s>")]).Text;

    private static string[] Lines(string text, string beginning) =>
        [.. text.Split('\n').Select(static line => line.Trim()).Where(line => line.StartsWith(beginning, StringComparison.Ordinal))];
}
