using System.Collections.Generic;
using System.Linq;
using Modelwright.Runtime;
using Modelwright.Runtime.Templating;

namespace Modelwright.Chat.Tests;

/// <summary>What a template costs: characters copied, items made, iterations of 50; and how deep and long it may be.</summary>
public class TemplateBudgetTests
{
    private const int Few = 1000;
    private const int Many = 2000;

    /// <summary>By how much the cost of a template grows with each character of x, or each item of l: what is made in between counts too, and a loop asks of each item first whether it is wanted.</summary>
    [Theory]
    [InlineData("{{ (x ~ 'a')|length }}", 1)]
    [InlineData("{{ (x ~ x)|length }}", 2)]
    [InlineData("{{ (x * 3)|length }}", 6)]
    [InlineData("{{ (l * 3)|length }}", 6)]
    [InlineData("{{ x[1:]|length }}", 1)]
    [InlineData("{{ x.ljust(2 * x|length)|length }}", 5)]
    [InlineData("{{ (x < x) }}", 1)]
    [InlineData("{{ (x < 'b') }}", 0)]
    [InlineData("{{ l|select('lt', 0)|list|length }}", 1)]
    [InlineData("{{ (x == x ~ 'a') }}", 1)]
    [InlineData("{{ (l == l) }}", 1)]
    [InlineData("{{ [x]|string|length }}", 1)]
    [InlineData("{{ l|string|length }}", 3)]
    [InlineData("{{ x|e|length }}", 1)]
    [InlineData("{{ dict(d)|length }}", 3)]
    [InlineData("{{ x|tojson|length }}", 1)]
    [InlineData("{% for i in l %}{% endfor %}", 100)]
    [InlineData("{{ l|batch(3)|list|length }}", 1)]
    [InlineData("{{ ('%' ~ n ~ 'd') % 1 }}", 6)]
    [InlineData("{{ range(n)|list|length }}", 2)]
    [InlineData("{{ l|tojson|length }}", 5)]
    [InlineData("{{ l|batch(n, 0)|list|length }}", 2)]
    [InlineData("{{ l|max }}", 51)]
    public void The_cost_of_an_operation_grows_with_what_it_makes(string source, int wanted)
    {
        ChatTemplate template = ChatTemplate.Parse(source);

        long each = (Cost(template, Many) - Cost(template, Few)) / (Many - Few);

        Assert.Equal(wanted, each);
    }

    [Fact]
    public void What_is_written_may_be_as_long_as_is_allowed()
    {
        ChatTemplate template = ChatTemplate.Parse("{{ x }}b");

        Assert.Equal("aaab", template.Render(Input(3) with { Limits = new() { OutputCharacters = 4 } }).Text);
        Assert.Equal("The template writes more than 3 characters.", Refused(template, 3, new() { OutputCharacters = 3 }));
        Assert.Equal("The template writes more than 2 characters.", Refused(template, 3, new() { OutputCharacters = 2 }));
        Assert.Equal("The template writes more than 3 characters.", Refused(ChatTemplate.Parse("b{{ x }}"), 3, new() { OutputCharacters = 3 }));
    }

    /// <summary>Calls within calls count, and calls one after the other do not.</summary>
    [Fact]
    public void Macros_call_each_other_so_deep()
    {
        ChatTemplate nested = ChatTemplate.Parse("{% macro m(i) %}{% if i > 1 %}{{ m(i - 1) }}{% endif %}x{% endmacro %}{{ m(n) }}{{ m(n) }}");

        Assert.Equal("xxxxxx", nested.Render(Input(3) with { Limits = new() { Depth = 3 } }).Text);
        Assert.Equal("The template's macros call each other more than 3 deep.", Refused(nested, 4, new() { Depth = 3 }));
    }

