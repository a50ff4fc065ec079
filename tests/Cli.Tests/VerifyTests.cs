using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Tasks;

namespace Modelwright.Cli.Tests;

/// <summary>What <c>modelwright verify</c> says of a checkpoint.</summary>
public sealed class VerifyTests
{
    /// <summary>Keys of layers that are missing are one line for all layers, and the counts are those of tensors.</summary>
    [Fact]
    public async Task Keys_that_differ_in_numbers_are_one_line()
    {
        string config = WithLayers(static _ => 9, out int before);
        string checkpoint = CommandLine.Golden("qwen3_dense");

        (int code, string grouped) = await CommandLine.RunAsync("verify", config, checkpoint);
        (int same, string all) = await CommandLine.RunAsync("verify", config, checkpoint, "--all");
        string[] missing = [.. all.Split('\n').Where(static line => line.StartsWith("missing ", StringComparison.Ordinal))];

        Assert.Equal((1, 1), (code, same));
        Assert.Equal(0, missing.Length % (9 - before));
        Assert.Equal(missing.Length / (9 - before), grouped.Split('\n').Count(static line => line.StartsWith("missing ", StringComparison.Ordinal)));
        Assert.Contains($"missing        model.layers.*.self_attn.q_norm.weight ({9 - before} tensors): found ", grouped, StringComparison.Ordinal);
        Assert.DoesNotContain($"model.layers.{before}.", grouped, StringComparison.Ordinal);
        Assert.Contains("--all lists each", grouped, StringComparison.Ordinal);
        Assert.Contains($"missing        model.layers.{before}.self_attn.q_norm.weight: found ", all, StringComparison.Ordinal);
        Assert.Equal(all.Split('\n')[0], grouped.Split('\n')[0]);
        Assert.Contains($"{missing.Length} missing", grouped, StringComparison.Ordinal);
    }

    /// <summary>One tensor of its kind keeps its name.</summary>
    [Fact]
    public async Task A_single_key_stays_as_it_is()
    {
        string config = WithLayers(static layers => layers + 1, out int before);

        (_, string output) = await CommandLine.RunAsync("verify", config, CommandLine.Golden("qwen3_dense"));

        Assert.Contains($"missing        model.layers.{before}.self_attn.q_norm.weight: found ", output, StringComparison.Ordinal);
        Assert.DoesNotContain("--all", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_checkpoint_that_fits_can_be_loaded()
    {
        (int code, string output) = await CommandLine.RunAsync("verify", CommandLine.Golden("qwen3_dense"), CommandLine.Golden("qwen3_dense"));

        Assert.Equal(0, code);
        Assert.Contains("The checkpoint can be loaded.", output, StringComparison.Ordinal);
        Assert.DoesNotContain("--all", output, StringComparison.Ordinal);
    }

    /// <summary>A copy of a config with another number of layers, all of the same kind.</summary>
    private static string WithLayers(Func<int, int> layers, out int before)
    {
        JsonObject config = JsonNode.Parse(File.ReadAllText(Path.Combine(CommandLine.Golden("qwen3_dense"), "config.json")))!.AsObject();
        before = (int)config["num_hidden_layers"]!;
        config["num_hidden_layers"] = layers(before);
        config.Remove("layer_types");
        config.Remove("max_window_layers");
        string path = Path.Combine(Directory.CreateTempSubdirectory("modelwright-verify-").FullName, "config.json");
        File.WriteAllText(path, config.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
        return path;
    }
}
