using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;

namespace Modelwright.Cli.Tests;

public class InspectTests
{
    /// <summary>What the config says is what lies in the file: the header of the safetensors file is read here without our reader.</summary>
    [Theory]
    [InlineData("qwen3_dense")]
    [InlineData("qwen3_moe")]
    [InlineData("qwen3_next")]
    public async Task Parameters_are_those_of_the_checkpoint(string golden)
    {
        using JsonDocument inspection = await JsonAsync(CommandLine.Golden(golden));

        Assert.Equal(ElementsOf(Path.Combine(CommandLine.Golden(golden), "model.safetensors")), inspection.RootElement.GetProperty("cost").GetProperty("parameters").GetInt64());
    }

    /// <summary>The models are named after these numbers: all parameters, and those that a token uses.</summary>
    [Theory]
    [InlineData("qwen3-30b-a3b.json", 30.5e9, 3.3e9)]
    [InlineData("qwen3-235b-a22b.json", 235.1e9, 22.2e9)]
    [InlineData("qwen3-next-80b-a3b-thinking.json", 79.7e9, 3.9e9)]
    [InlineData("qwen3.5-27b.json", 27.4e9, 26e9)]
    [InlineData("qwen3.5-35b-a3b.json", 35.1e9, 3e9)]
    [InlineData("qwen3.5-397b-a17b.json", 397e9, 17e9)]
    [InlineData("qwen3-vl-30b-a3b-instruct.json", 31.1e9, 3.1e9)]
    [InlineData("qwen3-vl-32b-instruct.json", 33.4e9, 32e9)]
    public async Task Published_models_are_as_large_as_their_names_say(string config, double all, double active)
    {
        using JsonDocument inspection = await JsonAsync(CommandLine.Published(config));
        JsonElement cost = inspection.RootElement.GetProperty("cost");

        Assert.Equal(all, cost.GetProperty("parameters").GetDouble(), all * 0.005);
        Assert.InRange(cost.GetProperty("activeParameters").GetDouble(), active * 0.85, active * 1.05);
        Assert.InRange(cost.GetProperty("flops").GetDouble() / cost.GetProperty("activeParameters").GetDouble(), 1.8, 2.0);
    }

    /// <summary>A vision tower is done before tokens are decoded: its weights are parameters, and no token's cost.</summary>
    [Fact]
    public async Task A_towers_weights_are_not_read_by_every_token()
    {
        using JsonDocument inspection = await JsonAsync(CommandLine.Golden("qwen3_vl"));
        long parameters = inspection.RootElement.GetProperty("cost").GetProperty("parameters").GetInt64();
        JsonElement[] unread = [.. inspection.RootElement.GetProperty("weights").EnumerateArray().Where(static weight => weight.GetProperty("readFraction").GetDouble() == 0)];

        Assert.Equal(ElementsOf(Path.Combine(CommandLine.Golden("qwen3_vl"), "model.safetensors")), parameters);
        Assert.NotEmpty(unread);
        long seeing = unread.Sum(static weight => weight.GetProperty("parameters").GetInt64());
        Assert.InRange(inspection.RootElement.GetProperty("cost").GetProperty("activeParameters").GetInt64(), 1, parameters - seeing);
    }

    [Fact]
    public async Task Tables_show_layers_weights_cost_and_memory()
    {
        (int code, string output) = await CommandLine.RunAsync("inspect", CommandLine.Golden("qwen3_next"));

        Assert.Equal(0, code);
        Assert.Contains("linear attention and experts │     3 │ 0-2", output);
        Assert.Contains("full attention and experts   │     1 │ 3", output);
        Assert.Contains("experts_gate_up", output);
        Assert.Contains("FLOPs of matrix products", output);
        Assert.Matches("512 │ +[0-9.]+ \\+ [0-9.]+ │", output);
    }

    /// <summary>A class caches in 16 bits unless told otherwise; in heads of 128 int8 takes 0.56 of that.</summary>
    [Theory]
    [InlineData("Cpu")]
    [InlineData("Vulkan")]
    public async Task Sessions_are_told_by_the_format_of_their_caches(string backend)
    {
        using JsonDocument inspection = await JsonAsync(CommandLine.Published("qwen3-30b-a3b.json"), "--backend", backend);
        Dictionary<(int Context, string? Cache), long> sessions = inspection.RootElement.GetProperty("sessions").EnumerateArray().ToDictionary(
            static line => (line.GetProperty("context").GetInt32(), line.GetProperty("cache").GetString()), static line => line.GetProperty("session").GetInt64());
        Dictionary<int, long> usual = inspection.RootElement.GetProperty("memory").EnumerateArray().Where(static line => line.GetProperty("storage").GetString() == "Int4")
            .ToDictionary(static line => line.GetProperty("context").GetInt32(), static line => line.GetProperty("session").GetInt64());

        Assert.All(usual, session => Assert.Equal(session.Value, sessions[(session.Key, "Float16")]));
        double Grown(string cache) => sessions[(32768, cache)] - sessions[(4096, cache)];
        Assert.Equal(0.5, Grown("Float16") / Grown("Float32"), 0.02);
        Assert.Equal(0.5625, Grown("Int8") / Grown("Float16"), 0.02);
    }