    /// <summary>Within how many others the innermost list or mapping may stand.</summary>
    [Theory]
    [InlineData("{{ ns.l }}", 199)]
    [InlineData("{{ ns.d }}", 199)]
    [InlineData("{{ ns.l|tojson }}", 199)]
    [InlineData("{{ ns.l == ns.m }}", 200)]
    [InlineData("{{ ns.d == ns.e }}", 200)]
    [InlineData("{{ ns.l < ns.m }}", 200)]
    public void Values_are_nested_so_deep(string use, int deepest)
    {
        ChatTemplate template = ChatTemplate.Parse(Nested("[]", use));

        Assert.True(Renders(template, Input(deepest)));
        Assert.Equal("a value is nested more than 200 deep", Refused(template, deepest + 1, new()));
    }

    [Fact]
    public void Lists_have_an_order_where_they_differ_in_the_innermost() =>
        Assert.Equal("TrueFalse", ChatTemplate.Parse(Nested("[1]", "{{ ns.l < ns.m }}{{ ns.m <= ns.l }}")).Render(Input(200)).Text);

    /// <summary>Lists and mappings beside each other are not within each other.</summary>
    [Theory]
    [InlineData("{{ [[]] * n }}", "[]")]
    [InlineData("{{ [{}] * n }}", "{}")]
    public void Values_beside_each_other_may_be_many(string source, string each) =>
        Assert.Equal("[" + string.Join(", ", Enumerable.Repeat(each, 300)) + "]", ChatTemplate.Parse(source).Render(Input(300)).Text);

    private static string Nested(string other, string use) =>
        "{% set ns = namespace(l=[], m=" + other + ", d={}, e={}) %}{% for i in range(n) %}{% set ns.l = [ns.l] %}{% set ns.m = [ns.m] %}{% set ns.d = {'a': ns.d} %}{% set ns.e = {'a': ns.e} %}{% endfor %}" + use;

    [Fact]
    public void All_of_the_work_that_is_allowed_may_be_done()
    {
        using TemplateBudget.Scope scope = new TemplateBudget(new() { Work = 110 }).Enter();

        TemplateBudget.SpendIteration();
        TemplateBudget.Spend(60);
        ChatTemplateRenderException e = Assert.Throws<ChatTemplateRenderException>(static () => TemplateBudget.Spend(1));

        Assert.Equal("The template does more work than it may (110 characters copied, or 2 iterations).", e.Message);
    }

    [Fact]
    public void A_batch_is_filled_up_so_far()
    {
        Assert.Equal("1048576", ChatTemplate.Parse("{{ [1]|batch(1048576, 0)|first|length }}").Render(Input(0)).Text);
        Assert.Equal("the count is too large", Refused(ChatTemplate.Parse("{{ [1]|batch(1048577, 0)|first|length }}"), 0, new()));
    }

    private static string Refused(ChatTemplate template, int n, TemplateLimits limits) => Assert.Throws<ChatTemplateRenderException>(() => template.Render(Input(n) with { Limits = limits })).Message;

    private static bool Renders(ChatTemplate template, ChatTemplateInput input)
    {
        try
        {
            template.Render(input);
            return true;
        }
        catch (ChatTemplateRenderException)
        {
            return false;
        }
    }

    /// <summary>The least that the template must be allowed.</summary>
    private static long Cost(ChatTemplate template, int n)
    {
        ChatTemplateInput input = Input(n);
        long least = 0;
        long enough = 1 << 24;
        while (least < enough)
        {
            long middle = (least + enough) / 2;
            (least, enough) = Renders(template, input with { Limits = new() { Work = middle } }) ? (least, middle) : (middle + 1, enough);
        }

        return least;
    }

    private static ChatTemplateInput Input(int n) => new()
    {
        Messages = [TemplateValue.None],
        Variables = new Dictionary<string, TemplateValue>
        {
            ["n"] = TemplateValue.Of(n),
            ["x"] = TemplateValue.Of(new string('a', n)),
            ["l"] = TemplateValue.Of(Enumerable.Repeat((TemplateValue)TemplateValue.Of(1), n)),
            ["d"] = TemplateValue.Of(Enumerable.Range(0, n).Select(static i => KeyValuePair.Create($"k{i}", TemplateValue.None))),
        },
    };
}
