using System.Linq;
using Modelwright.Templates;

namespace Modelwright.Chat.Tests;

/// <summary>What the checker looks at: every place of a template where a name can stand, and what makes a name known.</summary>
public class TemplateCheckTests
{
    /// <summary>The name <c>zz</c>, which nobody gives a value, is found wherever it stands; it stands there once.</summary>
    [Theory]
    [InlineData("{{ zz }}")]
    [InlineData("{{ [zz] }}")]
    [InlineData("{{ (1, zz) }}")]
    [InlineData("{{ {zz: 1} }}")]
    [InlineData("{{ {1: zz} }}")]
    [InlineData("{{ zz.a }}")]
    [InlineData("{{ zz[0] }}")]
    [InlineData("{{ messages[zz] }}")]
    [InlineData("{{ zz[1:2:3] }}")]
    [InlineData("{{ messages[zz:] }}")]
    [InlineData("{{ messages[:zz] }}")]
    [InlineData("{{ messages[::zz] }}")]
    [InlineData("{{ zz.items() }}")]
    [InlineData("{{ messages[0].get(zz) }}")]
    [InlineData("{{ messages[0].get('a', default=zz) }}")]
    [InlineData("{{ range(zz) }}")]
    [InlineData("{{ dict(a=zz) }}")]
    [InlineData("{{ messages[0](zz) }}")]
    [InlineData("{{ zz|upper }}")]
    [InlineData("{{ 1|default(zz) }}")]
    [InlineData("{{ 1|default(default_value=zz) }}")]
    [InlineData("{{ zz.a|default(1) }}")]
    [InlineData("{{ 1 is eq(zz) }}")]
    [InlineData("{{ 1 is eq zz }}")]
    [InlineData("{{ zz.a is defined }}")]
    [InlineData("{{ -zz }}")]
    [InlineData("{{ zz + 1 }}")]
    [InlineData("{{ 1 + zz }}")]
    [InlineData("{{ zz < 1 }}")]
    [InlineData("{{ 1 < 2 < zz }}")]
    [InlineData("{{ zz ~ 1 }}")]
    [InlineData("{{ 1 ~ zz }}")]
    [InlineData("{{ zz.a and 1 }}")]
    [InlineData("{{ 1 and zz }}")]
    [InlineData("{{ 1 or zz }}")]
    [InlineData("{{ not zz.a }}")]
    [InlineData("{{ zz if 1 }}")]
    [InlineData("{{ 1 if 1 else zz }}")]
    [InlineData("{{ 1 if zz.a }}")]
    [InlineData("{% if zz.a %}{% endif %}")]
    [InlineData("{% if 1 %}{{ zz }}{% endif %}")]
    [InlineData("{% if 1 %}{% elif zz.a %}{% endif %}")]
    [InlineData("{% if 1 %}{% elif 1 %}{{ zz }}{% endif %}")]
    [InlineData("{% if 1 %}{% else %}{{ zz }}{% endif %}")]
    [InlineData("{% for a in zz %}{% endfor %}")]
    [InlineData("{% for a in messages if zz.a %}{% endfor %}")]
    [InlineData("{% for a in messages %}{{ zz }}{% endfor %}")]
    [InlineData("{% for a in messages %}{% else %}{{ zz }}{% endfor %}")]
    [InlineData("{% set a = zz %}")]
    [InlineData("{% set a|replace(zz, 1) %}x{% endset %}")]
    [InlineData("{% set a %}{{ zz }}{% endset %}")]
    [InlineData("{% filter replace(zz, 1) %}x{% endfilter %}")]
    [InlineData("{% filter upper %}{{ zz }}{% endfilter %}")]
    [InlineData("{% macro m(a=zz) %}{% endmacro %}")]
    [InlineData("{% macro m() %}{{ zz }}{% endmacro %}")]
    [InlineData("{% macro m() %}{% endmacro %}{% call m(zz) %}{% endcall %}")]
    [InlineData("{% macro m() %}{% endmacro %}{% call(a=zz) m() %}{% endcall %}")]
    [InlineData("{% macro m() %}{% endmacro %}{% call m() %}{{ zz }}{% endcall %}")]
    [InlineData("{% with a=zz %}{% endwith %}")]
    [InlineData("{% with a=1 %}{{ zz }}{% endwith %}")]
    [InlineData("{% generation %}{{ zz }}{% endgeneration %}")]
    [InlineData("{% set ns.zz = 1 %}{{ zz }}")]
    public void An_unknown_name_is_found_everywhere(string source)
    {
        TemplateIssue issue = Assert.Single(TemplateChecker.Check(TemplateParser.Parse(source)));

        Assert.Equal(new TemplateIssue(TemplateIssueKind.UnknownVariable, "zz", source.LastIndexOf("zz", System.StringComparison.Ordinal)), issue);
    }

