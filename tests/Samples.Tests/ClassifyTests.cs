using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;

namespace Modelwright.Samples.Tests;

public class ClassifyTests
{
    private static readonly string[] Lines = File.ReadAllLines(Sample.PathOf("Classify", "examples", "lines.txt"));

    [Theory]
    [InlineData("cpu")]
    [InlineData("torch")]
    [InlineData("vulkan")]
    public async Task Every_line_gets_its_label_and_score(string backend)
    {
        (int exitCode, string[] output, string errors) = await Sample.RunAsync("Classify", Sample.PathOf("Classify", "examples", "lines.txt"), "--backend", backend, "--batch-size", "4");

        Assert.True(exitCode == 0, errors);
        Assert.Equal(Lines, output.Select(static line => line.TrimEnd('\r').Split('\t')[1]));
        string[][] labels = [.. output.Select(static line => line.Split('\t')[0].Split(' '))];
        Assert.Equal(["Love", "Insult", "Grief", "Love", "Insult", "Grief"], labels.Select(static label => label[0]));
        Assert.All(labels, static label => Assert.InRange(float.Parse(label[1], System.Globalization.CultureInfo.InvariantCulture), 1f / 3, 1));
        Assert.Contains("6 of 6 lines", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_names_the_options_and_mistakes_are_told()
    {
        (int exitCode, string[] help, _) = await Sample.RunAsync("Classify", "--help");
        Assert.Equal(0, exitCode);
        Assert.Contains(help, static line => line.Contains("--batch-size", StringComparison.Ordinal));

        Assert.NotEqual(0, (await Sample.RunAsync("Classify", "no such file")).ExitCode);
        (exitCode, _, string errors) = await Sample.RunAsync("Classify", Sample.PathOf("Classify", "examples", "lines.txt"), "--checkpoint", Sample.PathOf("Shakespeare", "model"));
        Assert.Equal(1, exitCode);
        Assert.Contains("was not trained for it", errors, StringComparison.Ordinal);
    }
}