    /// <summary>More context, more session; wider numbers, more weights.</summary>
    [Theory]
    [InlineData("Cpu")]
    [InlineData("Vulkan")]
    public async Task Memory_grows_with_context_and_format(string backend)
    {
        using JsonDocument inspection = await JsonAsync(CommandLine.Published("qwen3-30b-a3b.json"), "--backend", backend);
        (int Context, string? Storage, long Weights, long Session)[] lines = inspection.RootElement.GetProperty("memory").EnumerateArray()
            .Select(static line => (
                Context: line.GetProperty("context").GetInt32(),
                Storage: line.GetProperty("storage").GetString(),
                Weights: line.GetProperty("weights").GetInt64(),
                Session: line.GetProperty("session").GetInt64()))
            .ToArray();

        Assert.True(lines.Select(static line => line.Context).Distinct().Count() >= 3);
        Assert.All(lines.GroupBy(static line => line.Storage), static group => Assert.Equal(group.Select(static l => l.Session).Distinct().Order(), group.Select(static l => l.Session)));
        long Weights(string storage) => lines.First(line => line.Storage == storage).Weights;
        Assert.InRange((double)Weights("Float32") / Weights("BFloat16"), 1.9, 2.0);
    }

    [Fact]
    public async Task A_broken_config_is_an_error_at_its_place()
    {
        string file = Path.Combine(Directory.CreateTempSubdirectory("modelwright-cli-").FullName, "config.json");
        string[] lines = await File.ReadAllLinesAsync(Path.Combine(CommandLine.Golden("qwen3_dense"), "config.json"));
        int line = Array.FindIndex(lines, static text => text.Contains("\"hidden_act\"", StringComparison.Ordinal));
        lines[line] = lines[line].Replace("silu", "sulu", StringComparison.Ordinal);
        await File.WriteAllLinesAsync(file, lines);

        (int code, string output) = await CommandLine.RunAsync("inspect", file);

        Assert.Equal(1, code);
        Assert.Contains($"({line + 1},{1 + lines[line].IndexOf("\"sulu\"", StringComparison.Ordinal)}): error MW1005:", output.ReplaceLineEndings(""));
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_an_error()
    {
        (int code, string output) = await CommandLine.RunAsync("inspect", "nothing/config.json");
        Assert.Equal(1, code);
        Assert.Contains("nothing", output);
    }

    [Fact]
    public async Task Stages_show_passes_schedule_and_kernels()
    {
        string config = CommandLine.Golden("qwen3_next");
        (int graphs, string ir) = await CommandLine.RunAsync("inspect", config, "--ir");
        (int plan, string schedule) = await CommandLine.RunAsync("inspect", config, "--schedule");
        string folder = Path.Combine(Directory.CreateTempSubdirectory("modelwright-cli-").FullName, "kernels");
        (int text, string files) = await CommandLine.RunAsync("inspect", config, "--kernels", folder);

        Assert.Equal((0, 0, 0), (graphs, plan, text));
        Assert.Contains("-- lowered\n", ir);
        Assert.Contains("-- fuse-attention\n", ir);
        Assert.Contains("    barrier\n", schedule);
        Assert.Equal(Directory.EnumerateFiles(folder, "*.comp").Order(StringComparer.Ordinal), files.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
        Assert.All(Directory.EnumerateFiles(folder), static file => Assert.StartsWith("#version 450", File.ReadAllText(file)));
    }

    [Theory]
    [InlineData(new int[0], "")]
    [InlineData(new[] { 3 }, "3")]
    [InlineData(new[] { 0, 1, 2, 4, 6, 7 }, "0-2, 4, 6-7")]
    public void Numbers_are_written_in_runs(int[] numbers, string runs) => Assert.Equal(runs, Inspector.Runs(numbers));

    private static async Task<JsonDocument> JsonAsync(params string[] arguments)
    {
        (int code, string output) = await CommandLine.RunAsync(["inspect", .. arguments, "--json"]);
        Assert.True(code == 0, output);
        return JsonDocument.Parse(output);
    }

    private static long ElementsOf(string safetensors)
    {
        using BinaryReader reader = new(File.OpenRead(safetensors));
        using JsonDocument header = JsonDocument.Parse(reader.ReadBytes((int)reader.ReadInt64()));
        return header.RootElement.EnumerateObject()
            .Where(static tensor => tensor.Name != "__metadata__")
            .Sum(static tensor => tensor.Value.GetProperty("shape").EnumerateArray().Aggregate(1L, static (product, size) => product * size.GetInt64()));
    }
}