    /// <summary>Set, a parameter, or asked for by itself: then it is known wherever it stands.</summary>
    [Theory]
    [InlineData("{% set zz = 1 %}{{ zz }}")]
    [InlineData("{{ zz }}{% if 1 %}{% for a in messages %}{% set a, zz = a %}{% endfor %}{% endif %}")]
    [InlineData("{% set zz %}x{% endset %}{{ zz }}")]
    [InlineData("{% for zz in messages %}{{ zz }}{% endfor %}")]
    [InlineData("{% for a, (b, zz) in messages %}{{ zz }}{% endfor %}")]
    [InlineData("{% macro zz() %}{% endmacro %}{{ zz() }}{{ zz }}")]
    [InlineData("{% macro m(zz) %}{{ zz }}{{ zz() }}{% endmacro %}")]
    [InlineData("{% macro m() %}{% endmacro %}{% call(zz) m() %}{{ zz }}{% endcall %}")]
    [InlineData("{% with zz=1 %}{{ zz }}{% endwith %}")]
    [InlineData("{{ zz is defined }}{{ zz }}")]
    [InlineData("{{ zz is not none }}{{ zz }}")]
    [InlineData("{{ zz }}{{ zz|default(1) }}")]
    [InlineData("{{ zz }}{{ zz|d(1) }}")]
    [InlineData("{% if zz %}{{ zz }}{% endif %}")]
    [InlineData("{% if 1 %}{% elif zz %}{% endif %}")]
    [InlineData("{% if not zz %}{% endif %}")]
    [InlineData("{{ zz and 1 }}")]
    [InlineData("{{ zz or 1 }}")]
    [InlineData("{{ 1 if zz }}{{ zz }}")]
    [InlineData("{% for a in messages if zz %}{{ zz }}{% endfor %}")]
    [InlineData("{{ caller() }}{{ messages }}{{ range }}{{ eos_token }}")]
    [InlineData("{{ messages|map(attribute='x')|select|list }}{{ messages|map(messages)|list }}{{ messages|select('==', 1)|list }}{{ messages|rejectattr('a', '>=', 1)|list }}")]
    public void A_name_is_known(string source) => Assert.Empty(TemplateChecker.Check(TemplateParser.Parse(source)));

    [Theory]
    [InlineData("{{ zz|upper }}{{ zz|default }}{{ yy|upper }}", "UnknownVariable yy 33")]
    [InlineData("{{ yy }}{{ zz }}", "UnknownVariable yy 3, UnknownVariable zz 11")]
    [InlineData("{{ zz()|nosuch }}", "UnknownFunction zz 3, UnknownFilter nosuch 8")]
    [InlineData("{{ range(zz())|list }}", "UnknownFunction zz 9")]
    [InlineData("{{ messages|select('nosuch') }}", "UnknownTest nosuch 19")]
    [InlineData("{{ messages|reject('nosuch') }}", "UnknownTest nosuch 19")]
    [InlineData("{{ messages|rejectattr('nosuch', 'nosuch') }}", "UnknownTest nosuch 33")]
    [InlineData("{{ messages|selectattr('nosuch') }}{{ messages|sort('nosuch') }}", "")]
    [InlineData("{{ messages|map('length', 'nosuch')|select('==', 'nosuch') }}", "")]
    [InlineData("{{ messages|select('=') }}", "UnknownTest = 19")]
    [InlineData("{% filter nosuch %}x{% endfilter %}{% set a|nosuch %}x{% endset %}", "UnknownFilter nosuch 10, UnknownFilter nosuch 44")]
    [InlineData("{% filter map('nosuch') %}x{% endfilter %}", "UnknownFilter nosuch 14")]
    [InlineData("{{ messages.pop() }}{{ messages[0].nosuch() }}", "RefusedMethod pop 12, UnknownMethod nosuch 35")]
    [InlineData("{{ messages.pop }}{{ messages.nosuch }}", "")]
    [InlineData("{{ messages is nosuch or messages is string }}", "UnknownTest nosuch 15")]
    public void Issues_come_in_the_order_of_the_text(string source, string issues) =>
        Assert.Equal(issues, string.Join(", ", TemplateChecker.Check(TemplateParser.Parse(source)).Select(static issue => $"{issue.Kind} {issue.Name} {issue.Position}")));

    [Fact]
    public void Names_that_are_read_and_names_that_are_set_are_told_apart()
    {
        TemplateTree tree = TemplateParser.Parse("{% set ns.x, a = b.c %}{% for d, e in f(g=h) %}{{ i[j] if k }}{% endfor %}{% macro m(n, o=p) %}{{ q }}{% endmacro %}");
        Assert.Equal(["b", "f", "h", "i", "j", "k", "ns", "p", "q"], UsedNames.Of(tree.Body).Order());
        Assert.Equal(["a", "d", "e", "m", "n", "o"], AssignedNames.Of(tree.Body).Order());
    }
}
