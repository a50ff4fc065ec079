using System.Globalization;
using System.Linq;
using Modelwright.IR.Tests;

namespace Modelwright.Backends.Tests;

/// <summary>Equal jobs give equal bytes.</summary>
public class DeterminismTests
{
    [Theory]
    [InlineData("qwen3_moe_longrope")]
    [InlineData("qwen3_next")]
    public void A_strange_culture_changes_nothing(string model)
    {
        GeneratedFile[] usual = [.. Emitted.Files(Emitted.Golden(model))];
        CultureInfo strange = (CultureInfo)CultureInfo.GetCultureInfo("tr-TR").Clone();
        strange.NumberFormat.NegativeSign = "\u2212";
        strange.NumberFormat.NumberDecimalSeparator = ",";
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = strange;

            Assert.Equal(usual, Emitted.Files(Emitted.Golden(model)));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Files_have_line_feeds_only_no_tabs_and_one_name_each()
    {
        GeneratedFile[] files = [.. Emitted.Files(TinySpecs.Next)];

        Assert.All(files, static file => Assert.DoesNotContain('\r', file.Text));
        Assert.All(files, static file => Assert.DoesNotContain('\t', file.Text));
        Assert.All(files, static file => Assert.EndsWith("}\n", file.Text));
        Assert.Equal(files.Length, files.Select(static file => file.HintName).Distinct().Count());
    }

    [Fact]
    public void Names_that_are_keywords_are_escaped()
    {
        GeneratedFile main = Emitted.Files(TinySpecs.Dense, "event").First();

        Assert.Equal("event.g.cs", main.HintName);
        Assert.Contains("public sealed partial class @event : global::", main.Text);
        Assert.Contains("public static @event Load(", main.Text);
    }
}
