using System.CommandLine;
using Modelwright.Runtime;

namespace Samples;

/// <summary>The options of the program. What is not given comes from the checkpoint's generation_config.json.</summary>
internal sealed class CommandLine
{
    private readonly Option<string> _prompt = new("--prompt") { Description = "Text to continue; \\n is a new line", DefaultValueFactory = static _ => "ROMEO:\\n" };
    private readonly Option<int> _maxTokens = new("--max-tokens") { Description = "Tokens to write at most", DefaultValueFactory = static _ => 200 };
    private readonly Option<ulong?> _seed = new("--seed") { Description = "The same seed gives the same text" };
    private readonly Option<float?> _temperature = new("--temperature") { Description = "0 takes the likeliest token always" };
    private readonly Option<int?> _topK = new("--top-k") { Description = "Draw among the k likeliest tokens; 0 for all" };
    private readonly Option<float?> _topP = new("--top-p") { Description = "Draw among the likeliest tokens that together have this probability" };
    private readonly Option<string> _backend = new("--backend") { Description = "cpu, vulkan, torch, or auto: a Vulkan card where there is one, else the CPU; cpu and auto need nothing installed", DefaultValueFactory = static _ => "cpu" };
    private readonly Option<string?> _device = new("--device") { Description = "vulkan: number of a device, or part of its name; torch: cpu, cuda or cuda:1" };

    public CommandLine()
    {
        _backend.AcceptOnlyFromAmong("cpu", "vulkan", "torch", "auto");
        Root = new RootCommand("Continues a play, token by token, with a model that was compiled from its config.json.")
        {
            _prompt, _maxTokens, _seed, _temperature, _topK, _topP, _backend, _device, ListDevices,
        };
    }

    public RootCommand Root { get; }

    public Option<bool> ListDevices { get; } = new("--list-devices") { Description = "List the Vulkan devices and stop" };

    public Request Read(ParseResult result) => new(
        result.GetValue(_prompt)!.Replace("\\n", "\n", System.StringComparison.Ordinal),
        result.GetValue(_backend)!,
        result.GetValue(_device),
        new GenerationOptions
        {
            MaxTokens = result.GetValue(_maxTokens),
            Seed = result.GetValue(_seed),
            Temperature = result.GetValue(_temperature),
            TopK = result.GetValue(_topK),
            TopP = result.GetValue(_topP),
        });
}
