using System.Collections.Generic;
using System.Linq;
using Modelwright.Runtime;
using Modelwright.Runtime.Templating;

namespace Modelwright.Chat.Tests;

/// <summary>What compiled templates are made of, asked for without a compiler.</summary>
public class TemplateProgramTests() : TemplateProgram(new TemplateVariables(new Dictionary<string, TemplateValue>(), static () => default))
{
    [Theory]
    [InlineData(1, 2, true, true, false, false)]
    [InlineData(2, 2, false, true, false, true)]
    [InlineData(3, 2, false, false, true, true)]
    public void Numbers_are_compared(long left, long right, bool less, bool lessOrEqual, bool greater, bool greaterOrEqual) => Assert.Equal(
        (less, lessOrEqual, greater, greaterOrEqual),
        (Less(Number(left), Number(right)), LessOrEqual(Number(left), Number(right)), Greater(Number(left), Number(right)), GreaterOrEqual(Number(left), Number(right))));

    [Fact]
    public void A_mapping_has_its_entries_in_their_order() =>
        Assert.Equal("{'b': 1, 'a': 2}", Map((Text("b"), Number(1L)), (Text("a"), Number(2L))).ToString());

    [Fact]
    public void A_capture_is_what_its_body_writes() => Assert.Equal("ab", Capture(static output =>
    {
        output.Text("a");
        output.Write(Text("b"));
    }).ToString());

    [Fact]
    public void A_loop_goes_over_what_its_filter_lets_through()
    {
        TemplateLoop loop = Loop(List(Number(1L), Number(2L), Number(3L)), static value => !Equal(value, Number(2L)));

        Assert.False(loop.IsEmpty);
        Assert.Equal(["1: 1 of 2, last False", "3: 2 of 2, last True"], loop.Items.Select(item => $"{item}: {Attribute(loop.State, "index")} of {Attribute(loop.State, "length")}, last {Attribute(loop.State, "last")}"));
    }

    [Fact]
    public void A_loop_without_a_filter_goes_over_everything()
    {
        Assert.Equal(["1", "2"], Loop(List(Number(1L), Number(2L))).Items.Select(static item => item.ToString()));
        Assert.True(Loop(List()).IsEmpty);
        Assert.Empty(Loop(List()).Items);
    }

    /// <summary>Whether an item is wanted costs an iteration, and going through the loop with it another.</summary>
    [Fact]
    public void A_loop_costs_its_iterations()
    {
        TemplateValue list = List(Number(1L), Number(2L), Number(3L));
        using TemplateBudget.Scope scope = new TemplateBudget(new() { Work = 5 * 50 }).Enter();
        TemplateLoop loop = Loop(list);
        int seen = 0;

        Assert.Throws<ChatTemplateRenderException>(() =>
        {
            foreach (TemplateValue item in loop.Items)
            {
                seen++;
            }
        });

        Assert.Equal(2, seen);
    }
}
