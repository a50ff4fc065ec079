using System;
using System.Threading.Tasks;

namespace Modelwright.Cli.Tests;

/// <summary>Commands that read a checkpoint.</summary>
public class RunTests
{
    /// <summary>One text, whichever backend: greedy choices of this model leave no doubt.</summary>
    [Fact]
    public async Task A_model_runs_without_a_project()
    {
        string[] common = ["run", CommandLine.Shakespeare, "--prompt", "ROMEO:\\n", "--max-tokens", "12", "--temperature", "0"];
        (int cpu, string onCpu) = await CommandLine.RunAsync([.. common, "--backend", "Cpu"]);
        (int vulkan, string onVulkan) = await CommandLine.RunAsync([.. common, "--backend", "Vulkan"]);

        Assert.Equal((0, 0), (cpu, vulkan));
        Assert.StartsWith("ROMEO:\n", onCpu);
        Assert.Contains("decode 12 tokens", onCpu);
        Assert.Equal(Text(onCpu), Text(onVulkan));

        static string Text(string output) => output[..output.LastIndexOf("prefill", StringComparison.Ordinal)];
    }

    /// <summary>Matrices and caches of other formats than the file's; a word that is none is refused.</summary>
    [Theory]
    [InlineData("Cpu")]
    [InlineData("Vulkan")]
    public async Task Caches_have_the_format_asked_for(string backend)
    {
        string[] common = ["run", CommandLine.Shakespeare, "--prompt", "ROMEO:\\n", "--max-tokens", "12", "--temperature", "0", "--backend", backend];
        (int code, string output) = await CommandLine.RunAsync([.. common, "--storage", "Int8", "--cache", "Int8"]);
        Assert.Equal(0, code);
        Assert.StartsWith("ROMEO:\n", output);
        Assert.Contains("decode 12 tokens", output);

        (int refused, string words) = await CommandLine.RunAsync([.. common, "--cache", "Int2"]);
        Assert.Equal(1, refused);
        Assert.Contains("Int2", words);
    }

    [Fact]
    public async Task Without_a_tokenizer_it_says_so()
    {
        (int code, string output) = await CommandLine.RunAsync("run", CommandLine.Golden("qwen3_dense"), "--prompt", "x");
        Assert.Equal(1, code);
        Assert.Contains("tokenizer", output);
    }

    [Fact]
    public async Task A_wrong_option_is_refused_before_anything_is_loaded()
    {
        (int code, string output) = await CommandLine.RunAsync("run", CommandLine.Golden("qwen3_dense"), "--prompt", "x", "--top-p", "2");
        Assert.Equal(1, code);
        Assert.Contains("TopP", output);
    }

    [Fact]
    public async Task A_classifier_writes_no_text()
    {
        (int code, string output) = await CommandLine.RunAsync("run", CommandLine.Golden("qwen3_next_sequenceclassification"), "--prompt", "x");
        Assert.Equal(1, code);
        Assert.Contains("writes no text", output);
    }

    [Theory]
    [InlineData("qwen3_dense", 0, "The checkpoint can be loaded.")]
    [InlineData("qwen3_moe", 1, "model.layers.*.mlp.gate_proj.weight (4 tensors): found nothing")]
    public async Task A_checkpoint_is_compared_with_the_config(string checkpoint, int code, string words)
    {
        (int exit, string output) = await CommandLine.RunAsync("verify", CommandLine.Golden("qwen3_dense"), CommandLine.Golden(checkpoint));
        Assert.Equal(code, exit);
        Assert.Contains(words, output);
    }

    [Fact]
    public async Task Devices_are_listed()
    {
        (int code, string output) = await CommandLine.RunAsync("devices");
        Assert.Equal(0, code);
        Assert.Contains("GiB", output);
    }

    [Fact]
    public async Task Help_names_every_command()
    {
        (int code, string output) = await CommandLine.RunAsync("--help");
        Assert.Equal(0, code);
        Assert.All(["inspect", "verify", "devices", "run"], command => Assert.Contains("  " + command, output));
    }
}
