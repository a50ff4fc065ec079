using System.Collections.Generic;
using System.CommandLine;

namespace Samples;

/// <summary>The options of the program.</summary>
internal sealed class CommandLine
{
    private readonly Argument<string[]> _files = new("file") { Description = "Pictures: PNG, JPEG, WebP or GIF", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string> _backend = new("--backend") { Description = "cpu, vulkan, torch, or auto: a Vulkan card where there is one, else the CPU; cpu and auto need nothing installed", DefaultValueFactory = static _ => "cpu" };
    private readonly Option<string?> _device = new("--device") { Description = "Vulkan: number of a device, or part of its name; torch: cpu, cuda or cuda:1" };

    public CommandLine()
    {
        _backend.AcceptOnlyFromAmong("cpu", "vulkan", "torch", "auto");
        Root = new RootCommand("Says what is in pictures of coloured shapes, with a model that was compiled from its config.json.") { _files, _backend, _device };
    }

    public RootCommand Root { get; }

    public IReadOnlyList<string> Files(ParseResult result) => result.GetValue(_files)!;

    public string Backend(ParseResult result) => result.GetValue(_backend)!;

    public string? Device(ParseResult result) => result.GetValue(_device);
}
