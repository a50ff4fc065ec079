using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using Spectre.Console.Testing;

namespace Modelwright.Cli.Tests;

/// <summary>Where the tool prints what, and how it ends.</summary>
public sealed class ToolTests
{
    [Theory]
    [InlineData("--help")]
    [InlineData("inspect", "--help")]
    [InlineData("--version")]
    public async Task It_calls_itself_as_users_call_it(params string[] arguments)
    {
        (int code, string output) = await CommandLine.RunAsync(arguments);

        Assert.Equal(0, code);
        Assert.DoesNotContain("Modelwright.Cli", output, StringComparison.Ordinal);
        Assert.True(arguments[^1] == "--version" || output.Contains("  modelwright ", StringComparison.Ordinal), output);
    }

    /// <summary>What a program reads is not mixed with what went wrong, or with what is said beside it.</summary>
    [Theory]
    [InlineData(1, "There is no file", "inspect", "nothing")]
    [InlineData(1, "MaxContext", "run", "@shakespeare", "--prompt", "x", "--context", "-5", "--backend", "Cpu")]
    [InlineData(1, "--device names a Vulkan device", "run", "@shakespeare", "--prompt", "x", "--device", "0", "--backend", "Cpu")]
    [InlineData(1, "Required argument missing", "verify", "@shakespeare")]
    [InlineData(0, "decode 3 tokens", "run", "@shakespeare", "--prompt", "ROMEO:", "--max-tokens", "3", "--backend", "Cpu")]
    public async Task Errors_and_remarks_go_apart(int expected, string said, params string[] arguments)
    {
        using TestConsole console = new();
        using TestConsole errors = new();
        errors.Profile.Width = 300;

        int code = await new Tool(console, errors).RunAsync([.. arguments.Select(static argument => argument == "@shakespeare" ? CommandLine.Shakespeare : argument)]);

        Assert.Equal(expected, code);
        Assert.Contains(said, errors.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(said, console.Output, StringComparison.Ordinal);
        Assert.True(expected == 0 || !errors.Output.Contains("   at ", StringComparison.Ordinal), errors.Output);
    }

    /// <summary>Without a word about it the machine's card computes, or else the processor; which and why is said.</summary>
    [Fact]
    public async Task The_backend_is_chosen_and_told()
    {
        (int code, string output) = await CommandLine.RunAsync("run", CommandLine.Shakespeare, "--prompt", "ROMEO:", "--max-tokens", "3");

        Assert.Equal(0, code);
        Assert.Matches("(Vulkan|Cpu) \\(", output);
    }

    [Fact]
    public async Task Devices_are_listed_for_people_and_programs()
    {
        (int shown, string table) = await CommandLine.RunAsync("devices");
        (int written, string json) = await CommandLine.RunAsync("devices", "--json");
        using JsonDocument devices = JsonDocument.Parse(json);

        Assert.Equal((0, 0), (shown, written));
        Assert.All(devices.RootElement.EnumerateArray(), device => Assert.Contains(device.GetProperty("name").GetString()!, table, StringComparison.Ordinal));
    }

    /// <summary>The processor holds what fits into the machine's memory, in every format that is listed.</summary>
    [Fact]
    public async Task An_inspection_says_what_fits_here()
    {
        (_, string output) = await CommandLine.RunAsync("inspect", CommandLine.Golden("qwen3_dense"), "--json");
        using JsonDocument inspection = JsonDocument.Parse(output);
        JsonElement processor = inspection.RootElement.GetProperty("devices").EnumerateArray().Last();

        Assert.Equal("the processor", processor.GetProperty("device").GetString());
        Assert.Equal(["Float32", "BFloat16", "Int8", "Int4", "Float8"], processor.GetProperty("fits").EnumerateArray().Select(static fit => fit.GetProperty("storage").GetString()));
        Assert.All(processor.GetProperty("fits").EnumerateArray(), static fit => Assert.Equal(512, fit.GetProperty("context").GetInt32()));
    }

    /// <summary>A byte order mark is no fault, a file that is something else is.</summary>
    [Fact]
    public async Task Files_of_editors_and_other_files()
    {
        string folder = Directory.CreateTempSubdirectory("modelwright-tool-").FullName;
        string file = Path.Combine(folder, "config.json");
        await File.WriteAllTextAsync(file, await File.ReadAllTextAsync(Path.Combine(CommandLine.Golden("qwen3_dense"), "config.json")), new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        (int marked, _) = await CommandLine.RunAsync("inspect", folder, "--keys");
        (int other, string output) = await CommandLine.RunAsync("inspect", Path.Combine(CommandLine.Golden("qwen3_dense"), "model.safetensors"));
        Directory.Delete(folder, recursive: true);

        Assert.Equal((0, 1), (marked, other));
        Assert.Contains("MW1001", output, StringComparison.Ordinal);
    }
}
