using System.Globalization;

namespace Modelwright.Backends.Tests;

/// <summary>Literals, names and indentation of generated code.</summary>
public class TextTests
{
    [Theory]
    [InlineData(1e-6f, "1E-06f")]
    [InlineData(0.1f, "0.1f")]
    [InlineData(10000f, "10000f")]
    [InlineData(-2.5f, "-2.5f")]
    [InlineData(0.33333334f, "0.33333334f")]
    [InlineData(float.MaxValue, "3.4028235E+38f")]
    [InlineData(float.PositiveInfinity, "float.PositiveInfinity")]
    [InlineData(float.NegativeInfinity, "float.NegativeInfinity")]
    [InlineData(float.NaN, "float.NaN")]
    public void Floats(float value, string text) => Assert.Equal(text, Literal.Of(value));

    [Theory]
    [InlineData(float.Epsilon)]
    [InlineData(1.17549435e-38f)]
    [InlineData(16777217f)]
    [InlineData(3.14159274f)]
    [InlineData(1234567.9f)]
    public void Floats_read_back_as_the_same_number(float value) =>
        Assert.Equal(value, float.Parse(Literal.Number(value), NumberStyles.Float, CultureInfo.InvariantCulture));

    [Fact]
    public void Strings_are_escaped() => Assert.Equal("\"a\\\"b\\\\c\\n\\u00E4\"", Literal.Of("a\"b\\c\n\u00e4"));

    [Fact]
    public void Numbers_and_lists()
    {
        Assert.Equal("null", Literal.Of((int?)null));
        Assert.Equal("7L", Literal.Of(7L));
        Assert.Equal("[1, 2]", Literal.List([1, 2]));
    }

    [Theory]
    [InlineData("experts_gate_up", "ExpertsGateUp")]
    [InlineData("a.b-c", "ABC")]
    [InlineData("conv1d", "Conv1d")]
    [InlineData("1d", "_1d")]
    [InlineData("", "_")]
    public void Pascal_names(string words, string name) => Assert.Equal(name, CSharpName.Pascal(words));

    [Fact]
    public void Keywords_get_an_at_sign()
    {
        Assert.Equal("@class", CSharpName.Escape("class"));
        Assert.Equal("A.@namespace.B", CSharpName.EscapeQualified("A.namespace.B"));
    }

    [Fact]
    public void Scopes_indent_and_close()
    {
        CodeWriter writer = new();
        using (writer.Open("class C"))
        {
            writer.Line("int a;\n\nint b;");
            using (writer.Open("int[] c =", "[", "];"))
            {
                writer.Line("1,");
            }
        }

        Assert.Equal(
            """
            class C
            {
                int a;

                int b;
                int[] c =
                [
                    1,
                ];
            }

            """,
            writer.ToString());
    }

    [Fact]
    public void The_skeleton_is_the_class_and_nothing_in_it() => Assert.EndsWith(
        """
        #nullable enable

        namespace A.@event;

        /// <summary>Empty: a&lt;b.json has errors.</summary>
        internal partial class Tiny
        {
        }

        """,
        ErrorSkeleton.Emit("A.event", "Tiny", "internal", "a<b.json").Text);
}
