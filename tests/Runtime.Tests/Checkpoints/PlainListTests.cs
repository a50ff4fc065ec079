using System;
using System.Linq;

namespace Modelwright.Runtime.Tests;

/// <summary>The list of plain modules in a config, held against the file.</summary>
public sealed class PlainListTests
{
    private static readonly string[] Names = ["l.1.up_proj.weight", "l.0.up_proj.weight", "l.0.norm.weight", "l.0.up_proj.bias", "l.2.up_proj.weight", "l.3.up_proj.weight", "l.4.up_proj.weight"];

    [Theory]
    [InlineData("l.0", "l.0.up_proj", "", "1 modules are quantised in the file, though quantization_config lists them as plain; they are read as the file has them: l.0.up_proj.")]
    [InlineData("l.0.up_proj", "l.0.up_proj", "", "1 modules are quantised in the file")]
    [InlineData("0.up_proj", "l.0.up_proj", "", "1 modules are quantised in the file")]
    [InlineData("up_proj", "l.0.up_proj l.1.up_proj l.2.up_proj", "", "3 modules are quantised in the file, though quantization_config lists them as plain; they are read as the file has them: l.0.up_proj, l.1.up_proj, l.2.up_proj.")]
    [InlineData("up_proj", "l.0.up_proj l.1.up_proj l.2.up_proj l.3.up_proj", "", "4 modules are quantised in the file, though quantization_config lists them as plain; they are read as the file has them: l.0.up_proj, l.1.up_proj, l.2.up_proj, ….")]
    [InlineData("", "", "l.0.up_proj l.1.up_proj", "2 modules are plain in the file, though quantization_config does not list them; they are read as the file has them: l.0.up_proj, l.1.up_proj.")]
    [InlineData("l.1", "", "l.0.up_proj l.1.up_proj", "1 modules are plain in the file, though quantization_config does not list them; they are read as the file has them: l.0.up_proj.")]
    [InlineData("l.1", "l.0.up_proj", "l.1.up_proj", null)]
    [InlineData("", "", "l.0.norm", null)]
    [InlineData("", "", "", null)]
    [InlineData("other l.0", "l.0.up_proj", "", "1 modules are quantised in the file")]
    [InlineData("l", "l.0.up_proj", "", "1 modules are quantised in the file")]
    [InlineData("up", "l.0.up_proj", "", null)]
    [InlineData("re:l[.]0", "l.0.up_proj", "", "1 modules are quantised in the file")]
    [InlineData("re:0", "l.0.up_proj", "", null)]
    public void Lists_that_disagree_with_the_file_are_named(string plain, string quantised, string there, string? said)
    {
        QuantizationConfig config = new("gptq", 4, 32, "", 0, 0) { Source = "config.json", Plain = plain.Split(' ', StringSplitOptions.RemoveEmptyEntries) };
        string[] packed = [.. quantised.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static name => name + ".weight")];
        string[] plainOnes = [.. there.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static name => name + ".weight")];

        FileWarning[] warnings = [.. PlainList.Compare(config, Names, packed.Contains, name => plainOnes.Contains(name) || packed.Contains(name))];

        Assert.Equal(said is null ? 0 : 1, warnings.Length);
        Assert.All(warnings, warning => Assert.Contains(said!, warning.ToString(), StringComparison.Ordinal));
    }
}
