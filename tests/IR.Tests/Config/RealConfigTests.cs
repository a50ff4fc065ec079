using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Modelwright.IR.Tests;

/// <summary>Configs as they are found: written by Hugging Face, published, full-size.</summary>
public sealed class RealConfigTests
{
    /// <summary>Two places say how much of a head turns, and differ; Hugging Face wrote the file so.</summary>
    private const string WithTwoFactors = "qwen3_next_mixed";

    public static TheoryData<string> Goldens => [.. TestFiles.GoldenConfigs.Select(static f => Path.GetFileName(Path.GetDirectoryName(f)!))];

    public static TheoryData<string> FullSize => [.. TestFiles.FullSizeConfigs.Select(static f => Path.GetFileName(f))];

    [Theory]
    [MemberData(nameof(Goldens))]
    public void Every_golden_config_binds_without_a_word(string name)
    {
        Binding binding = Binding.Of(TestFiles.Golden(name));

        Assert.NotNull(binding.Spec);
        if (name != WithTwoFactors)
        {
            Assert.Empty(binding.Messages);
        }
    }

    [Theory]
    [MemberData(nameof(FullSize))]
    public void Every_full_size_config_binds_without_a_word(string name)
    {
        Binding binding = Binding.Of(TestFiles.FullSize(name));

        Assert.NotNull(binding.Spec);
        Assert.Empty(binding.Messages);
    }

    [Fact]
    public void Published_configs_bind_or_name_what_is_not_supported()
    {
        foreach (string file in TestFiles.PublishedConfigs)
        {
            Binding binding = Binding.Of(File.ReadAllText(file));
            string name = Path.GetFileNameWithoutExtension(file);
            string[] expected = name.Contains("VL") || name.Contains("Qwen3.5") ? ["MW3001"] : name.EndsWith("FP8") ? ["MW3004"] : [];

            Assert.Equal(expected, binding.Messages.Select(static m => m[..6]));
        }
    }
}
